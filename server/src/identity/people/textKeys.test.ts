import { LoginName } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likeText, loginKey } from './textKeys.ts';

test.each([
	['Wang.Li', 'wang.li'],
	['ＷＡＮＧ', 'wang'],
	['straße', 'STRASSE'],
	['ΣΊΣΥΦΟΣ', 'σίσυφος'],
	['e\u0301va', 'éva'],
	['王小明', '王小明'],
])('%s and %s are one login name', (one, other) => {
	expect(loginKey(one)).toBe(loginKey(other));
});

test('what differs stays different', () => {
	expect(loginKey('wang')).not.toBe(loginKey('wáng'));
	expect(loginKey('王')).not.toBe(loginKey('汪'));
});

test('the key of a key is itself, for everything that may be a login name', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 2, maxLength: 40, unit: 'grapheme' }), (text) => {
			const name = LoginName.safeParse(text);
			fc.pre(name.success);
			expect(loginKey(loginKey(text))).toBe(loginKey(text));
		}),
	);
});

test('signs that SQL gives a meaning to are searched as they are', () => {
	expect(likeText('100%_\\')).toBe('100\\%\\_\\\\');
});
