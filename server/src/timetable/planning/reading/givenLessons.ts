// What is planned already, as the planner has to know it. Pure.
import type { Day } from '@classroom/protocol';
import { dayOf, minutesOn } from '../../days.ts';
import type { SeriesRecord } from '../../series/seriesRecord.ts';
import { bellSchoolOf } from '../../series/seriesRecord.ts';
import type { GivenLesson, WeekSpan } from '../input.ts';
import type { CountyRows, SingleBooking } from './countyRows.ts';
import type { PlannedDay } from './window.ts';

/** Each slot of a series that has lessons in the days that are planned: every week, even where it has every other one. */
export const givenBySeries = (
	{ series, schools }: Pick<CountyRows, 'series' | 'schools'>,
	days: readonly PlannedDay[],
): GivenLesson[] => {
	const known = new Set<string>(schools.map(({ schoolId }) => schoolId));
	return series.flatMap((each) => {
		const held = heldOn(each, days);
		return each.slots
			.filter(({ weekday }) => held.has(weekday))
			.flatMap(({ weekday, period, own }): GivenLesson[] => {
				const schoolId = bellSchoolOf(each);
				if (own === null && (schoolId === null || !known.has(schoolId))) return [];
				const at = own ?? { schoolId: schoolId ?? '', period };
				return [{ weekday, at, ...takenBy(each, known) }];
			});
	});
};

const heldOn = ({ weeks, fromDay, untilDay }: SeriesRecord, days: readonly PlannedDay[]): Set<number> => {
	const wanted = new Set(weeks);
	return new Set(
		days
			.filter(
				({ day, week }) =>
					wanted.has(week) && (fromDay === null || day >= fromDay) && (untilDay === null || day < untilDay),
			)
			.map(({ weekday }) => weekday),
	);
};

const takenBy = (
	{ teacherId, sendingClassroom, receivingClassrooms, classGroups }: SeriesRecord,
	known: ReadonlySet<string>,
) => {
	const places = [...(sendingClassroom === null ? [] : [sendingClassroom]), ...receivingClassrooms];
	return {
		teacherId,
		classroomIds: places.map(({ classroomId }) => classroomId),
		classGroupIds: classGroups.map(({ classGroupId }) => classGroupId),
		schoolIds: places.map(({ schoolId }) => schoolId).filter((id) => known.has(id)),
		recorded: true,
	};
};

export interface SingleLessons {
	/** Without their teachers, to whom one lesson is no load of every week. */
	readonly given: readonly GivenLesson[];
	/** By teacher: when they give them. */
	readonly away: ReadonlyMap<string, readonly WeekSpan[]>;
}

/** A lesson that is given once keeps its place free in every week: nothing is proposed that would clash with it. */
export const singleLessons = (
	singles: readonly SingleBooking[],
	days: readonly PlannedDay[],
	timeZone: string,
): SingleLessons => {
	const weekdays = new Map<Day, PlannedDay>(days.map((each) => [each.day, each]));
	const given = new Map<string, GivenLesson>();
	const away = new Map<string, WeekSpan[]>();
	for (const booked of Map.groupBy(singles, ({ lessonId }) => lessonId).values()) {
		const [first] = booked;
		const runs = first && weekdays.get(dayOf(first.from, timeZone));
		if (first === undefined || runs === undefined) continue;
		const from = minutesOn(first.from, timeZone);
		const at = { from, until: from + Math.ceil((first.until - first.from) / 60_000) };
		for (const { id } of booked.filter(({ resource }) => resource === 'teacher')) {
			away.set(id, [...(away.get(id) ?? []), { weekday: runs.weekday, ...at }]);
		}
		const lesson = { weekday: runs.weekday, at, teacherId: null, ...placesOf(booked), recorded: true };
		given.set(JSON.stringify(lesson), lesson);
	}
	return { given: [...given.values()], away };
};

const placesOf = (booked: readonly SingleBooking[]) => {
	const of = (kind: SingleBooking['resource']) => booked.filter(({ resource }) => resource === kind);
	return {
		classroomIds: of('classroom').map(({ id }) => id),
		classGroupIds: of('class').map(({ id }) => id),
		schoolIds: of('classroom').flatMap(({ schoolId }) => schoolId ?? []),
	};
};
