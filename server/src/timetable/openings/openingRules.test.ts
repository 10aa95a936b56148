import { ApplicationId, ClassGroupId, ClassroomId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Applicant, OpenedLesson, Terms } from './openingRules.ts';
import {
	clockStateOf,
	closingOf,
	followPlan,
	freeSeat,
	isNews,
	lineOf,
	nextInLine,
	openingStatus,
	seatsTaken,
	takesApplications,
	takesDecisions,
} from './openingRules.ts';

const hour = 3_600_000;
const start = 100 * hour;
const lesson: OpenedLesson = { plannedStart: start, phase: null, cancelledAt: null };
const terms: Terms = { places: 2, closesAt: start - 24 * hour, closedAt: null };
const before = start - 48 * hour;

describe('where a sign-up is in its life', () => {
	test.each<[string, Partial<Terms>, Partial<OpenedLesson>, number, number, string]>([
		['with free places', {}, {}, 1, before, 'open'],
		['with the last place taken', {}, {}, 2, before, 'full'],
		['with more taken than there are', {}, {}, 3, before, 'full'],
		['a moment before the deadline', {}, {}, 0, start - 24 * hour - 1, 'open'],
		['at the deadline', {}, {}, 0, start - 24 * hour, 'closed'],
		['full, at the deadline', {}, {}, 2, start - 24 * hour, 'closed'],
		['closed by somebody', { closedAt: before }, {}, 0, before + 1, 'closed'],
		['moved to before the deadline', {}, { plannedStart: before + hour }, 0, before, 'open'],
		['moved to before now', {}, { plannedStart: before - hour }, 0, before, 'over'],
		['moved to later: the deadline stays', {}, { plannedStart: 2 * start }, 0, start - 24 * hour, 'closed'],
		['at the bell', {}, {}, 0, start, 'over'],
		['its Room waits', { closesAt: start }, { phase: 'waiting' }, 0, start - 1, 'open'],
		['begun before the bell', { closesAt: start }, { phase: 'teaching' }, 0, start - 1, 'over'],
		['cancelled', {}, { cancelledAt: before }, 0, before, 'cancelled'],
		['cancelled, and its time over', {}, { cancelledAt: before }, 0, 2 * start, 'cancelled'],
	])('%s', (_what, some, changed, taken, now, status) => {
		expect(openingStatus({ ...terms, ...some }, { ...lesson, ...changed }, taken, now)).toBe(status);
	});

	test.each<[string, Partial<Terms>, Partial<OpenedLesson>, number, string | null]>([
		['before the deadline', {}, {}, before, 'open'],
		['at the deadline', {}, {}, start - 24 * hour, 'closed'],
		['closed by somebody', { closedAt: before }, {}, before + 1, 'closed'],
		['at the bell', {}, {}, start, 'over'],
		['begun before the bell', {}, { phase: 'teaching' }, before, 'over'],
		['cancelled: it may yet take place', {}, { cancelledAt: before }, start - 1, null],
		['cancelled, and its time over', {}, { cancelledAt: before }, start, 'over'],
	])('how far the clock takes it: %s', (_what, some, changed, now, state) => {
		expect(clockStateOf({ ...terms, ...some }, { ...lesson, ...changed }, now)).toBe(state);
	});

	test('who applies when it is full waits; after the deadline nobody applies, and those there still move up', () => {
		const statuses = ['open', 'full', 'closed', 'cancelled', 'over'] as const;
		expect(statuses.filter(takesApplications)).toEqual(['open', 'full']);
		expect(statuses.filter(takesDecisions)).toEqual(['open', 'full', 'closed']);
	});

	test('the deadline is the lesson’s start at the latest', () => {
		expect(closingOf(terms, lesson)).toBe(terms.closesAt);
		expect(closingOf({ ...terms, closesAt: 2 * start }, lesson)).toBe(start);
	});
});

const applicant = (number: number, state: Applicant['state'], more: Partial<Applicant> = {}): Applicant => ({
	applicationId: ApplicationId.parse(`a${number}`),
	number,
	classroomId: ClassroomId.parse(`room-${number}`),
	state,
	classGroupId: null,
	seat: null,
	held: false,
	...more,
});
const room = (number: number): ClassroomId => ClassroomId.parse(`room-${number}`);

test.each<[number, (number | null)[], number | null]>([
	[2, [], 1],
	[2, [1], 2],
	[2, [2], 1],
	[2, [1, 2], null],
	[2, [null, null, 1], 2],
	// There were more places before: not more are taken than there are now.
	[2, [1, 3], null],
	[2, [3], 1],
])('of %i places with %j taken the next is %s', (places, taken, seat) => {
	expect(freeSeat(places, taken)).toBe(seat);
});

test.each<[string, Applicant[], string[], string | null]>([
	['the first that waits', [applicant(2, 'waiting'), applicant(1, 'waiting')], [], 'a1'],
	[
		'not who has left',
		[applicant(1, 'withdrawn'), applicant(2, 'declined'), applicant(3, 'waiting')],
		[],
		'a3',
	],
	['not who is held', [applicant(1, 'waiting', { held: true }), applicant(2, 'waiting')], [], 'a2'],
	['not who cannot come', [applicant(1, 'waiting'), applicant(2, 'waiting')], ['a1'], 'a2'],
	['nobody when all cannot', [applicant(1, 'waiting')], ['a1'], null],
	['nobody when it is full', [1, 2].map((seat) => applicant(seat, 'accepted', { seat })), [], null],
	[
		'somebody when others were put beside the places',
		[applicant(1, 'accepted', { seat: 1 }), applicant(2, 'accepted'), applicant(3, 'waiting')],
		[],
		'a3',
	],
])('next in line: %s', (_what, applicants, without, next) => {
	const cannot = new Set(without.map((id) => ApplicationId.parse(id)));
	expect(nextInLine(2, applicants, cannot)?.applicationId ?? null).toBe(next);
});

describe('applications follow the plan', () => {
	test('a place that the plan took back is free, and who had it waits', () => {
		const had = applicant(1, 'accepted', { seat: 1 });
		expect(followPlan(1, [had, applicant(2, 'waiting')], new Set([room(2)]))).toEqual([
			{ applicationId: 'a1', state: 'waiting' },
			{ applicationId: 'a2', state: 'accepted', seat: 1 },
		]);
	});

	test('whom the plan has beyond the places is in beside them', () => {
		const applicants = [applicant(1, 'accepted', { seat: 1 }), applicant(2, 'waiting')];
		expect(followPlan(1, applicants, new Set([room(1), room(2)]))).toEqual([
			{ applicationId: 'a2', state: 'accepted', seat: null },
		]);
	});

	test('who had left is in again when the plan has it again: its last application, on a place that is free', () => {
		const same = { classroomId: room(7) };
		const applicants = [
			applicant(1, 'declined', same),
			applicant(2, 'withdrawn', same),
			applicant(3, 'accepted', { seat: 1 }),
		];
		expect(followPlan(2, applicants, new Set([room(3), room(7)]))).toEqual([
			{ applicationId: 'a2', state: 'accepted', seat: 2 },
		]);
		const again = [...applicants, applicant(4, 'waiting', same)];
		expect(followPlan(1, again, new Set([room(3), room(7)]))).toEqual([
			{ applicationId: 'a4', state: 'accepted', seat: null },
		]);
	});

	test('not with a class that another is there with by now', () => {
		const classGroupId = ClassGroupId.parse('class');
		const applicants = [
			applicant(1, 'withdrawn', { classGroupId }),
			applicant(2, 'accepted', { classGroupId, seat: 1 }),
		];
		expect(followPlan(2, applicants, new Set([room(1), room(2)]))).toEqual([]);
	});

	test('nothing changes for whom nothing has changed', () => {
		const applicants = [
			applicant(1, 'accepted', { seat: 1 }),
			applicant(2, 'withdrawn'),
			applicant(3, 'waiting'),
		];
		expect(followPlan(5, applicants, new Set([room(1), room(9)]))).toEqual([]);
	});
});

test.each<[string, Parameters<typeof isNews>[0], Partial<OpenedLesson>, boolean]>([
	['nothing', seenAs('waiting', 'waiting'), {}, false],
	['a decision', seenAs('accepted', 'waiting'), {}, true],
	['a lesson that was moved', seenAs('accepted', 'accepted'), { plannedStart: start + hour }, true],
	['a lesson that was cancelled', seenAs('waiting', 'waiting'), { cancelledAt: before }, true],
	['a move of what is no concern any more', seenAs('declined', 'declined'), { plannedStart: 0 }, false],
])('news: %s', (_what, application, changed, news) => {
	expect(isNews(application, { ...lesson, ...changed })).toBe(news);
});

function seenAs(state: Applicant['state'], seen_state: Applicant['state']): Parameters<typeof isNews>[0] {
	return { state, seen_state, seen_start: start, seen_cancelled: 0 };
}

/** What the store does with these rules, in memory. */
class Line {
	places = 3;
	plan = new Set<ClassroomId>();
	applicants: Applicant[] = [];

	follow(): void {
		const changes = new Map(
			followPlan(this.places, this.applicants, this.plan).map((change) => [change.applicationId, change]),
		);
		this.applicants = this.applicants.map((each) => {
			const change = changes.get(each.applicationId);
			if (change === undefined) return each;
			return change.state === 'waiting'
				? { ...each, state: 'waiting', seat: null, held: true }
				: { ...each, state: 'accepted', seat: change.seat, held: false };
		});
	}

	apply(number: number): void {
		const standing = this.applicants.some(
			({ classroomId, state }) =>
				classroomId === room(number) && (state === 'waiting' || state === 'accepted'),
		);
		if (standing || this.plan.has(room(number))) return;
		const next = this.applicants.length + 1;
		this.applicants = [...this.applicants, { ...applicant(next, 'waiting'), classroomId: room(number) }];
	}

	leave(place: number): void {
		const leaving = this.applicants[place % Math.max(1, this.applicants.length)];
		if (leaving === undefined || (leaving.state !== 'waiting' && leaving.state !== 'accepted')) return;
		this.plan.delete(leaving.classroomId);
		this.applicants = this.applicants.map((each) =>
			each === leaving ? { ...each, state: 'withdrawn', seat: null, held: false } : each,
		);
	}

	/** Returns those who were given a place, in that order. */
	settle(busy: ReadonlySet<ClassroomId>): Applicant[] {
		const tried = new Set<ApplicationId>();
		const seated: Applicant[] = [];
		for (;;) {
			const next = nextInLine(this.places, this.applicants, tried);
			if (next === null) return seated;
			tried.add(next.applicationId);
			if (busy.has(next.classroomId)) continue;
			this.plan.add(next.classroomId);
			this.follow();
			seated.push(next);
		}
	}
}

type Step =
	| { readonly what: 'apply' | 'leave' | 'planIn' | 'planOut'; readonly which: number }
	| { readonly what: 'places'; readonly which: number };

const step: fc.Arbitrary<Step> = fc.record({
	what: fc.constantFrom('apply', 'apply', 'apply', 'leave', 'planIn', 'planOut', 'places'),
	which: fc.integer({ min: 0, max: 11 }),
});

const take = (line: Line, { what, which }: Step): void => {
	switch (what) {
		case 'apply':
			line.apply(which);
			break;
		case 'leave':
			line.leave(which);
			break;
		case 'planIn':
			line.plan.add(room(which));
			break;
		case 'planOut':
			line.plan.delete(room(which));
			break;
		case 'places':
			line.places = Math.max(1 + (which % 6), seatsTaken(line.applicants));
			break;
	}
	line.follow();
};

test('however people apply, leave, come again and the plan is changed: never more than there are places, no place twice, first come first served', () => {
	fc.assert(
		fc.property(
			fc.array(step, { maxLength: 40 }),
			fc.uniqueArray(fc.integer({ min: 0, max: 11 })),
			(steps, away) => {
				const line = new Line();
				const busy = new Set(away.map(room));
				for (const each of steps) {
					take(line, each);
					const waited = lineOf(line.applicants);
					const seated = line.settle(busy);
					const seats = line.applicants.flatMap(({ seat }) => seat ?? []);
					expect(seats.length).toBeLessThanOrEqual(line.places);
					expect(new Set(seats).size).toBe(seats.length);
					// Who has a place is in the plan, and who is in the plan does not wait.
					for (const { state, seat, classroomId } of line.applicants) {
						if (seat !== null) expect(state).toBe('accepted');
						if (state === 'accepted' || state === 'waiting') {
							expect(line.plan.has(classroomId)).toBe(state === 'accepted');
						}
					}
					// In the order in which they came, but for those that were held or cannot come.
					const able = waited.filter(({ held, classroomId }) => !held && !busy.has(classroomId));
					expect(seated.map(({ number }) => number)).toEqual(
						able.slice(0, seated.length).map(({ number }) => number),
					);
					// A place stays free only when nobody wants it.
					if (freeSeat(line.places, seats) !== null) expect(seated.length).toBe(able.length);
				}
			},
		),
	);
});

test('who leaves the line and applies again stands at its end', () => {
	fc.assert(
		fc.property(fc.integer({ min: 2, max: 10 }), fc.nat(), (many, who) => {
			const line = new Line();
			for (let number = 0; number < many; number += 1) line.apply(number);
			const leaving = line.applicants[who % many]!;
			line.leave(who % many);
			const again = line.applicants.findIndex(({ classroomId }) => classroomId === leaving.classroomId);
			line.apply(again);
			expect(lineOf(line.applicants).at(-1)?.classroomId).toBe(leaving.classroomId);
			expect(lineOf(line.applicants)).toHaveLength(many);
		}),
	);
});
