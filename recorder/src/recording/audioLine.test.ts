import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opusDurationMs } from '../media/opus.ts';
import { AudioLine } from './audioLine.ts';

const real = Buffer.from([0x78, 1, 2, 3]);

function line(startMs = 0) {
	const written: { timeMs: number; durationMs: number; data: Buffer }[] = [];
	const made = new AudioLine(startMs, (timeMs, durationMs, data) =>
		written.push({ timeMs, durationMs, data }),
	);
	const push = (timeMs: number) => made.push({ kind: 'audio', timeMs, durationMs: 20, data: real });
	const reals = () => written.filter(({ data }) => data === real);
	return { line: made, written, push, reals };
}

function expectNoHoles(
	written: { timeMs: number; durationMs: number; data: Buffer }[],
	startMs: number,
): void {
	let next = startMs;
	const wrong = written.filter(({ timeMs, durationMs, data }) => {
		const right = Math.abs(timeMs - next) < 1e-6 && opusDurationMs(data) === durationMs;
		next = timeMs + durationMs;
		return !right;
	});
	expect(wrong).toEqual([]);
}

describe('AudioLine', () => {
	it('has no holes and no overlaps, and every frame within 13 ms of its time, whatever comes', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(
						fc.constantFrom(0, 0, 0, 0, 20, 40, 55, 1234),
						fc.double({ min: -4, max: 4, noNaN: true }),
					),
					{
						maxLength: 200,
					},
				),
				(steps) => {
					const { line: made, written, push } = line();
					let at = 0;
					for (const [missing, jitter] of steps) {
						at += missing;
						const before = made.position;
						if (push(Math.max(0, at + jitter))) {
							const { timeMs } = written.at(-1)!;
							expect(Math.abs(timeMs - Math.max(0, at + jitter))).toBeLessThanOrEqual(13);
						} else {
							expect(made.position).toBe(before);
						}
						at += 20;
					}
					expectNoHoles(written, 0);
				},
			),
		);
	});

	it('follows a clock that drifts, by a frame more or less now and then', () => {
		for (const ppm of [100, -100]) {
			const { written, push, reals } = line();
			for (let index = 0; index < 50 * 2700; index++) {
				const timeMs = index * 20 * (1 + ppm / 1e6);
				push(timeMs);
				if (index % 500 === 0) {
					expect(Math.abs(written.at(-1)!.timeMs + written.at(-1)!.durationMs - timeMs - 20)).toBeLessThan(
						13,
					);
				}
			}
			expectNoHoles(written, 0);
			expect(50 * 2700 - reals().length).toBeLessThan(30);
		}
	});

	it('fills with silence what does not come, and aligns what comes after it', () => {
		const { line: made, written, push } = line(1000);
		made.fillTo(2009);
		expect(made.position).toBe(2000);
		expect(push(1985)).toBe(false);
		expect(push(2028.4)).toBe(true);
		expect(written.at(-1)!.timeMs).toBeCloseTo(2027.5, 6);
		push(2048.4);
		push(2108.4);
		expectNoHoles(written, 1000);
		// Two lost frames are left to the decoder: their packets are nothing but a configuration.
		expect(written.slice(-3).map(({ data }) => data.length)).toEqual([1, 1, real.length]);
	});
});
