// What a change of the calendar, or of a school's bells, does to the lessons of series.
import type { CalendarEffect, SchoolId } from '@classroom/protocol';
import type { Clock, Database } from '../../platform/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import type { BellSchedule } from '../bells/bells.ts';
import { lockResources } from '../clashes/bookings.ts';
import { locksOf } from '../clashes/readPlaces.ts';
import { dayOf } from '../days.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from '../term/calendar.ts';
import { calendarOf, termsOf } from '../term/calendarReader.ts';
import type { LessonsEffect, TermLessons, TermState } from '../term/ports.ts';
import { carryOut } from './carryOut.ts';
import type { Candidate, Proposal } from './proposal.ts';
import { proven, wantsFor, unprovenFor } from './proposal.ts';
import { bellSchoolOf, seriesOfTerm } from './seriesRecord.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { newlyMadeUp } from './newlyMadeUp.ts';
import { readWorlds } from './seriesWorld.ts';

export interface TermLessonsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly changes: LessonChanges;
}

/** As many lessons are named. */
const EXAMPLES = 12;

type Bells = ReadonlyMap<SchoolId, readonly BellSchedule[]>;
interface Changed<T> {
	readonly before: T;
	readonly after: T;
}
type BellsChanged = Changed<Bells>;
const noBells: BellsChanged = { before: new Map(), after: new Map() };

export const termLessons = (deps: TermLessonsDeps): TermLessons => ({
	effectOf(tx, before, after, save) {
		return effectOn(
			deps,
			tx,
			async () => {
				const series = await seriesOfTerm(tx, after.term.countyId, after.term.termId);
				return proposalsFor(deps, tx, { before: before.calendar, after: after.calendar }, series, noBells);
			},
			save,
		);
	},
	bellsChanged(tx, changes, save) {
		const bells: BellsChanged = {
			before: new Map(changes.map(({ schoolId, before }) => [schoolId, before])),
			after: new Map(changes.map(({ schoolId, after }) => [schoolId, after])),
		};
		return effectOn(deps, tx, () => proposalsByBells(deps, tx, bells), save);
	},
});

const proposalsByBells = async (
	deps: TermLessonsDeps,
	tx: TimetableTransaction,
	bells: BellsChanged,
): Promise<Proposal[]> => {
	const proposals: Proposal[] = [];
	for (const { term, calendar } of await termsAhead(deps, tx, [...bells.after.keys()])) {
		const series = await seriesOfTerm(tx, term.countyId, term.termId);
		const concerned = series.filter((each) => {
			const school = bellSchoolOf(each);
			return school !== null && bells.after.has(school);
		});
		const same = { before: calendar, after: calendar };
		proposals.push(...(await proposalsFor(deps, tx, same, concerned, bells)));
	}
	return proposals;
};

/** Terms that are not over, of the schools' county. */
const termsAhead = async (
	{ clock, timeZone }: TermLessonsDeps,
	tx: TimetableTransaction,
	schoolIds: readonly SchoolId[],
): Promise<TermState[]> => {
	const counties = await tx
		.selectFrom('school')
		.select('county_id')
		.distinct()
		.where('school_id', 'in', schoolIds)
		.execute();
	const today = dayOf(clock.now(), timeZone);
	const states: TermState[] = [];
	for (const { county_id } of counties) {
		const terms = await termsOf(tx, county_id);
		for (const term of terms.filter(({ lastDay }) => lastDay >= today)) {
			states.push({ term, calendar: await calendarOf(tx, term) });
		}
	}
	return states;
};

const proposalsFor = async (
	{ clock, timeZone }: TermLessonsDeps,
	tx: TimetableTransaction,
	calendar: Changed<Calendar>,
	series: readonly SeriesRecord[],
	bells: BellsChanged,
): Promise<Proposal[]> => {
	const worldOf = await readWorlds(tx, calendar.after, series, bells.after);
	const now = clock.now();
	const unproven = [];
	for (const each of series) {
		const wanted = { series: each, having: each.seriesId, since: null, all: false };
		unproven.push(await unprovenFor(tx, { timeZone, now }, wanted, worldOf));
	}
	return proven(tx, await newlyMadeUp(tx, unproven, calendar.before, timeZone, bells.before));
};

const effectOn = async (
	deps: TermLessonsDeps,
	tx: TimetableTransaction,
	propose: () => Promise<Proposal[]>,
	save: boolean,
): Promise<LessonsEffect> => {
	const first = await propose();
	if (!save) return { effect: effectOfProposals(first, deps.timeZone), announce: () => Promise.resolve() };
	const { kind } = deps.database;
	await lockResources(tx, kind, await locksOf(tx, wantsFor(first)));
	// Looked at again, now that nobody else can book any of it.
	const all = kind === 'sqlite' ? first : await propose();
	const parts = await carryOut(tx, all, deps.clock.now());
	return {
		effect: effectOfProposals(all, deps.timeZone),
		async announce() {
			const [one] = all;
			if (one !== undefined) await announceParts(deps.changes, one.series.countyId, parts);
		},
	};
};

type Example = CalendarEffect['examples'][number];

/** What is said of them. */
export const effectOfProposals = (proposals: readonly Proposal[], timeZone: string): CalendarEffect => {
	const told = proposals.flatMap(({ series, candidates, dropped, madeUp }): Example[] => {
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
