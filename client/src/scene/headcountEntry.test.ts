// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterKey, offered } from './headcountEntry.ts';
import type { HeadcountEntry } from './headcountEntry.ts';

const after = (entry: HeadcountEntry, ...keys: string[]): number | null =>
	keys.reduce((now, key) => afterKey(now, key) ?? now, entry).count;

test.each<[string, HeadcountEntry, string[], number | null]>([
	['the class as it is', offered(undefined, 38), [], 38],
	['what was counted before', offered(36, 38), [], 36],
	['nobody knows', offered(undefined, null), [], null],
	['one less, two less', offered(undefined, 38), ['ArrowDown', 'ArrowDown'], 36],
	['from nothing', offered(undefined, null), ['ArrowUp'], 1],
	['not below 0', offered(0, 38), ['ArrowDown'], 0],
	['not above 99', offered(99, 38), ['ArrowUp'], 99],
	['digits', offered(undefined, 38), ['3', '5'], 35],
	['a digit after arrows begins anew', offered(undefined, 38), ['3', '5', 'ArrowUp', '7'], 7],
	['a third digit begins anew', offered(undefined, 38), ['3', '5', '2'], 2],
	['another key', offered(undefined, 38), ['x', 'Enter'], 38],
])('%s', (_, entry, keys, expected) => {
	expect(after(entry, ...keys)).toBe(expected);
});

test('whatever is pressed, it can be told', () => {
	const keys = fc.array(fc.oneof(fc.constantFrom('ArrowUp', 'ArrowDown'), fc.nat(9).map(String)), {
		minLength: 1,
	});
	fc.assert(
		fc.property(keys, fc.option(fc.nat(99)), (pressed, expected) => {
			const count = after(offered(undefined, expected), ...pressed);
			expect(count).toBeGreaterThanOrEqual(0);
			expect(count).toBeLessThanOrEqual(99);
		}),
	);
});
