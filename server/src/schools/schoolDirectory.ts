// What identity needs to know of schools. It stands below this feature, so it is made before it, on its own.
import type { Transaction } from 'kysely';
import type { SchoolDirectory } from '../identity/index.ts';
import type { Clock, Database, NoTables } from '../platform/index.ts';
import type { SchoolsTables } from './schoolsTables.ts';

/** The region of a county for which nobody has chosen one: it has no rules of its own. */
const noRegion = 'general';

export const createSchoolDirectory = (database: Database, clock: Clock): SchoolDirectory => {
	const db = database.as<SchoolsTables>();
	return {
		async countyName(countyId) {
			const row = await db
				.selectFrom('county')
				.select('name')
				.where('county_id', '=', countyId)
				.executeTakeFirst();
			return row?.name ?? null;
		},
		async schoolName(countyId, schoolId) {
			const row = await db
				.selectFrom('school')
				.select('name')
				.where('county_id', '=', countyId)
				.where('school_id', '=', schoolId)
				.executeTakeFirst();
			return row?.name ?? null;
		},
		async classroom(classroomId) {
			const row = await db
				.selectFrom('classroom')
				.innerJoin('school', 'school.school_id', 'classroom.school_id')
				.innerJoin('county', 'county.county_id', 'classroom.county_id')
				.select([
					'classroom.classroom_id as classroomId',
					'classroom.name',
					'classroom.school_id as schoolId',
					'school.name as school',
					'classroom.county_id as countyId',
					'county.name as county',
				])
				.where('classroom.classroom_id', '=', classroomId)
				.executeTakeFirst();
			return row ?? null;
		},
		async countyNamed(transaction: Transaction<NoTables>, name) {
			const row = await transaction
				.$extendTables<SchoolsTables>()
				.selectFrom('county')
				.select('county_id')
				.where('name', '=', name)
				.executeTakeFirst();
			return row?.county_id ?? null;
		},
		async createCounty(transaction: Transaction<NoTables>, { countyId, name }) {
			await transaction
				.$extendTables<SchoolsTables>()
				.insertInto('county')
				.values({ county_id: countyId, name, region: noRegion, created_at: clock.now() })
				.execute();
		},
	};
};
