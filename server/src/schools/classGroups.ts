// Classes: groups of students of one grade.
import { ClassGroupId, Grade, SchoolId } from '@classroom/protocol';
import type { ClassGroup } from '@classroom/protocol';
import { z } from 'zod';
import type { People, PersonCaller } from '../identity/index.ts';
import { AppError, newId } from '../platform/index.ts';
import type { StoreDeps } from './deps.ts';
import { audited, dbOf } from './deps.ts';
import type { Page, PageRequest } from './paging.ts';
import { mapPage, pageOf, readCursor } from './paging.ts';
import { unlessInUse } from './removal.ts';
import { schoolWithin } from './schools.ts';
import type { SchoolsDb, SchoolsTransaction } from './schoolsTables.ts';
import type { SchoolScope } from './scope.ts';
import { within } from './scope.ts';
import { contains, nameKey } from './searchText.ts';

export interface ClassGroupInput {
	readonly name: string;
	readonly grade: number;
}

export interface ClassGroupQuery extends PageRequest {
	readonly search?: string;
	readonly schoolId?: SchoolId;
}

const Cursor = z.tuple([SchoolId, Grade, ClassGroupId]);

export class ClassGroups {
	readonly #deps: StoreDeps & { readonly people: People };

	constructor(deps: StoreDeps & { readonly people: People }) {
		this.#deps = deps;
	}

	/** School by school, lowest grade first. The search looks at the class's and the school's name. */
	async list(scope: SchoolScope, query: ClassGroupQuery): Promise<Page<ClassGroup>> {
		const matching = matchingClasses(dbOf(this.#deps), scope, query);
		const { total } = await matching
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const after = readCursor(Cursor, query.cursor);
		const rows = await (
			after === undefined
				? matching
				: matching.where((row) =>
						row(
							row.refTuple('class_group.school_id', 'class_group.grade', 'class_group.class_group_id'),
							'>',
							row.tuple(after[0], after[1], after[2]),
						),
					)
		)
			.select(shown)
			.orderBy('class_group.school_id')
			.orderBy('class_group.grade')
			.orderBy('class_group.class_group_id')
			.limit(query.limit + 1)
			.execute();
		const page = pageOf(rows, query.limit, total, (row) => [row.schoolId, row.grade, row.classGroupId]);
		const students = await this.#deps.people.studentsByClassGroup(scope.countyId);
		return mapPage(page, (row) => ({ ...row, students: students.get(row.classGroupId) ?? 0 }));
	}

	/** Throws `not-found`, `other-county`, `forbidden` for the school. */
	create(
		caller: PersonCaller,
		scope: SchoolScope,
		input: ClassGroupInput & { readonly schoolId: SchoolId },
	): Promise<ClassGroup> {
		const now = this.#deps.clock.now();
		const classGroupId = newId(ClassGroupId, now);
		const { name, grade, schoolId } = input;
		return audited(this.#deps, caller, async (tx) => {
			const school = await schoolWithin(tx, scope, schoolId);
			await tx
				.insertInto('class_group')
				.values({
					class_group_id: classGroupId,
					county_id: caller.countyId,
					school_id: schoolId,
					name,
					name_key: nameKey(name),
					grade,
					created_at: now,
				})
				.execute();
			return {
				result: { classGroupId, schoolId, school: school.name, name, grade, students: 0 },
				entry: entryOf('class.created', { name, school: school.name }),
			};
		});
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	async update(
		caller: PersonCaller,
		scope: SchoolScope,
		classGroupId: ClassGroupId,
		{ name, grade }: ClassGroupInput,
	): Promise<ClassGroup> {
		const students = await this.#students(caller, classGroupId);
		return audited(this.#deps, caller, async (tx) => {
			const before = await classWithin(tx, scope, classGroupId);
			await tx
				.updateTable('class_group')
				.set({ name, name_key: nameKey(name), grade })
				.where('class_group_id', '=', classGroupId)
				.execute();
			const { school_id: schoolId, school } = before;
			return {
				result: { classGroupId, schoolId, school, name, grade, students },
				entry: entryOf('class.changed', { name, school, before: before.name }),
			};
		});
	}

	/** Throws `not-found`, `other-county`, `forbidden`, `still-in-use` for one with students or lessons. */
	async delete(caller: PersonCaller, scope: SchoolScope, classGroupId: ClassGroupId): Promise<void> {
		const students = await this.#students(caller, classGroupId);
		await audited(this.#deps, caller, async (tx) => {
			const { name, school } = await classWithin(tx, scope, classGroupId);
			if (students > 0) throw new AppError('still-in-use', 'the class has students');
			await unlessInUse(() =>
				tx.deleteFrom('class_group').where('class_group_id', '=', classGroupId).execute(),
			);
			return { result: undefined, entry: entryOf('class.deleted', { name, school }) };
		});
	}

	#students({ countyId }: PersonCaller, classGroupId: ClassGroupId): Promise<number> {
		return this.#deps.people.count({ countyId, classGroupId });
	}
}

const entryOf = (
	action: `class.${string}`,
	{ name, ...details }: { name: string; school: string; before?: string },
) => ({ action, subject: { text: name }, details });

const shown = [
	'class_group.class_group_id as classGroupId',
	'class_group.school_id as schoolId',
	'school.name as school',
	'class_group.name',
	'class_group.grade',
] as const;

const classWithin = async (tx: SchoolsTransaction, scope: SchoolScope, classGroupId: ClassGroupId) =>
	within(
		scope,
		await tx
			.selectFrom('class_group')
			.innerJoin('school', 'school.school_id', 'class_group.school_id')
			.select(['class_group.county_id', 'class_group.school_id', 'class_group.name', 'school.name as school'])
			.where('class_group_id', '=', classGroupId)
			.executeTakeFirst(),
	);

const matchingClasses = (db: SchoolsDb, scope: SchoolScope, query: ClassGroupQuery) => {
	let classes = db
		.selectFrom('class_group')
		.innerJoin('school', 'school.school_id', 'class_group.school_id')
		.where('class_group.county_id', '=', scope.countyId);
	if (scope.schoolId !== null) classes = classes.where('class_group.school_id', '=', scope.schoolId);
	if (query.schoolId !== undefined) classes = classes.where('class_group.school_id', '=', query.schoolId);
	const found = contains(['class_group.name_key', 'school.name_key'], query.search);
	return found === undefined ? classes : classes.where(found);
};
