import { expect, test } from 'vitest';
import { goesHome } from './deviceHome.ts';

test.each([
	// A person's session has ended: from wherever they were.
	['person', 'classroom', '/', true],
	['person', 'classroom', '/admin/lessons', true],
	['person', 'classroom', '/lesson/l1', true],
	['person', 'classroom', '/replay/l1', true],
	// A classroom's own pages are left alone.
	['classroom', 'classroom', '/classroom', false],
	['classroom', 'classroom', '/classroom/second', false],
	['classroom', 'classroom', '/classroom/third', true],
	['classroom', 'classroom', '/lesson/l1', false],
	[undefined, 'classroom', '/lesson/l1', false],
	['classroom', 'classroom', '/sign-in', false],
	['anonymous', 'classroom', '/device', false],
	// It was loaded again where only people have something to do.
	[undefined, 'classroom', '/admin', true],
	[undefined, 'classroom', '/replay/l1', true],
	[undefined, 'classroom', '/account/password', true],
	// Nobody's device.
	['person', 'anonymous', '/admin', false],
	['person', 'person', '/admin', false],
] as const)('%s → %s at %s: %s', (before, now, pathname, expected) => {
	expect(goesHome(before, now, pathname, 0)).toBe(expected);
});

test('a form to sign in that was given up does not keep the device from its lessons', () => {
	expect(goesHome('classroom', 'classroom', '/sign-in', 9 * 60_000)).toBe(false);
	expect(goesHome('classroom', 'classroom', '/sign-in', 10 * 60_000)).toBe(true);
});
