import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff, comeBackAfter } from './backoff.ts';

test('waits longer each time, never more than ten seconds, never less than 200 ms', () => {
	fc.assert(
		fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
			const ms = backoff(attempt, random);
			expect(ms).toBeGreaterThanOrEqual(200);
			expect(ms).toBeLessThanOrEqual(10_000);
			expect(backoff(attempt + 1, random)).toBeGreaterThanOrEqual(ms);
		}),
	);
});

test('comes back not before it was told, and not all at once', () => {
	expect(comeBackAfter(2000, 0)).toBe(2000);
	expect(comeBackAfter(2000, 1)).toBe(3000);
	expect(comeBackAfter(0, 0.5)).toBe(500);
});
