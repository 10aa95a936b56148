import { ClassroomId, emptyRoom, LessonId, type RoomState } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueNotice, HANDOVER_MS, NOTICE_MS, SHORTEST_NOTICE_MS, type NextLesson } from './handover.ts';
import { dueChange } from './phases.ts';

const minute = 60_000;
const start = 1_000_000_000;
const end = start + 40 * minute;
const classroomIds = [ClassroomId.parse('village')];
const next = (startsAt: number, change: Partial<NextLesson> = {}): NextLesson => ({
	startsAt,
	teacher: false,
	classes: false,
	classroomIds,
	...change,
});
const room = (change: Partial<RoomState> = {}): RoomState => ({
	...emptyRoom(LessonId.parse('l')),
	phase: 'teaching',
	plannedEnd: end,
	...change,
});
const needed = (nextStart: number, endsAt: number) => ({
	nextStart,
	endsAt,
	teacher: false,
	classes: false,
	classroomIds,
});

describe('dueNotice', () => {
	/** Minutes from the booked end: now, the next bell, what is said to be the end. */
	const table: [what: string, state: RoomState, now: number, bell: number | null, endsAt: number | null][] = [
		['nothing follows', room(), 0, null, null],
		['after a break of ten minutes, in time', room({ phase: 'overrun' }), 4, 10, 9],
		['after a break of ten minutes, too early to say', room({ phase: 'overrun' }), 3.9, 10, null],
		['back to back: no overrun at all, said before the end', room(), -5, 0, 0],
		['back to back, too early to say', room(), -5.1, 0, null],
		['a break shorter than the handover: its own time is its own', room(), -2, 0.5, 0],
		['extended over the next bell', room({ plannedEnd: end + 30 * minute }), 5, 10, 9],
		['planned only now: a minute is left', room({ phase: 'overrun' }), 8.5, 9, 9.5],
		['the next bell has rung already', room({ phase: 'overrun' }), 12, 10, 13],
		['nobody is taught yet', room({ phase: 'waiting' }), 0, 0, null],
		['it is over', room({ phase: 'ended' }), 0, 0, null],
	];
	it.each(table)('%s', (_, state, now, bell, endsAt) => {
		const follows = bell === null ? null : next(end + bell * minute);
		const notice = dueNotice(state, end, follows, end + now * minute);
		expect(notice).toEqual(
			endsAt === null || follows === null
				? null
				: { type: 'places-needed', ...needed(follows.startsAt, end + endsAt * minute) },
		);
	});

	const told = room({ phase: 'overrun', needed: needed(end + 10 * minute, end + 9 * minute) });
	it.each([
		['the same as was said', next(end + 10 * minute), null],
		['cancelled', null, 'places-free'],
		['put off by an hour', next(end + 70 * minute), 'places-free'],
		['put off by two minutes', next(end + 12 * minute), 'places-needed'],
		['another classroom as well', next(end + 10 * minute, { teacher: true }), 'places-needed'],
	] as const)('told already, and then: %s', (_, follows, type) => {
		expect(dueNotice(told, end, follows, end + 8 * minute)?.type ?? null).toBe(type);
	});
});

/** Goes through the lesson as the Room does, every half second; the teacher stays. */
const played = (bells: (now: number) => number | null) => {
	const teacher = { role: 'teacher', presence: 'here' } as RoomState['peers'][number];
	let state = room({ peers: [teacher] });
	let saidAt: number | null = null;
	for (let now = end - 20 * minute; now < end + 30 * minute; now += 500) {
		const due = dueChange(state, { plannedStart: start, teacherSeenAt: now }, now);
		if (due?.phase === 'ended') return { endedAt: now, cause: due.cause, saidAt };
		if (due !== null) state = { ...state, phase: due.phase };
		const bell = bells(now);
		const notice = dueNotice(state, end, bell === null ? null : next(bell), now);
		if (notice?.type === 'places-free') [state, saidAt] = [{ ...state, needed: null }, null];
		if (notice?.type !== 'places-needed') continue;
		const { type: _, ...need } = notice;
		[state, saidAt] = [{ ...state, needed: need }, saidAt ?? now];
	}
	throw new Error('it never ended');
};

describe('a lesson and the one after it', () => {
	const bellAfter = fc.nat({ max: 40 * minute });

	it('gives way in time, never before its booked end, and never unannounced', () => {
		fc.assert(
			fc.property(bellAfter, (after) => {
				const bell = end + after;
				const { endedAt, cause, saidAt } = played(() => bell);
				expect(endedAt).toBeGreaterThanOrEqual(end);
				expect(endedAt).toBeLessThan(Math.max(end, bell - HANDOVER_MS) + 1_000);
				if (cause !== 'next-lesson') return;
				expect(endedAt - (saidAt ?? endedAt)).toBeGreaterThanOrEqual(NOTICE_MS - 1_000);
			}),
			{ numRuns: 40 },
		);
	});

	it('planned late or moved about, it still has its shortest notice', () => {
		fc.assert(
			fc.property(bellAfter, bellAfter, fc.nat({ max: 20 * minute }), (first, second, changed) => {
				const { endedAt, cause, saidAt } = played((now) =>
					now < end + changed ? (first % 2 === 0 ? null : end + first) : end + second,
				);
				expect(endedAt).toBeGreaterThanOrEqual(end);
				if (cause !== 'next-lesson') return;
				expect(endedAt - (saidAt ?? endedAt)).toBeGreaterThanOrEqual(SHORTEST_NOTICE_MS - 500);
			}),
			{ numRuns: 40 },
		);
	});

	it('with nothing after it runs over as long as it may', () => {
		expect(played(() => null)).toMatchObject({ endedAt: end + 15 * minute, cause: 'time' });
	});
});
