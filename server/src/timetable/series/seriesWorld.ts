// All that the lessons of series depend on besides their plans: the calendar, bells, and who belongs where.
import type { Day, Instant, SchoolId } from '@classroom/protocol';
import type { BellSchedule } from '../bells/bells.ts';
import { periodsOn } from '../bells/bells.ts';
import { bellsOf } from '../bells/bellReader.ts';
import type { PlanParts } from '../checkedPlan.ts';
import { dayOf, timeOn } from '../days.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from '../term/calendar.ts';
import { attendanceReader } from '../term/calendarReader.ts';
import type { ClosedDay } from '../term/closedOn.ts';
import { closedOn } from '../term/closedOn.ts';
import type { Omission, SeriesWorld } from './occurrences.ts';
import { occurrencesOf } from './occurrences.ts';
import type { PlannedLesson } from './replan.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { bellSchoolOf, schoolsOf } from './seriesRecord.ts';

export type Plan = PlanParts & Pick<SeriesRecord, 'slots' | 'weeks' | 'fromDay' | 'untilDay'>;
export type WorldOf = (plan: PlanParts) => SeriesWorld;

/** Two queries for however many series. */
export const readWorlds = async (
	db: TimetableDb | TimetableTransaction,
	calendar: Calendar,
	plans: readonly PlanParts[],
	/** Bells that are not saved yet. */
	otherBells: ReadonlyMap<SchoolId, readonly BellSchedule[]> = new Map(),
): Promise<WorldOf> => {
	const bellSchools = plans.map(bellSchoolOf).filter((schoolId) => schoolId !== null);
	const schools = plans.map(schoolsOf).flatMap(({ giving, receiving }) => [...giving, ...receiving]);
	const bells = await bellsOf(db, [...new Set(bellSchools)]);
	const attendance = await attendanceReader(db, [...new Set(schools)]);
	return (plan) => {
		const { giving, receiving } = schoolsOf(plan);
		const bellSchool = bellSchoolOf(plan);
		const schedules = bellSchool === null ? [] : (otherBells.get(bellSchool) ?? bells.get(bellSchool) ?? []);
		return {
			calendar,
			periodsOn: (day, weekday) => periodsOn(schedules, day, weekday),
			attendance: (day) => ({ giving: attendance(day, giving), receiving: attendance(day, receiving) }),
		};
	};
};

/** The lessons of the plan in the days for which it holds. */
export const plannedOf = (
	plan: Plan,
	world: SeriesWorld,
	timeZone: string,
): { readonly lessons: PlannedLesson[]; readonly omitted: Omission[] } => {
	const holds = ({ day }: { readonly day: Day }): boolean =>
		(plan.fromDay === null || day >= plan.fromDay) && (plan.untilDay === null || day < plan.untilDay);
	const { lessons, omitted } = occurrencesOf(plan, world);
	return {
		lessons: lessons.filter(holds).map(({ key, week, day, from, until }) => ({
			key,
			week,
			from: timeOn(day, from, timeZone),
			until: timeOn(day, until, timeZone),
		})),
		omitted: omitted.filter(holds),
	};
};

/** Why those of the plan have no lessons on that day; null: they may have. */
export const closedAt = (
	{ calendar, attendance }: SeriesWorld,
	at: Instant,
	timeZone: string,
): ClosedDay | null => {
	const day = dayOf(at, timeZone);
	return closedOn(calendar, day, attendance(day));
};
