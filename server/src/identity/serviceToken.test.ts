import { expect, test } from 'vitest';
import { isServiceToken } from './serviceToken.ts';

test.each([
	['a'.repeat(32), 'a'.repeat(32), true],
	['a'.repeat(32), 'a'.repeat(31), false],
	['a'.repeat(32), '', false],
	[undefined, '', false],
	[undefined, 'undefined', false],
	['', '', false],
])('configured %s, given %s: %s', (configured, given, right) => {
	expect(isServiceToken(configured, given)).toBe(right);
});
