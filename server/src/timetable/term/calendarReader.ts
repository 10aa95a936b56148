// Reads terms with all that their calendar is made of.
import { Weekday } from '@classroom/protocol';
import type { ClosureId, CommunityId, CountyId, Day, SchoolId, TermId } from '@classroom/protocol';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Attendance, Calendar, Closure, SpecialDay } from './calendar.ts';
import type { Term } from './term.ts';

type Db = TimetableDb | TimetableTransaction;

export interface TermRecord extends Term {
	readonly termId: TermId;
	readonly countyId: CountyId;
	readonly name: string;
}

export interface ClosureRecord extends Closure {
	readonly closureId: ClosureId;
}

export interface CalendarRecord extends Calendar {
	readonly term: TermRecord;
	/** By first day. */
	readonly closures: readonly ClosureRecord[];
}

const termOf = (db: Db) =>
	db
		.selectFrom('term')
		.select([
			'term_id as termId',
			'county_id as countyId',
			'name',
			'first_day as firstDay',
			'last_day as lastDay',
		]);

export const findTerm = async (db: Db, termId: TermId): Promise<TermRecord | null> =>
	(await termOf(db).where('term_id', '=', termId).executeTakeFirst()) ?? null;

/** The latest first. */
export const termsOf = (db: Db, countyId: CountyId): Promise<TermRecord[]> =>
	termOf(db).where('county_id', '=', countyId).orderBy('first_day', 'desc').execute();

export const calendarOf = async (db: Db, term: TermRecord): Promise<CalendarRecord> => {
	const days = await db
		.selectFrom('special_day')
		.selectAll()
		.where('county_id', '=', term.countyId)
		.where('day', '>=', term.firstDay)
		.where('day', '<=', term.lastDay)
		.orderBy('day')
		.execute();
	const closures = await db
		.selectFrom('closure')
		.selectAll()
		.where('county_id', '=', term.countyId)
		.where('until_day', '>=', term.firstDay)
		.where('from_day', '<=', term.lastDay)
		.orderBy('from_day')
		.orderBy('closure_id')
		.execute();
	return {
		term,
		specialDays: new Map(days.map((row) => [row.day, specialDay(row)])),
		closures: closures.map(
			({ closure_id: closureId, from_day: from, until_day: until, reason, community_id, school_id }) => ({
				closureId,
				from,
				until,
				reason,
				whom: whomOf(community_id, school_id),
			}),
		),
	};
};

interface SpecialDayRow {
	readonly day: Day;
	readonly kind: SpecialDay['kind'];
	readonly name: string;
	readonly as_weekday: number | null;
	readonly of_week: number | null;
}

const specialDay = ({ day, kind, name, as_weekday, of_week }: SpecialDayRow): SpecialDay =>
	kind === 'make-up'
		? { kind, day, name, asWeekday: Weekday.parse(as_weekday), ofWeek: of_week }
		: { kind, day, name };

const whomOf = (communityId: CommunityId | null, schoolId: SchoolId | null): Closure['whom'] => {
	if (communityId !== null) return { kind: 'community', communityId };
	return schoolId === null ? { kind: 'county' } : { kind: 'school', schoolId };
};

/** Of these schools: which communities some of them belong to on a day. */
export const attendanceReader = async (
	db: Db,
	schoolIds: readonly SchoolId[],
): Promise<(day: Day, schools: readonly SchoolId[]) => Attendance[]> => {
	const rows =
		schoolIds.length === 0
			? []
			: await db
					.selectFrom('community_membership')
					.select(['school_id', 'community_id', 'from_day', 'until_day'])
					.where('school_id', 'in', schoolIds)
					.execute();
	const bySchool = Map.groupBy(rows, (row) => row.school_id);
	return (day, schools) =>
		schools.map((schoolId) => ({
			schoolId,
			communityIds: (bySchool.get(schoolId) ?? [])
				.filter((each) => each.from_day <= day && (each.until_day === null || each.until_day > day))
				.map((each) => each.community_id),
		}));
};
