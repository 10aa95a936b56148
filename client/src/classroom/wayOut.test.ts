import { describe, expect, test } from 'vitest';
import { LessonId, PeerId, WAITING_MS, emptyRoom } from '@classroom/protocol';
import { testLesson } from '../day/lesson.testing.ts';
import type { LessonStep } from '../session/index.ts';
import { wayOut } from './wayOut.ts';

const MIN = 60_000;
const bell = 100 * 60 * MIN;
const ours = LessonId.parse('ours');
const lesson = testLesson('ours', bell, { status: 'teaching' });
const next = testLesson('next', bell + 40 * MIN, { title: '下一节' });

const joined = {
	me: PeerId.parse('us'),
	role: 'classroom',
	lesson,
	room: emptyRoom(ours),
	names: new Map(),
} as const;
const inside: LessonStep = { step: 'in', ...joined };
const lost: LessonStep = { step: 'lost', since: 0, ...joined };
const early: LessonStep = { step: 'early' };

describe('the next lesson', () => {
	test.each([inside, lost, { step: 'joining', attempt: 3 } as const])('$step: at its bell', (step) => {
		const open = { ...next, status: 'waiting' as const };
		expect(wayOut(step, ours, [lesson, open], open.plannedStart - 1)).toBeNull();
		expect(wayOut(step, ours, [lesson, open], open.plannedStart)).toEqual({ why: 'next', title: '下一节' });
	});

	test('one that is off, or only watched elsewhere, takes nobody away', () => {
		const off = { ...next, status: 'cancelled' as const };
		expect(wayOut(inside, ours, [lesson, off], next.plannedStart)).toBeNull();
		expect(wayOut(inside, ours, [lesson, { ...next, joinAs: null }], next.plannedStart)).toBeNull();
		expect(wayOut(inside, ours, undefined, next.plannedStart)).toBeNull();
	});

	test('an older one that is still open does not call back', () => {
		const old = testLesson('old', bell - 50 * MIN, { status: 'overrun' });
		expect(wayOut(inside, ours, [old, lesson], bell)).toBeNull();
	});
});

test.each(['forbidden', 'lesson-not-found', 'too-many-bad-requests', 'device-revoked'] as const)(
	'%s: back to the day, whatever is known of it',
	(code) => {
		expect(wayOut({ step: 'refused', code }, ours, undefined, bell)).toEqual({ why: 'refused' });
	},
);

describe('replaced by another page of the same classroom', () => {
	const replaced: LessonStep = { step: 'refused', code: 'replaced' };
	test('stays away from the lesson as long as it goes on', () => {
		expect(wayOut(replaced, ours, [lesson, next], bell + MIN)).toBeNull();
		expect(wayOut(replaced, ours, undefined, bell + MIN)).toBeNull();
	});
	test('takes part in the day again afterwards', () => {
		const over = { ...lesson, status: 'ended' as const };
		expect(wayOut(replaced, ours, [over, next], bell + 35 * MIN)).toEqual({ why: 'refused' });
		expect(wayOut(replaced, ours, [over], bell + 300 * MIN)).toEqual({ why: 'refused' });
	});
});

describe('not open', () => {
	const planned = testLesson('ours', bell);
	test('within ten minutes of its opening it is waited for', () => {
		expect(wayOut(early, ours, [planned], bell - 2 * WAITING_MS)).toBeNull();
		expect(wayOut(early, ours, [planned], bell - 1)).toBeNull();
		expect(wayOut(early, ours, undefined, bell - 100 * MIN)).toBeNull();
	});
	test('moved to later, to another day, or off: back to the day', () => {
		expect(wayOut(early, ours, [planned], bell - 2 * WAITING_MS - 1)).toEqual({ why: 'moved' });
		expect(wayOut(early, ours, [next], bell)).toEqual({ why: 'moved' });
		expect(wayOut(early, ours, [{ ...planned, status: 'cancelled' }], bell)).toEqual({ why: 'moved' });
	});
});
