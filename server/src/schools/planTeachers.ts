// The teachers that somebody may plan lessons with on a day, or look at the timetables of: as the timetable's rules have
// it.
import type { Day, PlanTeacher } from '@classroom/protocol';
import type { People, PersonCaller } from '../identity/index.ts';
import type { StoreDeps } from './deps.ts';
import { dbOf } from './deps.ts';
import { partnersOf } from './memberships.ts';
import type { Page, PageRequest } from './paging.ts';

export interface PlanTeachersQuery extends PageRequest {
	readonly day: Day;
	readonly search?: string;
}

/** The county and its inspectors: all of its own. A school: those of the schools it shares a community with on that day, and its own. */
export const planTeachers = async (
	deps: StoreDeps & { readonly people: People },
	caller: PersonCaller,
	{ day, ...query }: PlanTeachersQuery,
): Promise<Page<PlanTeacher>> => {
	const db = dbOf(deps);
	const { countyId, schoolId } = caller;
	const ofCounty = caller.role === 'county-admin' || caller.role === 'inspector';
	if (!ofCounty && schoolId === null) return { items: [], next: null, total: 0 };
	const of = ofCounty || schoolId === null ? {} : { schoolIds: [...(await partnersOf(db, day, schoolId))] };
	const found = await deps.people.list({ ...query, ...of, countyId, role: 'teacher', active: true });
	const ids = found.items.flatMap((teacher) => teacher.schoolId ?? []);
	const schools =
		ids.length === 0
			? []
			: await db.selectFrom('school').select(['school_id', 'name']).where('school_id', 'in', ids).execute();
	const names = new Map(schools.map((school) => [school.school_id, school.name]));
	return {
		...found,
		items: found.items.map(({ personId, name, schoolId: own, subjects }) => ({
			personId,
			name,
			school: own === null ? null : (names.get(own) ?? null),
			subjects: [...subjects],
		})),
	};
};
