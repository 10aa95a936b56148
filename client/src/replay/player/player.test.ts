import { LogEntry, PeerId } from '@classroom/protocol';
import type { ReplayClip } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correct, SEEK_MS } from './drift.ts';
import { arrange } from './layout.ts';
import type { ScenePicture } from './layout.ts';
import { LessonClock } from './lessonClock.ts';
import { RoomStates } from './roomStates.ts';
import { lastRecorded, lessonAt, mediaAt, placeAfter, placeAt } from './timeline.ts';

const clip: ReplayClip = {
	url: '/a.m3u8',
	kinds: ['audio', 'video'],
	width: 640,
	height: 360,
	spans: [
		{ mediaMs: 0, atMs: 200, durationMs: 4000, section: 0, sampleMs: 0 },
		{ mediaMs: 4000, atMs: 9000, durationMs: 6000, section: 1, sampleMs: 500 },
	],
};
const track = { clips: [clip, { ...clip, url: '/b.m3u8', spans: [{ ...clip.spans[0]!, atMs: 20_000 }] }] };

describe('lesson time and media time', () => {
	test.each([
		[0, undefined],
		[200, '/a.m3u8 200'],
		[4199, '/a.m3u8 200'],
		[4200, undefined],
		[9000, '/a.m3u8 9000'],
		[15_000, undefined],
		[21_000, '/b.m3u8 20000'],
		[24_000, undefined],
	])('at %i', (atMs, expected) => {
		const place = placeAt(track, atMs);
		expect(place && `${place.clip.url} ${place.span.atMs}`).toBe(expected);
	});

	test('what comes next, and how long it is', () => {
		expect(placeAfter(track, 4200)?.span.atMs).toBe(9000);
		expect(placeAfter(track, 15_000)?.clip.url).toBe('/b.m3u8');
		expect(placeAfter(track, 24_000)).toBeUndefined();
		expect(lastRecorded([track])).toBe(24_000);
	});

	test("a known shift of the section's samples counts more than the playlist", () => {
		const span = clip.spans[1]!;
		expect(mediaAt(span, new Map(), 10_000)).toBe(5000);
		// The section's first sample, which carries 500 ms, was put at 4031 ms.
		const shifts = new Map([[1, 500 - 4031]]);
		expect(mediaAt(span, shifts, 10_000)).toBe(5031);
		expect(lessonAt(clip, shifts, 5031)?.atMs).toBe(10_000);
		// The end of the first section lies before.
		expect(lessonAt(clip, shifts, 4025)?.span.section).toBe(0);
	});

	test('there and back again', () => {
		const shift = fc.option(fc.integer({ min: -300, max: 300 }), { nil: undefined });
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 16_000 }), shift, shift, (atMs, first, second) => {
				const shifts = new Map<number, number>();
				if (first !== undefined) shifts.set(0, Math.min(0, first));
				if (second !== undefined) shifts.set(1, second - 3500);
				const place = placeAt(track, atMs);
				if (!place) return;
				const media = mediaAt(place.span, shifts, atMs);
				const next = clip.spans.find((span) => span.section === place.span.section + 1);
				// The last millisecond before a section counts as the section's.
				if (next && media >= mediaAt(next, shifts, next.atMs) - 1) return;
				expect(lessonAt(clip, shifts, media)?.atMs).toBeCloseTo(atMs);
			}),
		);
	});
});

describe('drift', () => {
	test.each([
		[0, 1, false, false, 1],
		[19, 1, false, false, 1],
		[19, 1, true, false, 0.9729],
		[-19, 1, true, false, 1.0271],
		[105, 1, false, false, 0.85],
		[-105, 2, false, false, 2.3],
		[240, 1, false, false, 0.7],
		[240, 1, false, true, 0.94],
	])('%i ms at %f: %f', (error, chosen, correcting, sounds, rate) => {
		const correction = correct(error, chosen, correcting, sounds);
		expect(correction.kind === 'rate' ? correction.rate : undefined).toBeCloseTo(rate, 3);
	});

	test('far off is a seek', () => {
		expect(correct(SEEK_MS + 1, 1, false, false)).toEqual({ kind: 'seek' });
		expect(correct(-SEEK_MS - 1, 1, true, true)).toEqual({ kind: 'seek' });
	});

	test('every error comes within 20 ms without a seek and stays there', () => {
		fc.assert(
			fc.property(
				fc.double({ min: -SEEK_MS, max: SEEK_MS, noNaN: true }),
				fc.constantFrom(0.75, 1, 1.5, 2),
				fc.boolean(),
				(start, chosen, sounds) => {
					let error = start;
					let correcting = false;
					for (let ms = 0; ms < 12_000; ms += 100) {
						const correction = correct(error, chosen, correcting, sounds);
						expect(correction.kind).toBe('rate');
						const rate = correction.kind === 'rate' ? correction.rate : chosen;
						correcting = rate !== chosen;
						error += (rate - chosen) * 100;
					}
					expect(Math.abs(error)).toBeLessThanOrEqual(20);
				},
			),
		);
	});
});

test('the clock follows the machine, and its master', () => {
	const clock = new LessonClock(5000, 0);
	expect(clock.at(1000)).toBe(5000);
	clock.run(true, 1000);
	expect(clock.at(1500)).toBe(5500);
	clock.setRate(2, 2000);
	expect(clock.at(2500)).toBe(7000);
	clock.follow(7010, 2500);
	expect(clock.at(2500)).toBeCloseTo(7001);
	clock.follow(6800, 2500);
	expect(clock.at(2500)).toBe(6800);
	clock.run(false, 3000);
	expect(clock.at(9000)).toBe(7800);
});

describe('the Room at any moment', () => {
	const teacher = {
		type: 'peer-joined',
		peerId: 'li',
		role: 'teacher',
		subject: { kind: 'person', personId: 'p' },
	};
	const entries = [
		[2, -5000, teacher],
		[7, 0, { type: 'phase-changed', phase: 'teaching', cause: 'bell' }],
		[31, 4000, { type: 'scene-chosen', layout: 'teacher', by: 'li' }],
		[35, 9000, { type: 'scene-chosen', layout: 'screen', by: 'li' }],
	].map(([seq, at, event]) => LogEntry.parse({ lessonId: 'l', seq, at: 1_000_000 + (at as number), event }));
	const states = new RoomStates(entries, 1_000_000);

	test.each([
		[-6000, 'waiting', 'automatic', 0],
		[-1, 'waiting', 'automatic', 1],
		[0, 'teaching', 'automatic', 1],
		[4000, 'teaching', 'teacher', 1],
		[8999, 'teaching', 'teacher', 1],
		[100_000, 'teaching', 'screen', 1],
		[1, 'teaching', 'automatic', 1],
	])('at %i', (atMs, phase, scene, peers) => {
		const state = states.at(atMs);
		expect([state.phase, state.scene, state.peers.length]).toEqual([phase, scene, peers]);
		expect(states.at(atMs)).toBe(state);
	});

	test('without entries it is empty', () => {
		expect(new RoomStates([], 0).at(5).peers).toEqual([]);
	});
});

describe('arrangement', () => {
	const peerId = PeerId.parse('p');
	const screen: ScenePicture = { peerId, source: 'screen', role: 'screen' };
	const teacher: ScenePicture = { peerId, source: 'camera', role: 'teacher' };
	const stage: ScenePicture = { peerId: PeerId.parse('c'), source: 'camera', role: 'stage' };
	const scene = { main: screen, side: [teacher, stage] };

	test.each([
		['as the scene is', null, [screen, teacher, stage]],
		['the main one chosen', 'p/screen', [screen, teacher, stage]],
		['another chosen: the two swap', 'c/camera', [stage, teacher, screen]],
		['one chosen that is gone', 'x/camera', [screen, teacher, stage]],
	] as const)('%s', (_name, chosen, pictures) => {
		const { main, side } = arrange(scene, chosen);
		expect([main, ...side]).toEqual(pictures);
	});

	test('nobody there', () => {
		expect(arrange({ main: null, side: [] }, 'p/screen')).toEqual({ main: null, side: [] });
	});
});
