import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { forgetDraft, keepDraft, readDraft } from './draftStore.ts';
import { mbitText, readMbit, readNumber } from './numbers.ts';

const Draft = z.object({ name: z.string() });

beforeEach(() => sessionStorage.clear());

test('what was typed is there again, until it is saved', () => {
	keepDraft('school:new', { name: '罗山' });
	expect(readDraft('school:new', Draft)).toEqual({ name: '罗山' });
	expect(readDraft('school:other', Draft)).toBeUndefined();
	forgetDraft('school:new');
	expect(readDraft('school:new', Draft)).toBeUndefined();
});

test('what does not fit any more is left', () => {
	keepDraft('school:new', { title: 1 });
	expect(readDraft('school:new', Draft)).toBeUndefined();
	sessionStorage.setItem('admin-draft:school:new', '{');
	expect(readDraft('school:new', Draft)).toBeUndefined();
});

test('numbers as they are typed', () => {
	expect(readNumber('')).toBeNull();
	expect(readNumber(' １２.5 ')).toBe(12.5);
	expect(readNumber('1e9')).toBeNaN();
	expect(readNumber('-1')).toBeNaN();
	expect(readMbit('1.5')).toBe(1500);
	expect(readMbit(' ')).toBeNull();
	expect(mbitText(1500)).toBe('1.5');
	expect(mbitText(null)).toBe('');
});
