// What a change of the calendar, or of a school's bells, does to lessons.
import { setImmediate as breathe } from 'node:timers/promises';
import type { CalendarEffect, CountyId, SchoolId } from '@classroom/protocol';
import type { Clock, Database } from '../../platform/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import type { BellSchedule } from '../bells/bells.ts';
import { lockResources } from '../clashes/bookings.ts';
import { locksOf } from '../clashes/readPlaces.ts';
import { dayOf } from '../days.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from '../term/calendar.ts';
import { calendarOf, termsOf } from '../term/calendarReader.ts';
import type { BellsChange, CalendarShift, LessonsEffect, TermLessons, TermState } from '../term/ports.ts';
import { carryOut } from './carryOut.ts';
import { readExisting } from './existing.ts';
import type { Candidate, Proposal } from './proposal.ts';
import { proven, wantsFor, unprovenFor } from './proposal.ts';
import { bellSchoolOf, seriesOfTerm } from './seriesRecord.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { newlyMadeUp } from './newlyMadeUp.ts';
import { readWorlds } from './seriesWorld.ts';
import type { ProvenSingle } from './singleLessons.ts';
import {
	dropSingles,
	exampleOfSingle,
	provenSingles,
	reviveSingles,
	singlesFor,
	wantsForSingles,
} from './singleLessons.ts';

export interface TermLessonsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly changes: LessonChanges;
}

/** As many series are worked out before others have their turn. */
const SERIES_IN_ONE_GO = 20;
/** As many lessons are named. */
const EXAMPLES = 12;

type Db = TimetableDb | TimetableTransaction;
type Bells = ReadonlyMap<SchoolId, readonly BellSchedule[]>;
interface Changed<T> {
	readonly before: T;
	readonly after: T;
}
type BellsChanged = Changed<Bells>;
const noBells: BellsChanged = { before: new Map(), after: new Map() };

export const termLessons = (deps: TermLessonsDeps): TermLessons => ({
	foreseeCalendar: (db, shift) => foresee(deps, db, (on) => byCalendar(deps, on, shift)),
	changeCalendar: (tx, shift) => change(deps, tx, shift.countyId, () => byCalendar(deps, tx, shift)),
	foreseeBells: (db, changes) => foresee(deps, db, (on) => byBells(deps, on, changes)),
	changeBells: (tx, countyId, changes) => change(deps, tx, countyId, () => byBells(deps, tx, changes)),
});

/** What becomes of lessons of series, and of single ones. */
export interface Outcome {
	readonly proposals: readonly Proposal[];
	readonly singles: readonly ProvenSingle[];
}

const byCalendar = async (
	deps: TermLessonsDeps,
	db: Db,
	{ countyId, before, after }: CalendarShift,
): Promise<Outcome> => {
	const proposals = await ofItsSeries(deps, db, before, after);
	const calendars = {
		countyId,
		before: before === null ? [] : [before.calendar],
		after: after === null ? [] : [after.calendar],
	};
	const steps = await singlesFor(db, { timeZone: deps.timeZone, now: deps.clock.now() }, calendars);
	return { proposals, singles: await provenSingles(db, steps, proposals) };
};

/** A term that is new or is deleted has none. */
const ofItsSeries = async (
	deps: TermLessonsDeps,
	db: Db,
	before: TermState | null,
	after: TermState | null,
): Promise<Proposal[]> => {
	if (before === null || after === null) return [];
	const series = await seriesOfTerm(db, after.term.countyId, after.term.termId);
	const calendar = { before: before.calendar, after: after.calendar };
	return proposalsFor(deps, db, calendar, series, noBells);
};

const byBells = async (deps: TermLessonsDeps, db: Db, changes: readonly BellsChange[]): Promise<Outcome> => {
	const bells: BellsChanged = {
		before: new Map(changes.map(({ schoolId, before }) => [schoolId, before])),
		after: new Map(changes.map(({ schoolId, after }) => [schoolId, after])),
	};
	const proposals: Proposal[] = [];
	for (const { term, calendar } of await termsAhead(deps, db, [...bells.after.keys()])) {
		const series = await seriesOfTerm(db, term.countyId, term.termId);
		const concerned = series.filter((each) => {
			const school = bellSchoolOf(each);
			return school !== null && bells.after.has(school);
		});
		const same = { before: calendar, after: calendar };
		proposals.push(...(await proposalsFor(deps, db, same, concerned, bells)));
	}
	return { proposals, singles: [] };
};

/** Terms that are not over, of the schools' county. */
const termsAhead = async (
	{ clock, timeZone }: TermLessonsDeps,
	db: Db,
	schoolIds: readonly SchoolId[],
): Promise<TermState[]> => {
	const counties = await db
		.selectFrom('school')
		.select('county_id')
		.distinct()
		.where('school_id', 'in', schoolIds)
		.execute();
	const today = dayOf(clock.now(), timeZone);
	const states: TermState[] = [];
	for (const { county_id } of counties) {
		const terms = await termsOf(db, county_id);
		for (const term of terms.filter(({ lastDay }) => lastDay >= today)) {
			states.push({ term, calendar: await calendarOf(db, term) });
		}
	}
	return states;
};

const proposalsFor = async (
	{ clock, timeZone }: TermLessonsDeps,
	db: Db,
	calendar: Changed<Calendar>,
	series: readonly SeriesRecord[],
	bells: BellsChanged,
): Promise<Proposal[]> => {
	const worldOf = await readWorlds(db, calendar.after, series, bells.after);
	const now = clock.now();
	const existing = await readExisting(
		db,
		series.map(({ seriesId }) => seriesId),
	);
	const unproven = [];
	for (const [done, each] of series.entries()) {
		if (done % SERIES_IN_ONE_GO === 0) await breathe();
		const wanted = { series: each, having: each.seriesId, since: null, all: false };
		unproven.push(await unprovenFor(db, { timeZone, now, existing }, wanted, worldOf));
	}
	return proven(db, await newlyMadeUp(db, unproven, calendar.before, timeZone, bells.before));
};

const foresee = async (
	{ timeZone }: TermLessonsDeps,
	db: Db,
	propose: (db: Db) => Promise<Outcome>,
): Promise<CalendarEffect> => effectOf(await propose(db), timeZone);

const change = async (
	deps: TermLessonsDeps,
	tx: TimetableTransaction,
	countyId: CountyId,
	propose: () => Promise<Outcome>,
): Promise<LessonsEffect> => {
	const first = await propose();
	const { kind } = deps.database;
	const wants = [...wantsFor(first.proposals), ...wantsForSingles(first.singles)];
	await lockResources(tx, kind, await locksOf(tx, wants));
	// Looked at again, now that nobody else can book any of it.
	const outcome = kind === 'sqlite' ? first : await propose();
	const now = deps.clock.now();
	const parts = [
		...(await dropSingles(tx, outcome.singles, now)),
		...(await carryOut(tx, outcome.proposals, now)),
		...(await reviveSingles(tx, outcome.singles, now)),
	];
	return {
		effect: effectOf(outcome, deps.timeZone),
		announce: () => announceParts(deps.changes, countyId, parts),
	};
};

type Example = CalendarEffect['examples'][number];

/** What is said of all that. */
export const effectOf = ({ proposals, singles }: Outcome, timeZone: string): CalendarEffect => {
	const ofSeries = proposals.flatMap(({ series, candidates, dropped, madeUp }): Example[] => {
		const { title } = series.facts;
		return [
			...dropped
				.filter(({ lesson }) => lesson.cancelled === null)
				.map(({ lesson }) => ({
					what: 'falls-away' as const,
					title,
					day: dayOf(lesson.from, timeZone),
					from: null,
				})),
			...candidates.flatMap((candidate) => exampleOf(candidate, title, timeZone)),
			...madeUp.map(({ planned }) => ({
				what: 'made-up' as const,
				title,
				day: dayOf(planned.from, timeZone),
				from: null,
			})),
		];
	});
	const told = [...ofSeries, ...singles.flatMap(exampleOfSingle)];
	const count = (what: Example['what']): number => told.filter((each) => each.what === what).length;
	return {
		fallAway: count('falls-away'),
		move: count('moves'),
		added: count('added'),
		clashing: count('clashes'),
		madeUp: count('made-up'),
		examples: told.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).slice(0, EXAMPLES),
	};
};

const exampleOf = ({ what, before, from, clash }: Candidate, title: string, timeZone: string): Example[] => {
	const day = dayOf(from, timeZone);
	if (clash !== null) {
		return before?.cancelled === 'clash' ? [] : [{ what: 'clashes', title, day, from: null }];
	}
	if (what === 'move' && before !== null) {
		return [{ what: 'moves', title, day, from: dayOf(before.from, timeZone) }];
	}
	return what === 'add' || what === 'revive' ? [{ what: 'added', title, day, from: null }] : [];
};
