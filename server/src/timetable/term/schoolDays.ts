// Reads on which days those of a lesson may have it.
import type { CountyId, Day, DayClosed, Instant, SchoolId } from '@classroom/protocol';
import { addDays, dayOf } from '../days.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { SchoolParts } from '../series/seriesRecord.ts';
import { schoolsOf } from '../series/seriesRecord.ts';
import type { Calendar } from './calendar.ts';
import { attendanceReader, calendarOf, termsOf } from './calendarReader.ts';
import type { ClosedDay } from './closedOn.ts';
import { closedOn, isSchoolDay } from './closedOn.ts';
import { daysBetween, isInTerm } from './term.ts';

type Db = TimetableDb | TimetableTransaction;

export interface SchoolDays {
	/** Null: they may have a lesson then. */
	closedOn(day: Day, parts: SchoolParts): ClosedDay | null;
	/** Whether a lesson would be offered to them there: not closed, and of the school's week or made up. */
	runs(day: Day, parts: SchoolParts): boolean;
}

/** Of the days from `from` to `until`, both included, for lessons of these parts: five queries for however many. */
export const readSchoolDays = async (
	db: Db,
	countyId: CountyId,
	{ from, until }: { readonly from: Day; readonly until: Day },
	parts: readonly SchoolParts[],
): Promise<SchoolDays> => {
	const terms = (await termsOf(db, countyId)).filter(
		({ firstDay, lastDay }) => firstDay <= until && lastDay >= from,
	);
	const calendars: Calendar[] = [];
	for (const term of terms) calendars.push(await calendarOf(db, term));
	const attendance = await attendanceReader(db, schoolsOfAll(parts));
	const calendarOn = (day: Day): Calendar | null => calendars.find(({ term }) => isInTerm(term, day)) ?? null;
	const closed = (day: Day, of: SchoolParts): ClosedDay | null => {
		const calendar = calendarOn(day);
		return calendar === null ? null : closedOn(calendar, day, attendingOf(attendance, day, of));
	};
	return {
		closedOn: closed,
		runs: (day, of) => isSchoolDay(calendarOn(day), day) && closed(day, of) === null,
	};
};

export type AttendanceOn = Awaited<ReturnType<typeof attendanceReader>>;

export const schoolsOfAll = (parts: readonly SchoolParts[]): SchoolId[] => [
	...new Set(parts.map(schoolsOf).flatMap(({ giving, receiving }) => [...giving, ...receiving])),
];

export const attendingOf = (attendance: AttendanceOn, day: Day, parts: SchoolParts) => {
	const { giving, receiving } = schoolsOf(parts);
	return { giving: attendance(day, giving), receiving: attendance(day, receiving) };
};

interface Named {
	readonly schoolId: SchoolId;
	readonly school: string;
}

/** Parts with the names of their schools. */
export interface NamedParts extends SchoolParts {
	readonly sendingClassroom: Named | null;
	readonly receivingClassrooms: readonly Named[];
	readonly classGroups: readonly Named[];
}

/** As it is said to people. */
export const closedSaid = (day: Day, { why, reason, schoolId }: ClosedDay, parts: NamedParts): DayClosed => {
	const places = [parts.sendingClassroom, ...parts.receivingClassrooms, ...parts.classGroups];
	const school = places.find((place) => place?.schoolId === schoolId)?.school ?? null;
	return { day, why, reason, school };
};

/** Why there is no lesson of these at that time; null: there may be. */
export const closedAt = async (
	db: Db,
	countyId: CountyId,
	parts: NamedParts,
	at: Instant,
	timeZone: string,
): Promise<DayClosed | null> => {
	const day = dayOf(at, timeZone);
	const days = await readSchoolDays(db, countyId, { from: day, until: day }, [parts]);
	const closed = days.closedOn(day, parts);
	return closed === null ? null : closedSaid(day, closed, parts);
};

/** The days of these on which the lesson cannot be. */
export const closedDaysOf = async (
	db: Db,
	lesson: NamedParts & { readonly countyId: CountyId },
	span: { readonly from: Day; readonly until: Day },
): Promise<DayClosed[]> => {
	const school = await readSchoolDays(db, lesson.countyId, span, [lesson]);
	const days = Array.from({ length: daysBetween(span.from, span.until) + 1 }, (_, place) =>
		addDays(span.from, place),
	);
	return days.flatMap((day) => {
		const closed = school.closedOn(day, lesson);
		return closed === null ? [] : [closedSaid(day, closed, lesson)];
	});
};
