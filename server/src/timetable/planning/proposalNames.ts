// The names of all that a proposal speaks of: one query for each kind of thing.
import type { PlanningProposal, ProposalEntry, UnplacedNeed } from '@classroom/protocol';
import { PersonId } from '@classroom/protocol';
import type { People } from '../../identity/index.ts';
import type { PlanningContext } from './planningContext.ts';
import type { PlanningDb } from './planningDb.ts';

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

export const namesOf = async (
	{ db, people }: { readonly db: PlanningDb; readonly people: People },
	context: PlanningContext,
	plan: readonly ProposalEntry[],
	unplaced: readonly UnplacedNeed[],
): Promise<PlanningProposal['names']> => {
	const told = unplaced.flatMap(({ relaxations }) => relaxations);
	const teachers = await people.findMany(context.teachers.map(({ id }) => PersonId.parse(id)));
	const receivers = plan.flatMap((each) => each.receivers);
	return {
		teachers: [...teachers.values()].map(({ personId, name }) => ({ id: personId, name })),
		schools: await schoolNames(db, [
			...context.teachers.map(({ schoolId }) => schoolId),
			...context.needs.map(({ schoolId }) => schoolId),
		]),
		classrooms: await classroomNames(db, [
			...plan.flatMap(({ sendingClassroomId }) => sendingClassroomId ?? []),
			...receivers.map(({ classroomId }) => classroomId),
			...told.flatMap(({ classroomId }) => classroomId ?? []),
		]),
		classes: await classNames(
			db,
			receivers.flatMap(({ classGroupIds }) => classGroupIds),
		),
		communities: await communityNames(
			db,
			plan.map(({ communityId }) => communityId),
		),
	};
};

type Names<K extends keyof PlanningProposal['names']> = PlanningProposal['names'][K];
type Ids<K extends keyof PlanningProposal['names']> = readonly Names<K>[number]['id'][];

const schoolNames = async (db: PlanningDb, ids: Ids<'schools'>): Promise<Names<'schools'>> =>
	ids.length === 0
		? []
		: db
				.selectFrom('school')
				.select(['school_id as id', 'name'])
				.where('school_id', 'in', distinct(ids))
				.execute();

const classroomNames = async (db: PlanningDb, ids: Ids<'classrooms'>): Promise<Names<'classrooms'>> =>
	ids.length === 0
		? []
		: db
				.selectFrom('classroom')
				.select(['classroom_id as id', 'name'])
				.where('classroom_id', 'in', distinct(ids))
				.execute();

const classNames = async (db: PlanningDb, ids: Ids<'classes'>): Promise<Names<'classes'>> =>
	ids.length === 0
		? []
		: db
				.selectFrom('class_group')
				.select(['class_group_id as id', 'name'])
				.where('class_group_id', 'in', distinct(ids))
				.execute();

const communityNames = async (db: PlanningDb, ids: Ids<'communities'>): Promise<Names<'communities'>> =>
	ids.length === 0
		? []
		: db
				.selectFrom('community')
				.select(['community_id as id', 'name'])
				.where('community_id', 'in', distinct(ids))
				.execute();
