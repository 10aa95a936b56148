// The schools, classrooms and classes that somebody may plan lessons with on a day: as the timetable's rules have it.
import type { CountyId, Day, PlanPlaces, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../identity/index.ts';
import type { StoreDeps } from './deps.ts';
import { dbOf } from './deps.ts';
import { membersOn, partnersOf } from './memberships.ts';
import type { SchoolsDb } from './schoolsTables.ts';

type Found = { schoolId: SchoolId; name: string; countyId: CountyId; county: string };

/**
 * The county: its own schools, and those of counties that have accepted an agreement with it. A school: those it shares
 * a community with on that day, itself among them.
 */
export const planPlaces = async (deps: StoreDeps, caller: PersonCaller, day: Day): Promise<PlanPlaces> => {
	const db = dbOf(deps);
	const schools = await schoolsFor(db, caller, day);
	const ids = schools.map((school) => school.schoolId);
	return {
		groups: [...(await communityGroups(db, caller.countyId, day, ids)), ...guestGroups(caller, schools)],
		classrooms: await classroomsOf(db, ids),
		classGroups: await classesOf(db, ids),
	};
};

const schoolsFor = async (db: SchoolsDb, caller: PersonCaller, day: Day): Promise<Found[]> => {
	const { countyId, schoolId } = caller;
	const all = db
		.selectFrom('school')
		.innerJoin('county', 'county.county_id', 'school.county_id')
		.select([
			'school.school_id as schoolId',
			'school.name',
			'school.county_id as countyId',
			'county.name as county',
		])
		.orderBy('school.school_id');
	if (caller.role !== 'county-admin') {
		const partners = schoolId === null ? [] : [...(await partnersOf(db, day, schoolId))];
		return partners.length === 0 ? [] : all.where('school.school_id', 'in', partners).execute();
	}
	const guests = db
		.selectFrom('county_agreement')
		.select('guest_county_id')
		.where('host_county_id', '=', countyId)
		.where('accepted_at', 'is not', null)
		.where('revoked_at', 'is', null);
	return all
		.where((row) => row.or([row('school.county_id', '=', countyId), row('school.county_id', 'in', guests)]))
		.execute();
};

const communityGroups = async (
	db: SchoolsDb,
	countyId: CountyId,
	day: Day,
	ids: readonly SchoolId[],
): Promise<PlanPlaces['groups']> => {
	const communities = await db
		.selectFrom('community')
		.select(['community_id as communityId', 'name'])
		.where('county_id', '=', countyId)
		.orderBy('community_id')
		.execute();
	const members = await membersOn(
		db,
		day,
		communities.map((community) => community.communityId),
	);
	const known = new Set(ids);
	return communities
		.map(({ communityId, name }) => ({
			groupId: communityId,
			name,
			schoolIds: (members.get(communityId) ?? [])
				.map((member) => member.schoolId)
				.filter((id) => known.has(id)),
		}))
		.filter(({ schoolIds }) => schoolIds.length > 0);
};

const guestGroups = ({ countyId }: PersonCaller, schools: readonly Found[]): PlanPlaces['groups'] => {
	const foreign = schools.filter((school) => school.countyId !== countyId);
	return [...Map.groupBy(foreign, (school) => school.countyId)].map(([groupId, own]) => ({
		groupId,
		name: own[0]?.county ?? '',
		schoolIds: own.map((school) => school.schoolId),
	}));
};

const classroomsOf = async (db: SchoolsDb, ids: readonly SchoolId[]): Promise<PlanPlaces['classrooms']> =>
	ids.length === 0
		? []
		: db
				.selectFrom('classroom')
				.innerJoin('school', 'school.school_id', 'classroom.school_id')
				.select([
					'classroom.classroom_id as classroomId',
					'classroom.school_id as schoolId',
					'classroom.name',
					'school.name as school',
				])
				.where('classroom.school_id', 'in', ids)
				.orderBy('classroom.school_id')
				.orderBy('classroom.classroom_id')
				.execute();

const classesOf = async (db: SchoolsDb, ids: readonly SchoolId[]): Promise<PlanPlaces['classGroups']> =>
	ids.length === 0
		? []
		: db
				.selectFrom('class_group')
				.innerJoin('school', 'school.school_id', 'class_group.school_id')
				.select([
					'class_group.class_group_id as classGroupId',
					'class_group.school_id as schoolId',
					'class_group.name',
					'school.name as school',
					'class_group.grade',
				])
				.where('class_group.school_id', 'in', ids)
				.orderBy('class_group.school_id')
				.orderBy('class_group.grade')
				.orderBy('class_group.class_group_id')
				.execute();
