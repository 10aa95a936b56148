// Writes what an import changes, in its transaction.
import type { CountyId, Instant } from '@classroom/protocol';
import { setImmediate as breathe } from 'node:timers/promises';
import type { People, PersonRow } from '../../identity/index.ts';
import type { SchoolsTransaction } from '../schoolsTables.ts';
import { nameKey, schoolKey } from '../searchText.ts';
import type { RosterPlan } from './rosterPlan.ts';
import type { IdentityTransaction, KnownSchool } from './rosterState.ts';

/** Far below what either database takes as parameters of a statement. */
const rowsAtOnce = 500;

export interface Applying {
	readonly countyId: CountyId;
	readonly now: Instant;
	readonly people: People;
	/** Of everybody new, with their passwords hashed. */
	readonly newPeople: readonly PersonRow[];
}

/** What is returned tells everybody who has to sign in again, after the transaction. */
export const applyRoster = async (
	tx: SchoolsTransaction,
	identity: IdentityTransaction,
	plan: RosterPlan,
	{ countyId, now, people, newPeople }: Applying,
): Promise<() => Promise<void>> => {
	await makePlaces(tx, plan, { county_id: countyId, created_at: now });
	await changePlaces(tx, plan);
	await people.imports.insert(identity, newPeople);
	return people.imports.change(identity, plan.people.update);
};

const schoolColumns = (school: KnownSchool) => ({
	kind: school.kind,
	town: school.town,
	name_key: schoolKey(school.name, school.town),
	link_down_kbps: school.linkDownKbps,
	link_up_kbps: school.linkUpKbps,
});

const makePlaces = async (
	tx: SchoolsTransaction,
	{ schools, classrooms, classes }: RosterPlan,
	common: { readonly county_id: CountyId; readonly created_at: Instant },
): Promise<void> => {
	await inPortions(schools.create, (some) =>
		tx
			.insertInto('school')
			.values(
				some.map((school) => ({
					...common,
					school_id: school.schoolId,
					name: school.name,
					...schoolColumns(school),
				})),
			)
			.execute(),
	);
	await inPortions(classrooms.create, (some) =>
		tx
			.insertInto('classroom')
			.values(
				some.map(({ classroomId, schoolId, name, kind }) => ({
					...common,
					classroom_id: classroomId,
					school_id: schoolId,
					name,
					name_key: nameKey(name),
					kind,
				})),
			)
			.execute(),
	);
	await inPortions(classes.create, (some) =>
		tx
			.insertInto('class_group')
			.values(
				some.map(({ classGroupId, schoolId, name, grade }) => ({
					...common,
					class_group_id: classGroupId,
					school_id: schoolId,
					name,
					name_key: nameKey(name),
					grade,
				})),
			)
			.execute(),
	);
};

/** Names stay: by them the rows were found. */
const changePlaces = async (
	tx: SchoolsTransaction,
	{ schools, classrooms, classes }: RosterPlan,
): Promise<void> => {
	for (const school of schools.update) {
		const change = tx.updateTable('school').set(schoolColumns(school));
		await change.where('school_id', '=', school.schoolId).execute();
	}
	for (const { classroomId, kind } of classrooms.update) {
		await tx.updateTable('classroom').set({ kind }).where('classroom_id', '=', classroomId).execute();
	}
	for (const { classGroupId, grade } of classes.update) {
		await tx.updateTable('class_group').set({ grade }).where('class_group_id', '=', classGroupId).execute();
	}
};

const inPortions = async <T>(
	all: readonly T[],
	write: (some: readonly T[]) => Promise<unknown>,
): Promise<void> => {
	for (let first = 0; first < all.length; first += rowsAtOnce) {
		await write(all.slice(first, first + rowsAtOnce));
		await breathe();
	}
};
