// Names that stand over a timetable: only of what its lessons name, or of the caller's own county.
import type { CountyId, Day, SchoolId, Timetable } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { TimetableScope } from '../views/shownTo.ts';

/** Empty: nobody may know it here. */
export const scopeName = async (
	db: TimetableDb,
	{ countyId }: PersonCaller,
	scope: TimetableScope,
	{ teachers, classrooms, classes }: Timetable,
): Promise<string> => {
	switch (scope.by) {
		case 'teacher':
			return teachers.find(({ personId }) => personId === scope.id)?.name ?? '';
		case 'classroom': {
			const place = classrooms.find(({ classroomId }) => classroomId === scope.id);
			return place === undefined ? '' : `${place.school}${place.name}`;
		}
		case 'class': {
			const group = classes.find(({ classGroupId }) => classGroupId === scope.id);
			return group === undefined ? '' : `${group.school}${group.name}`;
		}
		case 'school':
			return named(
				await db
					.selectFrom('school')
					.select('name')
					.where('school_id', '=', scope.id)
					.where('county_id', '=', countyId)
					.executeTakeFirst(),
			);
		case 'community':
			return named(
				await db
					.selectFrom('community')
					.select('name')
					.where('community_id', '=', scope.id)
					.where('county_id', '=', countyId)
					.executeTakeFirst(),
			);
		case 'county':
			return named(
				await db.selectFrom('county').select('name').where('county_id', '=', countyId).executeTakeFirst(),
			);
	}
};

/** By whose bells a timetable goes, also in a week without lessons; undefined: by nobody's of this county. */
export const schoolOfScope = async (
	db: TimetableDb,
	countyId: CountyId,
	scope: TimetableScope,
): Promise<SchoolId | undefined> => {
	switch (scope.by) {
		case 'school':
			return schoolIn(
				await db
					.selectFrom('school')
					.select(['school_id', 'county_id'])
					.where('school_id', '=', scope.id)
					.executeTakeFirst(),
				countyId,
			);
		case 'classroom':
			return schoolIn(
				await db
					.selectFrom('classroom')
					.select(['school_id', 'county_id'])
					.where('classroom_id', '=', scope.id)
					.executeTakeFirst(),
				countyId,
			);
		case 'class':
			return schoolIn(
				await db
					.selectFrom('class_group')
					.select(['school_id', 'county_id'])
					.where('class_group_id', '=', scope.id)
					.executeTakeFirst(),
				countyId,
			);
		case 'teacher':
		case 'community':
		case 'county':
			return undefined;
	}
};

const schoolIn = (
	row: { readonly school_id: SchoolId; readonly county_id: CountyId } | undefined,
	countyId: CountyId,
): SchoolId | undefined => (row?.county_id === countyId ? row.school_id : undefined);

const named = (row: { readonly name: string } | undefined): string => row?.name ?? '';

/** In the order in which they were made, with their schools of that day, the core school first. */
export const communitiesOn = async (
	db: TimetableDb,
	countyId: CountyId,
	day: Day,
): Promise<{ readonly name: string; readonly schoolIds: readonly SchoolId[] }[]> => {
	const rows = await db
		.selectFrom('community')
		.innerJoin('community_membership as member', 'member.community_id', 'community.community_id')
		.select(['community.community_id as communityId', 'community.name', 'member.school_id as schoolId'])
		.where('community.county_id', '=', countyId)
		.where('member.from_day', '<=', day)
		.where((row) => row.or([row('member.until_day', 'is', null), row('member.until_day', '>', day)]))
		.orderBy('community.community_id')
		.orderBy('member.role')
		.orderBy('member.membership_id')
		.execute();
	return [...Map.groupBy(rows, ({ communityId }) => communityId).values()].map((members) => ({
		name: members[0]?.name ?? '',
		schoolIds: members.map(({ schoolId }) => schoolId),
	}));
};
