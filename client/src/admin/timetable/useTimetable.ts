// What a timetable page reads: the lessons of some days, the term they are in, and the bells of a school.
import { useMemo } from 'react';
import { endpoints } from '@classroom/protocol';
import type { BellSchedule, SchoolId, TermCalendar, Timetable, TimetableOf } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { currentTerm, isInTerm } from '../calendar/monthGrid.ts';
import { useKept } from '../list/useKept.ts';
import type { Kept } from '../list/useKept.ts';

/** Lessons begin and end, and others change them, while the page is open. */
const RENEW_MS = 60_000;

export type Scope = Readonly<{ by: TimetableOf; id: string | undefined }>;

export function useLessonsOf(scope: Scope, from: string, until: string): Kept<Timetable> {
	const { by, id } = scope;
	return useKept(
		useApi(
			endpoints.readTimetable,
			{ query: { by, ...(id !== undefined && by !== 'county' && { id }), from, until } },
			{ everyMs: RENEW_MS, enabled: by === 'county' || id !== undefined },
		),
	);
}

/** The calendar of the term that a day is in; undefined: it is in none, or not known yet. */
export function useCalendarOf(day: string): TermCalendar | undefined {
	const terms = useApi(endpoints.listTerms, {});
	const all = terms.state === 'ready' ? terms.data.terms : [];
	const term = all.find((each) => isInTerm(each, day)) ?? currentTerm(all, day);
	const calendar = useApi(
		endpoints.readCalendar,
		{ params: { termId: term?.termId ?? '' } },
		{ enabled: term !== undefined },
	);
	return calendar.state === 'ready' ? calendar.data : undefined;
}

const none: readonly BellSchedule[] = [];

/** `known`: that there are none is not only because they have not been read yet. */
export function useBells(
	schoolId: SchoolId | undefined,
): Readonly<{ schedules: readonly BellSchedule[]; known: boolean }> {
	const bells = useApi(
		endpoints.readBells,
		{ params: { schoolId: schoolId ?? '' } },
		{ enabled: schoolId !== undefined },
	);
	return {
		schedules: bells.state === 'ready' ? bells.data.schedules : none,
		known: schoolId === undefined || bells.state !== 'loading',
	};
}

/** Empty: the school has none, or they are not known yet. */
export const useBellsOf = (schoolId: SchoolId | undefined): readonly BellSchedule[] =>
	useBells(schoolId).schedules;

export type Names = Readonly<{
	teacher: (personId: string) => string;
	classroom: (classroomId: string) => Timetable['classrooms'][number] | undefined;
	classGroup: (classGroupId: string) => Timetable['classes'][number] | undefined;
}>;

/** The names that stand beside the lessons. */
export function useNames(timetable: Timetable | undefined): Names {
	return useMemo(() => {
		const teachers = new Map<string, string>(
			timetable?.teachers.map(({ personId, name }) => [personId, name]),
		);
		const classrooms = new Map<string, Timetable['classrooms'][number]>(
			timetable?.classrooms.map((each) => [each.classroomId, each]),
		);
		const classes = new Map<string, Timetable['classes'][number]>(
			timetable?.classes.map((each) => [each.classGroupId, each]),
		);
		return {
			teacher: (personId) => teachers.get(personId) ?? '',
			classroom: (classroomId) => classrooms.get(classroomId),
			classGroup: (classGroupId) => classes.get(classGroupId),
		};
	}, [timetable]);
}
