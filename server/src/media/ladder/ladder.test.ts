import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measured, rungOf } from './ladder.ts';
import { newLadder, type LadderState, type Measurement } from './ladderState.ts';
import { camera, other, runLink, slides, twoSlides, voice, type Moment } from './link.testing.ts';
import { rungsOf, VOICE_RATE, type LadderSource, type Rank } from './rungs.ts';

const lesson = [voice, twoSlides, camera, other('a')];

describe('rungs', () => {
	const steps = (sources: readonly LadderSource[]) => rungsOf(sources).map(({ step }) => step);

	it.each([
		[
			lesson,
			[
				'voice',
				'stills',
				'no-camera',
				'slow-slides',
				'thumbnail',
				'thumbnail',
				'no-others',
				'no-others',
				'full',
			],
		],
		[
			[voice, slides, camera],
			['voice', 'stills', 'no-camera', 'thumbnail', 'thumbnail', 'full'],
		],
		[
			[voice, camera],
			['voice', 'thumbnail', 'thumbnail', 'full'],
		],
		[
			[voice, other('a'), other('b')],
			['voice', 'no-others', 'no-others', 'no-others', 'full'],
		],
		[[voice], ['full']],
		[[], ['full']],
	])('%#: what is dearest is granted first', (sources, expected) => {
		expect(steps(sources)).toEqual(expected);
	});

	const source = fc.record({
		id: fc.uuid(),
		rank: fc.constantFrom<Rank>('slides', 'teacher-camera', 'other-camera'),
		layers: fc.array(fc.integer({ min: 20_000, max: 2_000_000 }), { minLength: 1, maxLength: 3 }),
	});
	const anySources = fc.array(
		fc.oneof(
			source,
			fc.uuid().map((id): LadderSource => ({ ...voice, id })),
		),
		{
			maxLength: 12,
		},
	);

	it('never has a voice to give up, takes no less for more, and ends with everything', () => {
		fc.assert(
			fc.property(anySources, (sources) => {
				const rungs = rungsOf(sources);
				const voices = sources.filter(({ rank }) => rank === 'voice');
				expect(rungs[0].demand).toBe(voices.length * VOICE_RATE);
				for (const [index, rung] of rungs.entries()) {
					for (const { id } of voices) expect(rung.grants.has(id)).toBe(false);
					expect(rung.demand).toBeGreaterThanOrEqual(rungs[index - 1]?.demand ?? 0);
				}
				expect(rungs.at(-1)?.step).toBe('full');
			}),
		);
	});
});

/** Steps as they follow each other. */
const changes = (moments: readonly Moment[]): string[] =>
	moments.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]);

const between = (moments: readonly Moment[], from: number, to: number): Moment[] =>
	moments.filter(({ at }) => at > from && at <= to);
const worstVoice = (moments: readonly Moment[]): number =>
	Math.max(0, ...moments.map(({ voiceLoss }) => voiceLoss));
/** By the time that each moment lasted: while more is tried they are short. */
const meanVoice = (moments: readonly Moment[]): number =>
	moments.reduce((sum, { voiceLoss, lasts }) => sum + voiceLoss * lasts, 0) /
	moments.reduce((sum, { lasts }) => sum + lasts, 0);

describe('the ladder on a line', () => {
	it('leaves a good line alone', () => {
		const moments = runLink({ rate: () => 8_000_000, sources: () => lesson, until: 120_000 });
		expect(changes(moments)).toEqual(['full']);
		expect(moments.every(({ state }) => !state.held)).toBe(true);
	});

	it.each(['true', 'stuck', 'dreaming'] as const)(
		'4 Mbit/s to 0.3 and back, the estimator %s: the voice is clean within 2 s',
		(estimator) => {
			const rate = (at: number) => (at >= 20_000 && at < 60_000 ? 300_000 : 4_000_000);
			const moments = runLink({ rate, sources: () => lesson, until: 120_000, estimator });
			expect(worstVoice(between(moments, 22_000, 26_000))).toBe(0);
			expect(meanVoice(between(moments, 22_000, 60_000))).toBeLessThan(estimator === 'true' ? 0.03 : 0.1);
			const much = between(moments, 24_000, 60_000).filter(({ rung }) => rung.demand > 400_000);
			expect(much.length).toBeLessThanOrEqual(estimator === 'dreaming' ? 8 : 3);
		},
	);

	it('is back to everything within 30 s of the return, without a second fall', () => {
		for (let lasts = 5_000; lasts <= 90_000; lasts += 5_000) {
			const back = 20_000 + lasts;
			const rate = (at: number) => (at >= 20_000 && at < back ? 300_000 : 4_000_000);
			const moments = runLink({ rate, sources: () => lesson, until: back + 60_000 });
			const after = between(moments, back, back + 60_000);
			const demands = after.map(({ rung }) => rung.demand);
			expect(demands).toEqual(demands.toSorted((a, b) => a - b));
			expect(between(moments, back + 30_000, back + 60_000).every(({ step }) => step === 'full')).toBe(true);
		}
	});

	it('does not give up anything for packets that the line loses by itself', () => {
		const moments = runLink({
			rate: () => 6_000_000,
			ownLoss: 0.1,
			sources: () => lesson,
			until: 120_000,
		});
		expect(between(moments, 30_000, 120_000).every(({ step }) => step === 'full')).toBe(true);
		expect(changes(moments).length).toBeLessThanOrEqual(3);
	});

	it('takes away nothing for a long round trip that nothing here causes', () => {
		const moments = runLink({
			rate: () => 6_000_000,
			roundTripMs: 700,
			sources: () => lesson,
			until: 60_000,
		});
		expect(between(moments, 20_000, 60_000).every(({ step }) => step === 'full')).toBe(true);
	});

	it('settles on any constant line and does not flap', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 100_000, max: 6_000_000 }),
				fc.double({ min: 0, max: 0.05, noNaN: true }),
				fc.subarray([twoSlides, camera, other('a'), other('b')]),
				(rate, ownLoss, pictures) => {
					const sources = [voice, ...pictures];
					const moments = runLink({ rate: () => rate, ownLoss, sources: () => sources, until: 240_000 });
					const settled = between(moments, 60_000, 240_000);
					// Twice in three minutes something may come that cannot stay.
					expect(changes(settled).length).toBeLessThanOrEqual(5);
					// Of a line that carries little more than the voice, a test now and then takes a part.
					expect(meanVoice(settled)).toBeLessThan(rate < 250_000 ? 0.02 : 0.01);
				},
			),
		);
	});

	it('shows as much as the line has proved to carry when something new begins', () => {
		const rate = () => 700_000;
		const sources = (at: number) => (at < 60_000 ? [voice, camera] : [voice, camera, slides]);
		const moments = runLink({ rate, sources, until: 120_000 });
		expect(between(moments, 55_000, 60_000).map(({ step }) => step)).toContain('thumbnail');
		expect(worstVoice(between(moments, 60_000, 70_000))).toBeLessThan(0.05);
	});
});

describe('the ladder against worse input', () => {
	const measurement = fc.record({
		sent: fc.integer({ min: 50_000, max: 4_000_000 }),
		estimate: fc.integer({ min: 30_000, max: 4_000_000 }),
		lossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
		roundTripMs: fc.integer({ min: 1, max: 3_000 }),
		concealedRatio: fc.double({ min: 0, max: 1, noNaN: true }),
	});
	const reached = (state: LadderState): number => rungOf(state, lesson).demand;

	it('never gives more for it', () => {
		fc.assert(
			fc.property(
				fc.array(measurement, { maxLength: 30 }),
				measurement,
				fc.double({ min: 0, max: 1, noNaN: true }),
				(past, last, more) => {
					let state = newLadder(0);
					let now = 0;
					for (const m of past) state = measured(state, { ...m, sources: lesson }, (now += 1_000));
					const good: Measurement = { ...last, sources: lesson };
					const worse: Measurement = {
						...good,
						lossRatio: Math.min(1, good.lossRatio + more),
						estimate: Math.max(30_000, (good.estimate ?? 0) * (1 - more)),
						concealedRatio: Math.min(1, (good.concealedRatio ?? 0) + more),
					};
					const [a, b] = [measured(state, good, now + 1_000), measured(state, worse, now + 1_000)];
					expect(reached(b)).toBeLessThanOrEqual(reached(a));
				},
			),
		);
	});
});
