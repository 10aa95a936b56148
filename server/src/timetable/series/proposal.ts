// What is to be done to a series' lessons, with what is in the way of each: read from the database, nothing written.
import { LessonId } from '@classroom/protocol';
import type { Instant, SeriesId } from '@classroom/protocol';
import { newId } from '../../platform/index.ts';
import type { PlanParts } from '../checkedPlan.ts';
import { madeUpAmong } from '../changes/madeUp.ts';
import type { Clash } from '../clashes/bookings.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { Wants } from '../clashes/takenPlaces.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import { startOfDay } from '../days.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { ExistingRows } from './existing.ts';
import { existingOf, ownParts } from './existing.ts';
import type { SlotKey } from './lessonKeys.ts';
import type { Omission } from './occurrences.ts';
import type { ExistingLesson, Step } from './replan.ts';
import { replanOf } from './replan.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import type { WorldOf } from './seriesWorld.ts';
import { plannedOf } from './seriesWorld.ts';

type Db = TimetableDb | TimetableTransaction;

/** A lesson as it is to be. */
export interface Candidate {
	readonly what: 'add' | 'keep' | 'move' | 'revive';
	readonly lessonId: LessonId;
	readonly key: SlotKey;
	/** When the series has it; null: as it was. */
	readonly slot: { readonly from: Instant; readonly until: Instant } | null;
	readonly from: Instant;
	readonly until: Instant;
	readonly parts: PlanParts;
	readonly facts: LessonFacts;
	/** As it is now; null: it is new. */
	readonly before: ExistingLesson | null;
	/** What of the series it gets: all, only that it is of it, or only its teacher, classrooms and classes. */
	readonly gets: 'all' | 'place' | 'parts';
	/** The first that is in its way. */
	readonly clash: Clash | null;
}

export interface Proposal {
	readonly series: SeriesRecord;
	readonly candidates: readonly Candidate[];
	readonly dropped: readonly Extract<Step, { what: 'drop' }>[];
	/** They would come back, but others make up for them. */
	readonly madeUp: readonly Extract<Step, { what: 'made-up' }>[];
	/** They are over or away, and of the series now: their places are. */
	readonly takenIn: readonly LessonId[];
	readonly omitted: readonly Omission[];
}

export interface ProposalDeps {
	readonly timeZone: string;
	readonly now: Instant;
	/** Lessons of all series that are asked about, read at once. */
	readonly existing?: ExistingRows;
}

export interface Wanted {
	/** As it is to be. */
	readonly series: SeriesRecord;
	/** The series whose lessons are changed. */
	readonly having: SeriesId;
	/** Only those from then on; null: all. */
	readonly since: Instant | null;
	/** Is given when the series has it, whenever somebody moved it to. */
	readonly dragged?: LessonId;
	/** Nothing of it is given any more from its last day on. */
	readonly ends?: boolean;
	/** Lessons that stay when they are get the series' teacher, classrooms and classes too; else only what moves is looked at. */
	readonly all: boolean;
}

export type Unproven = Omit<Proposal, 'candidates'> & {
	readonly candidates: readonly Omit<Candidate, 'clash'>[];
};

/** What is to be done, before anybody looked at what is in the way. */
export const unprovenFor = async (
	db: Db,
	{ timeZone, now, existing: read }: ProposalDeps,
	{ series, having, since, ends = false, all, dragged }: Wanted,
	worldOf: WorldOf,
): Promise<Unproven> => {
	const world = worldOf(series);
	const { lessons, omitted } = plannedOf(series, world, timeZone);
	const found = await existingOf(db, having, world, timeZone, now, read);
	const existing = found.map((each) => (each.lessonId === dragged ? { ...each, ownTime: false } : each));
	const until = series.untilDay === null ? null : startOfDay(series.untilDay, timeZone);
	const away = existing.filter(({ cancelled }) => cancelled !== null && cancelled !== 'person');
	const madeUp = await madeUpAmong(
		db,
		away.map(({ lessonId }) => lessonId),
	);
	const steps = replanOf(lessons, omitted, existing, { now, since, until, ends, madeUp });
	const wanted = steps.filter(isWanted).filter((step) => all || !isSame(step));
	const own = await ownParts(
		db,
		wanted.flatMap((step) => (step.what === 'add' ? [] : [asTaken(step)])),
	);
	return {
		series,
		candidates: wanted.map((step) => candidateOf(step, series, own, now)),
		dropped: steps.filter((step) => step.what === 'drop'),
		madeUp: steps.filter((step) => step.what === 'made-up'),
		takenIn: steps.filter(isQuiet).map(({ lesson }) => lesson.lessonId),
		omitted,
	};
};

type TakeIn = Extract<Step, { what: 'take-in' }>;
type WantedStep = Exclude<Step, { what: 'drop' }>;

const isQuiet = (step: Step): step is TakeIn => step.what === 'take-in' && step.quiet;

const isWanted = (step: Step): step is WantedStep => step.what !== 'drop' && !isQuiet(step);

/** Of one that is taken in as it is, everything is its own. */
const asTaken = ({ what, lesson }: Exclude<WantedStep, { what: 'add' }>): ExistingLesson =>
	what === 'take-in' ? { ...lesson, ownTeacher: true, ownRest: true } : lesson;

export const proposalFor = async (
	db: Db,
	deps: ProposalDeps,
	wanted: Wanted,
	worldOf: WorldOf,
): Promise<Proposal> => {
	const unproven = await unprovenFor(db, deps, wanted, worldOf);
	return { ...unproven, candidates: await withClashes(db, unproven.candidates, []) };
};

/** Several series at once: what one of them leaves is free for the others. One query for however many. */
export const proven = async (db: Db, unproven: readonly Unproven[]): Promise<Proposal[]> => {
	const leaving = unproven.flatMap(({ dropped }) => dropped.map(({ lesson }) => lesson.lessonId));
	const all = await withClashes(
		db,
		unproven.flatMap(({ candidates }) => candidates),
		leaving,
	);
	const byId = new Map(all.map((candidate) => [candidate.lessonId, candidate]));
	return unproven.map((each) => ({
		...each,
		candidates: each.candidates.flatMap(({ lessonId }) => byId.get(lessonId) ?? []),
	}));
};

const isSame = (step: WantedStep): boolean =>
	(step.what === 'keep' || step.what === 'made-up') &&
	(step.planned === null || step.planned.key === step.lesson.key);

const gets = {
	add: 'all',
	keep: 'all',
	move: 'all',
	revive: 'all',
	'made-up': 'all',
	'take-in': 'place',
	'lend-parts': 'parts',
} as const;

const candidateOf = (
	step: WantedStep,
	series: SeriesRecord,
	own: Awaited<ReturnType<typeof ownParts>>,
	now: Instant,
): Omit<Candidate, 'clash'> => {
	const common = { gets: gets[step.what] };
	if (step.what === 'add') {
		const { key, from, until } = step.planned;
		const lessonId = newId(LessonId, now);
		const { facts } = series;
		const rest = { parts: series, facts, before: null };
		return { ...common, what: 'add', lessonId, key, slot: null, from, until, ...rest };
	}
	const { lesson } = step;
	const { from, until } = step.what === 'move' ? step.planned : step.what === 'revive' ? step : lesson;
	const planned = step.what === 'lend-parts' ? null : step.planned;
	const slot = planned === null ? null : { from: planned.from, until: planned.until };
	const key = planned?.key ?? lesson.key;
	const { parts, facts } = own.get(lesson.lessonId)?.over(series) ?? { parts: series, facts: series.facts };
	const what = step.what === 'move' || step.what === 'revive' ? step.what : 'keep';
	return { ...common, what, lessonId: lesson.lessonId, key, slot, from, until, parts, facts, before: lesson };
};

/** Each is looked at beside what others have booked, but for those `leaving`, and beside those before it. */
const withClashes = async (
	db: Db,
	candidates: readonly Omit<Candidate, 'clash'>[],
	leaving: readonly LessonId[],
): Promise<Candidate[]> => {
	const own = new Set([...leaving, ...candidates.map(({ lessonId }) => lessonId)]);
	const booking = candidates.filter(takesPlace);
	const places = await readPlaces(
		db,
		booking.map((each) => ({ wants: wantsOf(each.parts, each.facts), span: each })),
		own,
	);
	return candidates.map((each) => {
		if (!takesPlace(each)) return { ...each, clash: null };
		const wants = wantsOf(each.parts, each.facts);
		const clash = places.firstIn(wants, each);
		if (clash === null) places.take(each.lessonId, wants, each);
		return { ...each, clash };
	});
};

/** One that somebody cancelled only changes what it would have been. */
export const takesPlace = ({ what, before }: Pick<Candidate, 'what' | 'before'>): boolean =>
	what !== 'keep' || before?.cancelled === null;

/** All that the proposals would take. */
export const wantsFor = (proposals: readonly Pick<Proposal, 'candidates'>[]): Wants[] =>
	proposals.flatMap(({ candidates }) => candidates.map(({ parts, facts }) => wantsOf(parts, facts)));
