import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POINTER_MOVES_A_SECOND } from '@classroom/protocol';
import { paceAfter } from './pointerPace.ts';
import type { Pace } from './pointerPace.ts';

/** How many of the moves at these times (ms) are told. */
const told = (times: readonly number[]): number => {
	let pace: Pace | undefined;
	return times.filter((at) => {
		const next = paceAfter(pace, at);
		pace = next ?? pace;
		return next !== null;
	}).length;
};

test.each([
	['a hand that moves slowly', [0, 100, 200, 300], 4],
	['a few at once', [0, 0, 0], 3],
	['a thousand at once', Array.from({ length: 1000 }, () => 0), 3],
	[
		'a thousand in a second',
		Array.from({ length: 1000 }, (_, index) => index),
		3 + POINTER_MOVES_A_SECOND - 1,
	],
])('%s', (_, times, expected) => {
	expect(told(times)).toBeLessThanOrEqual(expected + 1);
	expect(told(times)).toBeGreaterThanOrEqual(Math.min(times.length, expected) - 1);
});

test('however they come, never more than so many a second in the long run', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }), (gaps) => {
			let at = 0;
			const times = gaps.map((gap) => (at += gap));
			expect(told(times)).toBeLessThanOrEqual(3 + (at / 1000) * POINTER_MOVES_A_SECOND + 1e-9 + 1);
		}),
	);
});
