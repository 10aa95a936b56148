// What a series would be, before it is saved: its lessons, what is in their way, and where there is room.
import type { LessonId, SeriesFit, Slot } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { bellsOf } from '../bells/bellReader.ts';
import type { Fit, Period } from '../bells/bells.ts';
import { fitsOf, periodsOn, shared } from '../bells/bells.ts';
import type { FitDeps } from '../clashes/fit.ts';
import { clashSaid } from '../clashes/fit.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import { timeOn } from '../days.ts';
import type { Weekday } from '../term/term.ts';
import { dayIn } from '../term/term.ts';
import { formatWeeks } from '../term/weeks.ts';
import type { SeriesWorld } from './occurrences.ts';
import type { Proposal } from './proposal.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { bellSchoolOf, schoolsOf } from './seriesRecord.ts';
import { plannedOf } from './seriesWorld.ts';

/** As many clashes are told in names. */
const TOLD = 20;
/** As many free slots are offered. */
const OFFERED = 12;
const schoolWeek: readonly Weekday[] = [1, 2, 3, 4, 5];

export const seriesFit = async (
	deps: FitDeps,
	caller: PersonCaller,
	{ series, candidates, omitted, madeUp }: Proposal,
	world: SeriesWorld,
): Promise<SeriesFit> => {
	const clashes = candidates
		.flatMap(({ clash }) => (clash === null ? [] : [clash]))
		.toSorted((a, b) => a.from - b.from);
	const fits = await fitsByWeekday(deps, series);
	const shares = series.slots.map((slot) => shareOf(slot, fits.get(slot.weekday) ?? []));
	const suits = clashes.length === 0 && shares.every((share) => share === 1);
	const told = await Promise.all(
		clashes.slice(0, TOLD).map((clash) => clashSaid(deps, caller, series, clash)),
	);
	return {
		weeks: formatWeeks(series.weeks),
		lessons: candidates.filter(({ what }) => what !== 'keep').length + standing(candidates),
		omitted: omitted.map(({ day, period, why }) => ({ day, period, why })),
		madeUp: madeUp.length,
		clashes: told,
		clashing: clashes.length,
		free: suits
			? []
			: await freeSlots(
					deps,
					series,
					candidates.map(({ lessonId }) => lessonId),
					world,
					fits,
				),
		shares,
	};
};

const standing = (candidates: Proposal['candidates']): number =>
	candidates.filter(({ what, before }) => what === 'keep' && before?.cancelled === null).length;

type Fits = ReadonlyMap<Weekday, readonly Fit[]>;

/** How the bells suit each other on each day of the week: on the first such day of the plan. */
const fitsByWeekday = async ({ db }: FitDeps, series: SeriesRecord): Promise<Fits> => {
	const bellSchool = bellSchoolOf(series);
	const { receiving } = schoolsOf(series);
	const bells = await bellsOf(db, [...(bellSchool === null ? [] : [bellSchool]), ...receiving]);
	const term = await db
		.selectFrom('term')
		.select(['first_day as firstDay', 'last_day as lastDay'])
		.where('term_id', '=', series.termId)
		.executeTakeFirstOrThrow();
	return new Map(
		schoolWeek.map((weekday) => {
			const day = series.weeks.map((week) => dayIn(term, week, weekday)).find((each) => each !== null);
			const on = (schoolId: (typeof receiving)[number] | null): readonly Period[] =>
				day === undefined || schoolId === null ? [] : periodsOn(bells.get(schoolId) ?? [], day, weekday);
			// A school whose bells nobody entered is not in the way.
			const others = receiving.filter((schoolId) => bells.has(schoolId)).map(on);
			return [weekday, fitsOf(on(bellSchool), others)];
		}),
	);
};

const shareOf = ({ period, own }: Slot, fits: readonly Fit[]): number => {
	const fit = fits.find((each) => each.period.number === period);
	if (own === null) return fit?.share ?? 0;
	const length = own.until - own.from;
	const receiving = (fits[0]?.receiving ?? []).map((_, place) =>
		Math.max(
			0,
			...fits.map((each) => {
				const theirs = each.receiving[place]?.period ?? null;
				return theirs === null ? 0 : shared(theirs, own);
			}),
		),
	);
	return Math.min(1, ...receiving.map((minutes) => minutes / length));
};

const freeSlots = async (
	{ db, timeZone, clock }: FitDeps,
	series: SeriesRecord,
	own: readonly LessonId[],
	world: SeriesWorld,
	fits: Fits,
): Promise<SeriesFit['free']> => {
	const { firstDay, lastDay } = world.calendar.term;
	const span = { from: timeOn(firstDay, 0, timeZone), until: timeOn(lastDay, 1440, timeZone) };
	const wants = wantsOf(series, series.facts);
	const places = await readPlaces(db, [{ wants, span }], new Set(own));
	const now = clock.now();
	const isOpen = (slot: Slot): boolean => {
		const { lessons } = plannedOf({ ...series, slots: [slot] }, world, timeZone);
		const ahead = lessons.filter(({ from }) => from >= now);
		return ahead.length > 0 && ahead.every((lesson) => places.firstIn(wants, lesson) === null);
	};
	return schoolWeek
		.flatMap((weekday) =>
			(fits.get(weekday) ?? []).map(({ period, share }) => ({
				slot: { weekday, period: period.number, own: null },
				period,
				share,
			})),
		)
		.filter(({ share }) => share > 0)
		.toSorted((a, b) => b.share - a.share || farFrom(series.slots, a.slot) - farFrom(series.slots, b.slot))
		.filter(({ slot }) => isOpen(slot))
		.slice(0, OFFERED);
};

/** A day apart counts as much as ten periods. */
const farFrom = (wanted: readonly Slot[], slot: Slot): number =>
	Math.min(
		...wanted.map((each) => Math.abs(each.weekday - slot.weekday) * 10 + Math.abs(each.period - slot.period)),
	);
