// What is planned already, as the planner has to know it. Pure.
import type { Day } from '@classroom/protocol';
import { dayOf, minutesOn } from '../../days.ts';
import type { SeriesRecord } from '../../series/seriesRecord.ts';
import { bellSchoolOf } from '../../series/seriesRecord.ts';
import type { GivenLesson, WeekSpan } from '../input.ts';
import type { CountyRows, SingleBooking } from './countyRows.ts';
import type { PlannedDay } from './window.ts';

/** Each slot of a series that has lessons in the days that are planned, with the weeks that have them. */
export const givenBySeries = (
	{ series, schools }: Pick<CountyRows, 'series' | 'schools'>,
	days: readonly PlannedDay[],
): GivenLesson[] => {
	const known = new Set<string>(schools.map(({ schoolId }) => schoolId));
	return series.flatMap((each) => {
		const held = heldOn(each, days);
		return each.slots.flatMap(({ weekday, period, own }): GivenLesson[] => {
			const weeksHeld = held.get(weekday);
			if (weeksHeld === undefined) return [];
			const schoolId = bellSchoolOf(each);
			if (own === null && (schoolId === null || !known.has(schoolId))) return [];
			const at = own ?? { schoolId: schoolId ?? '', period };
			return [{ weekday, at, ...takenBy(each, known), weeks: weeksHeld }];
		});
	});
};

/** Its weeks by weekday. */
const heldOn = (
	{ weeks, fromDay, untilDay }: SeriesRecord,
	days: readonly PlannedDay[],
): Map<number, number[]> => {
	const wanted = new Set(weeks);
	const held = new Map<number, number[]>();
	for (const { day, week, weekday } of days) {
		const isHeld =
			wanted.has(week) && (fromDay === null || day >= fromDay) && (untilDay === null || day < untilDay);
		if (isHeld) held.set(weekday, [...new Set([...(held.get(weekday) ?? []), week])]);
	}
	return held;
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

/** Nothing is proposed that would clash, in its week, with a lesson that is given once. */
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
		const key = JSON.stringify(lesson);
		const weeks = new Set([...(given.get(key)?.weeks ?? []), runs.week]);
		given.set(key, { ...lesson, weeks: [...weeks].toSorted((a, b) => a - b) });
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
