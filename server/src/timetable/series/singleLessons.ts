// Reads and writes what a change of the calendar does to lessons that are of no series.
import type { CalendarEffect, CountyId, Instant, LessonId } from '@classroom/protocol';
import { inChunks } from '../../platform/index.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import type { LessonState } from '../changes/lessonState.ts';
import { statesOf, writeStates } from '../changes/lessonState.ts';
import type { PlanParts } from '../checkedPlan.ts';
import type { Clash } from '../clashes/bookings.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { Wants } from '../clashes/takenPlaces.ts';
import { dayBounds, dayOf } from '../days.ts';
import type { LessonParts } from '../lessonParts.ts';
import { partsOfLessons } from '../lessonParts.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { attendanceReader } from '../term/calendarReader.ts';
import type { Calendar } from '../term/calendar.ts';
import { attendingOf, schoolsOfAll } from '../term/schoolDays.ts';
import type { Proposal } from './proposal.ts';
import { takesPlace } from './proposal.ts';
import type { SingleLesson, SingleStep } from './singles.ts';
import { closedIn, isDayChanged, isDayConcerned, singleSteps } from './singles.ts';

type Db = TimetableDb | TimetableTransaction;

/** A step with what is in the way of a lesson that would come back. */
export type ProvenSingle = SingleStep & { readonly clash: Clash | null };

export interface SinglesDeps {
	readonly timeZone: string;
	readonly now: Instant;
}

/** Calendars of one county that change together: a new one was not there `before`, one that is deleted is not `after`. */
export interface CalendarsChange {
	readonly countyId: CountyId;
	readonly before: readonly Calendar[];
	readonly after: readonly Calendar[];
}

/** What becomes of them, before anybody looked at what is in the way. */
export const singlesFor = async (
	db: Db,
	{ timeZone, now }: SinglesDeps,
	change: CalendarsChange,
): Promise<SingleStep[]> => {
	const lessons = await readSingles(db, { timeZone, now }, change);
	const attendance = await attendanceReader(db, schoolsOfAll(lessons.map(({ parts }) => parts)));
	const closedBy = (calendars: readonly Calendar[]) => (lesson: SingleLesson) =>
		closedIn(calendars, lesson.day, attendingOf(attendance, lesson.day, whoCounts(lesson)));
	return singleSteps(lessons, closedBy(change.before), closedBy(change.after));
};

/** Of one that others may sign up for, whoever gives it: its places are not only theirs who have one. */
const whoCounts = ({ signUp, parts }: SingleLesson): PlanParts =>
	signUp ? { ...parts, receivingClassrooms: [], classGroups: [] } : parts;

/** What {@link singlesFor} goes by, besides the calendars and who belongs where: to find whether it is still the same. */
export const singleMarks = async (db: Db, deps: SinglesDeps, change: CalendarsChange): Promise<object[]> => {
	const rows = await rowsOn(db, deps, change);
	const given = await madeUpFor(db, rows);
	return rows.map((row) => ({
		...row,
		given: given.has(row.lessonId),
		givenElse: row.makesUp !== null && given.has(row.makesUp),
	}));
};

/** Those that fell away, and those that stand on days of which the calendar says something else now. */
const readSingles = async (db: Db, deps: SinglesDeps, change: CalendarsChange): Promise<SingleLesson[]> => {
	const rows = await rowsOn(db, deps, change);
	const days = rows.map((row) => ({ row, day: dayOf(row.from, deps.timeZone) }));
	const concerned = days.filter(
		({ row, day }) => row.cancelledAt !== null || isDayChanged(change.before, change.after, day),
	);
	const given = await madeUpFor(db, rows);
	const parts = new Map<LessonId, LessonParts>();
	await inChunks(concerned, async (chunk) => {
		const ids = chunk.map(({ row }) => row.lessonId);
		for (const [lessonId, each] of await partsOfLessons(db, ids)) parts.set(lessonId, each);
	});
	return concerned.flatMap(({ row, day }) => {
		const { lessonId, makesUp, cancelledAt, cancelCause, from, until } = row;
		const own = parts.get(lessonId);
		if (own === undefined) return [];
		const cancelled = cancelledAt === null ? null : cancelCause === 'clash' ? 'clash' : 'calendar';
		const madeUp = given.has(lessonId) || (makesUp !== null && given.has(makesUp));
		return [{ ...own, lessonId, makesUp, from, until, day, cancelled, madeUp, signUp: row.signUp }];
	});
};

interface Fallen {
	readonly lessonId: LessonId;
	readonly makesUp: LessonId | null;
	readonly cancelledAt: Instant | null;
}

/** Of those that fell away, and those they made up for: which another one that stands makes up for. */
const madeUpFor = async (db: Db, lessons: readonly Fallen[]): Promise<Set<LessonId>> => {
	const fallen = lessons.filter(({ cancelledAt }) => cancelledAt !== null);
	const found = new Set<LessonId>();
	await inChunks(
		fallen.flatMap(({ lessonId, makesUp }) => [lessonId, makesUp]).filter((id) => id !== null),
		async (chunk) => {
			const rows = await db
				.selectFrom('lesson')
				.select('makes_up')
				.where('makes_up', 'in', chunk)
				.where('cancelled_at', 'is', null)
				.execute();
			for (const { makes_up } of rows) if (makes_up !== null) found.add(makes_up);
		},
	);
	return found;
};

/** Those ahead on the days of these terms. */
const rowsOn = async (
	db: Db,
	{ timeZone, now }: SinglesDeps,
	{ countyId, before, after }: CalendarsChange,
) => {
	const terms = [...before, ...after].map(({ term }) => term);
	const first = terms.map(({ firstDay }) => firstDay).toSorted()[0];
	const last = terms
		.map(({ lastDay }) => lastDay)
		.toSorted()
		.at(-1);
	if (first === undefined || last === undefined) return [];
	const from = Math.max(dayBounds(first, timeZone).from, now + 1);
	const rows = await rowsIn(db, countyId, { from, until: dayBounds(last, timeZone).until });
	return rows
		.filter((row) => isDayConcerned(before, after, dayOf(row.from, timeZone)))
		.map(({ closesAt, closedAt, ...row }) => ({
			...row,
			signUp: closesAt !== null && closedAt === null && now < closesAt,
		}));
};

const rowsIn = (db: Db, countyId: CountyId, span: { readonly from: Instant; readonly until: Instant }) =>
	db
		.selectFrom('lesson')
		.leftJoin('lesson_opening as opening', 'opening.lesson_id', 'lesson.lesson_id')
		.select([
			'opening.closes_at as closesAt',
			'opening.closed_at as closedAt',
			'lesson.lesson_id as lessonId',
			'lesson.planned_start as from',
			'lesson.planned_end as until',
			'lesson.cancelled_at as cancelledAt',
			'lesson.cancel_cause as cancelCause',
			'lesson.makes_up as makesUp',
			'lesson.revision',
			'lesson.phase',
		])
		.where('lesson.county_id', '=', countyId)
		.where('lesson.series_id', 'is', null)
		.where('lesson.planned_start', '>=', span.from)
		.where('lesson.planned_start', '<', span.until)
		.where((row) => row.or([row('lesson.phase', 'is', null), row('lesson.phase', '=', 'waiting')]))
		.where((row) =>
			row.or([
				row('lesson.cancelled_at', 'is', null),
				row('lesson.cancel_cause', 'in', ['calendar', 'clash']),
			]),
		)
		.orderBy('lesson.planned_start')
		.orderBy('lesson.lesson_id')
		.execute();

/** Those that come back are looked at beside what is booked, and beside what the series take by the same change. */
export const provenSingles = async (
	db: Db,
	all: readonly SingleStep[],
	proposals: readonly Proposal[],
): Promise<ProvenSingle[]> => {
	const series = proposals.flatMap(({ candidates }) => candidates);
	// What a lesson was made up for comes back itself.
	const back = new Set(
		series.filter(({ what, clash }) => what === 'revive' && clash === null).map(({ lessonId }) => lessonId),
	);
	const steps = all.filter(
		({ what, lesson: { makesUp } }) => what !== 'revive' || makesUp === null || !back.has(makesUp),
	);
	const coming = steps.filter(({ what }) => what === 'revive');
	const leaving = [
		...steps.map(({ lesson }) => lesson.lessonId),
		...series.map(({ lessonId }) => lessonId),
		...proposals.flatMap(({ dropped }) => dropped.map(({ lesson }) => lesson.lessonId)),
	];
	const places = await readPlaces(
		db,
		coming.map(({ lesson }) => ({ wants: wantsOf(lesson.parts, lesson.facts), span: lesson })),
		new Set(leaving),
	);
	if (coming.length > 0) {
		for (const each of series.filter((candidate) => candidate.clash === null && takesPlace(candidate))) {
			places.take(each.lessonId, wantsOf(each.parts, each.facts), each);
		}
	}
	return steps.map((step): ProvenSingle => {
		if (step.what === 'drop') return { ...step, clash: null };
		const { lessonId, parts, facts } = step.lesson;
		const wants = wantsOf(parts, facts);
		const clash = places.firstIn(wants, step.lesson);
		if (clash === null) places.take(lessonId, wants, step.lesson);
		return { ...step, clash };
	});
};

/** All that they would take. */
export const wantsForSingles = (steps: readonly SingleStep[]): Wants[] =>
	steps.map(({ lesson }) => wantsOf(lesson.parts, lesson.facts));

/** Writes those that fall away: what they leave is free for the rest. */
export const dropSingles = (
	tx: TimetableTransaction,
	steps: readonly ProvenSingle[],
	now: Instant,
): Promise<ChangePart[]> =>
	write(tx, steps, now, (state, step) =>
		step.what === 'drop'
			? { ...state, cancelled: { at: now, cause: 'calendar', reason: step.reason } }
			: null,
	);

/** Writes those that come back; one in whose way another is stays, to be made up for. */
export const reviveSingles = (
	tx: TimetableTransaction,
	steps: readonly ProvenSingle[],
	now: Instant,
): Promise<ChangePart[]> =>
	write(tx, steps, now, (state, { what, clash }) => {
		if (what === 'drop') return null;
		if (clash === null) return { ...state, cancelled: null };
		return state.cancelled?.cause === 'clash'
			? null
			: { ...state, cancelled: { at: now, cause: 'clash', reason: null } };
	});

const write = async (
	tx: TimetableTransaction,
	steps: readonly ProvenSingle[],
	now: Instant,
	wanted: (state: LessonState, step: ProvenSingle) => LessonState | null,
): Promise<ChangePart[]> => {
	const before = await statesOf(
		tx,
		steps.map(({ lesson }) => lesson.lessonId),
	);
	const after = new Map<LessonId, LessonState>();
	for (const step of steps) {
		const state = before.get(step.lesson.lessonId);
		const next = state === undefined ? null : wanted(state, step);
		if (next !== null) after.set(step.lesson.lessonId, next);
	}
	const written = await writeStates(tx, after, now);
	return written.flatMap((lessonId) => {
		const state = after.get(lessonId);
		return state === undefined ? [] : [{ lessonId, before: before.get(lessonId) ?? null, after: state }];
	});
};

type Example = CalendarEffect['examples'][number];

/** What is said of one. */
export const exampleOfSingle = ({ what, lesson, clash }: ProvenSingle): Example[] => {
	const said = { title: lesson.facts.title, day: lesson.day, from: null };
	if (what === 'drop') return [{ what: 'falls-away', ...said }];
	if (clash === null) return [{ what: 'added', ...said }];
	return lesson.cancelled === 'clash' ? [] : [{ what: 'clashes', ...said }];
};
