// Reads all that planning has to know of a county and a term: the same few queries however large they are.
import type {
	ClassGroupId,
	ClassroomId,
	ClassroomKind,
	CommunityId,
	CountyId,
	Day,
	Instant,
	PersonId,
	SchoolId,
	SchoolKind,
	TeachingProfile,
} from '@classroom/protocol';
import { sql } from 'kysely';
import type { People } from '../../../identity/index.ts';
import type { BellSchedule } from '../../bells/bells.ts';
import { bellsOf } from '../../bells/bellReader.ts';
import { addDays, startOfDay } from '../../days.ts';
import type { SeriesRecord } from '../../series/seriesRecord.ts';
import { seriesOfTerm } from '../../series/seriesRecord.ts';
import type { Calendar } from '../../term/calendar.ts';
import { calendarOf } from '../../term/calendarReader.ts';
import type { TermRecord } from '../../term/calendarReader.ts';
import type { SchoolNeed } from '../../views/needs.ts';
import { needsOfTerm } from '../../views/needs.ts';
import type { PlanningDb } from '../planningDb.ts';
import { profileFor, profilesOf } from '../profiles.ts';

export interface SchoolRow {
	readonly schoolId: SchoolId;
	readonly name: string;
	readonly kind: SchoolKind;
	/** kbit/s; null: nobody knows. */
	readonly linkDownKbps: number | null;
	readonly linkUpKbps: number | null;
}

export interface TeacherRow {
	readonly personId: PersonId;
	readonly name: string;
	readonly schoolId: SchoolId;
	readonly profile: TeachingProfile;
}

/** What a lesson that does not follow a series takes. */
export interface SingleBooking {
	readonly lessonId: string;
	readonly resource: 'teacher' | 'classroom' | 'class';
	readonly id: string;
	/** Of a classroom. */
	readonly schoolId: SchoolId | null;
	readonly from: Instant;
	readonly until: Instant;
}

export interface CountyRows {
	readonly calendar: Calendar;
	readonly schools: readonly SchoolRow[];
	readonly memberships: readonly {
		readonly communityId: CommunityId;
		readonly schoolId: SchoolId;
		readonly role: 'core' | 'member';
	}[];
	readonly classrooms: readonly {
		readonly classroomId: ClassroomId;
		readonly schoolId: SchoolId;
		readonly kind: ClassroomKind;
	}[];
	readonly classGroups: readonly {
		readonly classGroupId: ClassGroupId;
		readonly schoolId: SchoolId;
		readonly grade: number;
	}[];
	readonly needs: readonly SchoolNeed[];
	/** Those who take part. */
	readonly teachers: readonly TeacherRow[];
	readonly bells: ReadonlyMap<SchoolId, readonly BellSchedule[]>;
	readonly series: readonly SeriesRecord[];
	readonly singles: readonly SingleBooking[];
	/** Lessons recorded, and ends connected, at once; null: any number. */
	readonly capacity: { readonly recorder: number | null; readonly sfu: number | null };
}

export interface CountyRowsDeps {
	readonly db: PlanningDb;
	readonly people: People;
	readonly timeZone: string;
}

/** `day`: on which memberships have to be in force; what is before it is not planned. */
export const readCounty = async (
	{ db, people, timeZone }: CountyRowsDeps,
	term: TermRecord,
	day: Day,
): Promise<CountyRows> => {
	const { countyId } = term;
	const schools = await schoolsOf(db, countyId);
	const memberships = await membershipsOf(db, countyId, day);
	const cores = new Set(memberships.flatMap(({ role, schoolId }) => (role === 'core' ? [schoolId] : [])));
	return {
		calendar: await calendarOf(db, term),
		schools,
		memberships,
		classrooms: await db
			.selectFrom('classroom')
			.select(['classroom_id as classroomId', 'school_id as schoolId', 'kind'])
			.where('county_id', '=', countyId)
			.orderBy('classroom_id')
			.execute(),
		classGroups: await db
			.selectFrom('class_group')
			.select(['class_group_id as classGroupId', 'school_id as schoolId', 'grade'])
			.where('county_id', '=', countyId)
			.orderBy('class_group_id')
			.execute(),
		needs: await needsOfTerm(db, term.termId),
		teachers: await teachersOf(db, people, countyId, [...cores]),
		bells: await bellsOf(
			db,
			schools.map(({ schoolId }) => schoolId),
		),
		series: await seriesOfTerm(db, countyId, term.termId),
		singles: await singlesOf(db, countyId, {
			from: startOfDay(day, timeZone),
			until: startOfDay(addDays(term.lastDay, 1), timeZone),
		}),
		capacity: await capacityOf(db),
	};
};

const schoolsOf = (db: PlanningDb, countyId: CountyId): Promise<SchoolRow[]> =>
	db
		.selectFrom('school')
		.select([
			'school_id as schoolId',
			'name',
			'kind',
			'link_down_kbps as linkDownKbps',
			'link_up_kbps as linkUpKbps',
		])
		.where('county_id', '=', countyId)
		.orderBy('name_key')
		.orderBy('school_id')
		.execute();

export const membershipsOf = (db: PlanningDb, countyId: CountyId, day: Day) =>
	db
		.selectFrom('community_membership as membership')
		.innerJoin('community', 'community.community_id', 'membership.community_id')
		.select(['membership.community_id as communityId', 'membership.school_id as schoolId', 'membership.role'])
		.where('community.county_id', '=', countyId)
		.where('membership.from_day', '<=', day)
		.where((row) => row.or([row('membership.until_day', 'is', null), row('membership.until_day', '>', day)]))
		.orderBy('membership.membership_id')
		.execute();

/** Nobody has more teachers at core schools. */
const MOST_TEACHERS = 10_000;

const teachersOf = async (
	db: PlanningDb,
	people: People,
	countyId: CountyId,
	schoolIds: readonly SchoolId[],
): Promise<TeacherRow[]> => {
	if (schoolIds.length === 0) return [];
	const { items } = await people.list({
		countyId,
		role: 'teacher',
		active: true,
		schoolIds,
		limit: MOST_TEACHERS,
	});
	const profiles = await profilesOf(db, countyId);
	return items.flatMap((person) => {
		const profile = profileFor(person, profiles);
		const { personId, name, schoolId } = person;
		return schoolId === null || !profile.takesPart ? [] : [{ personId, name, schoolId, profile }];
	});
};

/** Lessons on their own, and those of a series that somebody moved or changed. */
const singlesOf = (
	db: PlanningDb,
	countyId: CountyId,
	{ from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<SingleBooking[]> =>
	db
		.selectFrom('lesson')
		.innerJoin('booking', 'booking.lesson_id', 'lesson.lesson_id')
		.leftJoin('lesson_classroom as place', (join) =>
			join
				.onRef('place.lesson_id', '=', 'lesson.lesson_id')
				.onRef('place.classroom_id', '=', 'booking.resource_id')
				.on('booking.resource', '=', 'classroom'),
		)
		.select([
			'lesson.lesson_id as lessonId',
			'booking.resource',
			'booking.resource_id as id',
			'place.school_id as schoolId',
			'booking.starts_at as from',
			'booking.ends_at as until',
		])
		.where('lesson.county_id', '=', countyId)
		.where('lesson.planned_start', '>=', from)
		.where('lesson.planned_start', '<', until)
		.where('lesson.cancelled_at', 'is', null)
		.where((row) =>
			row.or([
				row('lesson.series_id', 'is', null),
				row('lesson.own_teacher', '=', 1),
				row('lesson.own_rest', '=', 1),
				sql<boolean>`lesson.planned_start <> lesson.slot_start`,
				sql<boolean>`lesson.planned_end <> lesson.slot_end`,
			]),
		)
		.orderBy('lesson.planned_start')
		.orderBy('lesson.lesson_id')
		.execute();

const capacityOf = async (db: PlanningDb): Promise<CountyRows['capacity']> => {
	const rows = await db.selectFrom('capacity').selectAll().execute();
	const amount = (resource: 'recorder' | 'sfu'): number | null =>
		rows.find((row) => row.resource === resource)?.amount ?? null;
	return { recorder: amount('recorder'), sfu: amount('sfu') };
};
