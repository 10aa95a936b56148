import { expect, test } from 'vitest';
import { NewPassword } from '@classroom/protocol';
import { codeText } from '../classrooms/codeText.ts';
import { newPassword, passwordFrom } from './firstPassword.ts';
import { bodyOf, draftOf, rolesFor } from './personDraft.ts';

test('a first password is long enough, without look-alikes, and another each time', () => {
	const made = new Set(Array.from({ length: 50 }, newPassword));
	expect(made.size).toBe(50);
	for (const password of made) {
		expect(password).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}$/);
		expect(NewPassword.safeParse(password).success).toBe(true);
	}
});

test('bytes that would favour some letters are drawn again', () => {
	const bytes = [255, 0, 254, 1, 253, 2, 252, 3, 4, 5, 6, 7, 8, 9, 10, 11];
	expect(passwordFrom(() => bytes.shift() ?? 0)).toBe('2345-6789-abcd');
});

test('what the role has no use for is not sent', () => {
	const draft = { ...draftOf(null, { role: 'teacher', schoolId: null }), subjects: ['music' as const] };
	expect(bodyOf(draft).subjects).toEqual(['music']);
	expect(bodyOf({ ...draft, role: 'student' }).subjects).toEqual([]);
	expect(bodyOf({ ...draft, role: 'inspector' }).schoolId).toBeNull();
});

test("a school's administrator makes nobody of the county", () => {
	expect(rolesFor('school-admin')).toEqual(['school-admin', 'teacher', 'assistant', 'student']);
	expect(rolesFor('county-admin')).toContain('inspector');
});

test('a pairing code as it is typed', () => {
	expect(codeText('abc-234')).toBe('ABC 234');
	expect(codeText('ＡＢ')).toBe('AB');
	expect(codeText('ab c2 345678')).toBe('ABC 234');
});
