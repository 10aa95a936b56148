import { expect, test } from 'vitest';
import { draftOf, readDraft, usualDeadline } from './openingDraft.ts';
import type { OpeningDraft } from './openingDraft.ts';

const zone = 'Asia/Shanghai';
const at = (time: string): number => Date.parse(`${time}:00+08:00`);
const start = at('2026-03-05T08:50');
const draft: OpeningDraft = draftOf({ plannedStart: start }, undefined, at('2026-03-01T09:00'), zone);

test.each([
	['2026-03-01T09:00', '2026-03-04T18:00'],
	['2026-03-04T17:59', '2026-03-04T18:00'],
	['2026-03-04T18:00', '2026-03-05T08:50'],
])('at %s the usual deadline is %s', (now, deadline) => {
	expect(usualDeadline(start, at(now), zone)).toBe(at(deadline));
});

test('a new one: to the county’s schools, first come, first served', () => {
	expect(draft).toMatchObject({ day: '2026-03-04', time: '18:00', confirmation: 'at-once', audience: [] });
	expect(readDraft(draft, zone)).toEqual({
		input: {
			places: 4,
			closesAt: at('2026-03-04T18:00'),
			confirmation: 'at-once',
			confirmedBy: null,
			communityIds: [],
			schoolIds: [],
			note: null,
		},
	});
});

test('who was chosen is told apart, and the time may be typed as it comes', () => {
	const typed = {
		...draft,
		limited: true,
		audience: ['school:s1', 'community:c1'],
		confirmedBy: 'c1',
		time: '1630',
		note: ' ',
	};
	expect(readDraft(typed, zone)).toMatchObject({
		input: {
			communityIds: ['c1'],
			schoolIds: ['s1'],
			confirmedBy: 'c1',
			closesAt: at('2026-03-04T16:30'),
			note: null,
		},
	});
});

test('a sign-up for chosen schools of which none is left is not saved as one for all', () => {
	const left = { ...draft, limited: true, audience: [] };
	expect(readDraft(left, zone)).toEqual({ wrong: [['communityIds', 'required']] });
	const all = { ...draft, limited: false, audience: ['school:s1'] };
	expect(readDraft(all, zone)).toMatchObject({ input: { communityIds: [], schoolIds: [] } });
});

test('what is missing is said, all at once', () => {
	expect(readDraft({ ...draft, places: null, day: null, time: '25:00' }, zone)).toEqual({
		wrong: [
			['places', 'required'],
			['closesAt', 'required'],
			['time', 'bad-format'],
		],
	});
});
