// What is to be done to a series' lessons, with what is in the way of each: read from the database, nothing written.
import { LessonId } from '@classroom/protocol';
import type { Instant, SeriesId } from '@classroom/protocol';
import { newId } from '../../platform/index.ts';
import type { PlanParts } from '../checkedPlan.ts';
import type { Clash } from '../clashes/bookings.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { Wants } from '../clashes/takenPlaces.ts';
import type { LessonFacts } from '../checkedPlan.ts';
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
	/** The first that is in its way. */
	readonly clash: Clash | null;
}

export interface Proposal {
	readonly series: SeriesRecord;
	readonly candidates: readonly Candidate[];
	readonly dropped: readonly Extract<Step, { what: 'drop' }>[];
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
	/** Lessons that stay when they are get the series' teacher, classrooms and classes too; else only what moves is looked at. */
	readonly all: boolean;
}

type Unproven = Omit<Proposal, 'candidates'> & {
	readonly candidates: readonly Omit<Candidate, 'clash'>[];
};

/** What is to be done, before anybody looked at what is in the way. */
export const unprovenFor = async (
	db: Db,
	{ timeZone, now, existing: read }: ProposalDeps,
	{ series, having, since, all }: Wanted,
	worldOf: WorldOf,
): Promise<Unproven> => {
	const world = worldOf(series);
	const { lessons, omitted } = plannedOf(series, world, timeZone);
	const lessonsNow = await existingOf(db, having, world, timeZone, now, read);
	const existing = since === null ? lessonsNow : lessonsNow.filter(({ from }) => from >= since);
	const steps = replanOf(lessons, omitted, existing, now);
	const wanted = steps.filter((step) => step.what !== 'drop').filter((step) => all || !isSame(step));
	const own = await ownParts(
		db,
		wanted.flatMap((step) => (step.what === 'add' ? [] : [step.lesson])),
	);
	return {
		series,
		candidates: wanted.map((step) => candidateOf(step, series, own, now)),
		dropped: steps.filter((step) => step.what === 'drop'),
		omitted,
	};
};

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

const isSame = (step: Exclude<Step, { what: 'drop' }>): boolean =>
	step.what === 'keep' && (step.planned === null || step.planned.key === step.lesson.key);

const candidateOf = (
	step: Exclude<Step, { what: 'drop' }>,
	series: SeriesRecord,
	own: Awaited<ReturnType<typeof ownParts>>,
	now: Instant,
): Omit<Candidate, 'clash'> => {
	if (step.what === 'add') {
		const { key, from, until } = step.planned;
		const lessonId = newId(LessonId, now);
		const { facts } = series;
		return { what: 'add', lessonId, key, slot: null, from, until, parts: series, facts, before: null };
	}
	const { lesson } = step;
	const { from, until } = step.what === 'move' ? step.planned : step.what === 'revive' ? step : lesson;
	const { planned } = step;
	const slot = planned === null ? null : { from: planned.from, until: planned.until };
	const key = planned?.key ?? lesson.key;
	const { parts, facts } = own.get(lesson.lessonId)?.over(series) ?? { parts: series, facts: series.facts };
	return { what: step.what, lessonId: lesson.lessonId, key, slot, from, until, parts, facts, before: lesson };
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
