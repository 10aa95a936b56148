// The teachers of core schools, with what they can teach and when: read and changed.
import type { PersonId, PlanningTeacher, SchoolId, TeachingProfile } from '@classroom/protocol';
import type { AuditLog, People, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Page, PageRequest } from '../../schools/index.ts';
import { auditedChange, scopeOf } from '../../schools/index.ts';
import { dayOf } from '../days.ts';
import type { PlanningDb, PlanningTransaction } from './planningDb.ts';
import { profileFor, profileIssues, profilesOf, writeProfile } from './profiles.ts';
import { membershipsOf } from './reading/countyRows.ts';

export interface TeacherProfilesDeps {
	readonly database: Database;
	readonly db: PlanningDb;
	readonly people: People;
	readonly audit: AuditLog;
	readonly clock: Clock;
	readonly timeZone: string;
}

export interface TeachersQuery extends PageRequest {
	readonly search?: string;
	readonly schoolId?: SchoolId;
}

/** Of the county; for somebody of a school, its own. */
export const listTeachers = async (
	{ db, people, clock, timeZone }: TeacherProfilesDeps,
	caller: PersonCaller,
	{ schoolId, ...query }: TeachersQuery,
): Promise<Page<PlanningTeacher>> => {
	const scope = scopeOf(caller);
	const memberships = await membershipsOf(db, scope.countyId, dayOf(clock.now(), timeZone));
	const asked = [schoolId, scope.schoolId].filter((id) => id !== undefined && id !== null);
	const schoolIds = memberships
		.filter((each) => each.role === 'core' && asked.every((id) => id === each.schoolId))
		.map((each) => each.schoolId);
	if (schoolIds.length === 0) return { items: [], next: null, total: 0 };
	const found = await people.list({
		...query,
		countyId: scope.countyId,
		role: 'teacher',
		active: true,
		schoolIds,
	});
	const profiles = await profilesOf(db, scope.countyId);
	const schools = await db
		.selectFrom('school')
		.select(['school_id', 'name'])
		.where('school_id', 'in', schoolIds)
		.execute();
	const names = new Map(schools.map((school) => [school.school_id, school.name]));
	return {
		...found,
		items: found.items.flatMap((person) => {
			const { personId, name, schoolId: own } = person;
			if (own === null) return [];
			return [
				{
					personId,
					name,
					schoolId: own,
					school: names.get(own) ?? '',
					profile: profileFor(person, profiles),
					assumed: !profiles.has(personId),
					mayChange: caller.role !== 'inspector',
				},
			];
		}),
	};
};

/**
 * Throws `not-found`, `other-county`, `forbidden` for another school's, `not-a-teacher`, and `bad-request` with what is
 * wrong with the profile.
 */
export const saveTeacher = async (
	deps: TeacherProfilesDeps,
	caller: PersonCaller,
	personId: PersonId,
	profile: TeachingProfile,
): Promise<void> => {
	const person = (await deps.people.findMany([personId])).get(personId);
	if (person === undefined) throw new AppError('not-found');
	if (person.countyId !== caller.countyId) throw new AppError('other-county');
	if (caller.role === 'school-admin' && person.schoolId !== caller.schoolId) throw new AppError('forbidden');
	if (person.role !== 'teacher' || person.schoolId === null) throw new AppError('not-a-teacher');
	const { schoolId } = person;
	const issues = profileIssues(profile);
	if (issues.length > 0) throw new AppError('bad-request', 'not a profile', { issues });
	await auditedChange(deps, caller, async (tx: PlanningTransaction) => {
		await checkSending(tx, schoolId, profile);
		await writeProfile(tx, caller.countyId, personId, profile);
		return {
			result: undefined,
			entry: {
				action: 'planning.teacher-changed' as const,
				subject: { person: personId },
				details: { lessons: profile.takesPart ? profile.mostAWeek : 0 },
			},
		};
	});
};

/** It has to be one of the teacher's own school. */
const checkSending = async (
	tx: PlanningTransaction,
	schoolId: SchoolId,
	{ sending }: TeachingProfile,
): Promise<void> => {
	if (sending.kind !== 'classroom') return;
	const row = await tx
		.selectFrom('classroom')
		.select('school_id')
		.where('classroom_id', '=', sending.classroomId)
		.executeTakeFirst();
	if (row?.school_id === schoolId) return;
	const issues = [{ path: 'sending.classroomId', code: 'not-found' as const }];
	throw new AppError('bad-request', 'no classroom of the school', { issues });
};
