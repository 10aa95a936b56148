// Classrooms: physical rooms, each with at most a few paired devices (which are identity's).
import { ClassroomId, SchoolId } from '@classroom/protocol';
import type { Classroom, ClassroomKind } from '@classroom/protocol';
import { z } from 'zod';
import type { Devices, PersonCaller } from '../identity/index.ts';
import { newId } from '../platform/index.ts';
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

export interface ClassroomInput {
	readonly name: string;
	readonly kind: ClassroomKind;
}

export interface ClassroomQuery extends PageRequest {
	readonly search?: string;
	readonly schoolId?: SchoolId;
	readonly kind?: ClassroomKind;
}

const Cursor = z.tuple([SchoolId, ClassroomId]);

export class Classrooms {
	readonly #deps: StoreDeps & { readonly devices: Devices };

	constructor(deps: StoreDeps & { readonly devices: Devices }) {
		this.#deps = deps;
	}

	/** School by school. The search looks at the classroom's and the school's name. */
	async list(scope: SchoolScope, query: ClassroomQuery): Promise<Page<Classroom>> {
		const matching = matchingClassrooms(dbOf(this.#deps), scope, query);
		const { total } = await matching
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const after = readCursor(Cursor, query.cursor);
		const rows = await (
			after === undefined
				? matching
				: matching.where((row) =>
						row(
							row.refTuple('classroom.school_id', 'classroom.classroom_id'),
							'>',
							row.tuple(after[0], after[1]),
						),
					)
		)
			.select(shown)
			.orderBy('classroom.school_id')
			.orderBy('classroom.classroom_id')
			.limit(query.limit + 1)
			.execute();
		const page = pageOf(rows, query.limit, total, (row) => [row.schoolId, row.classroomId]);
		const devices = await this.#deps.devices.stateOf(page.items.map((row) => row.classroomId));
		return mapPage(page, (row) => ({ ...row, device: devices.get(row.classroomId) ?? 'unpaired' }));
	}

	/** Throws `not-found`, `other-county`, `forbidden` for the school. */
	create(
		caller: PersonCaller,
		scope: SchoolScope,
		input: ClassroomInput & { readonly schoolId: SchoolId },
	): Promise<Classroom> {
		const now = this.#deps.clock.now();
		const classroomId = newId(ClassroomId, now);
		const { name, kind, schoolId } = input;
		return audited(this.#deps, caller, async (tx) => {
			const school = await schoolWithin(tx, scope, schoolId);
			await tx
				.insertInto('classroom')
				.values({
					classroom_id: classroomId,
					county_id: caller.countyId,
					school_id: schoolId,
					name,
					name_key: nameKey(name),
					kind,
					created_at: now,
				})
				.execute();
			return {
				result: { classroomId, schoolId, school: school.name, name, kind, device: 'unpaired' },
				entry: entryOf('classroom.created', { name, school: school.name }),
			};
		});
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	async update(
		caller: PersonCaller,
		scope: SchoolScope,
		classroomId: ClassroomId,
		{ name, kind }: ClassroomInput,
	): Promise<Classroom> {
		const after = await audited(this.#deps, caller, async (tx) => {
			const before = await classroomWithin(tx, scope, classroomId);
			await tx
				.updateTable('classroom')
				.set({ name, name_key: nameKey(name), kind })
				.where('classroom_id', '=', classroomId)
				.execute();
			const { school_id: schoolId, school } = before;
			return {
				result: { classroomId, schoolId, school, name, kind },
				entry: entryOf('classroom.changed', { name, school, before: before.name }),
			};
		});
		const devices = await this.#deps.devices.stateOf([classroomId]);
		return { ...after, device: devices.get(classroomId) ?? 'unpaired' };
	}

	/** Its devices' tokens end with it. Throws `not-found`, `other-county`, `forbidden`, `still-in-use`. */
	async delete(caller: PersonCaller, scope: SchoolScope, classroomId: ClassroomId): Promise<void> {
		await audited(this.#deps, caller, async (tx) => {
			const { name, school } = await classroomWithin(tx, scope, classroomId);
			await unlessInUse(() => tx.deleteFrom('classroom').where('classroom_id', '=', classroomId).execute());
			return { result: undefined, entry: entryOf('classroom.deleted', { name, school }) };
		});
		await this.#deps.devices.revokeAllOf(classroomId);
	}
}

const entryOf = (
	action: `classroom.${string}`,
	{ name, ...details }: { name: string; school: string; before?: string },
) => ({ action, subject: { text: name }, details });

const shown = [
	'classroom.classroom_id as classroomId',
	'classroom.school_id as schoolId',
	'school.name as school',
	'classroom.name',
	'classroom.kind',
] as const;

const classroomWithin = async (tx: SchoolsTransaction, scope: SchoolScope, classroomId: ClassroomId) =>
	within(
		scope,
		await tx
			.selectFrom('classroom')
			.innerJoin('school', 'school.school_id', 'classroom.school_id')
			.select(['classroom.county_id', 'classroom.school_id', 'classroom.name', 'school.name as school'])
			.where('classroom_id', '=', classroomId)
			.executeTakeFirst(),
	);

const matchingClassrooms = (db: SchoolsDb, scope: SchoolScope, query: ClassroomQuery) => {
	let classrooms = db
		.selectFrom('classroom')
		.innerJoin('school', 'school.school_id', 'classroom.school_id')
		.where('classroom.county_id', '=', scope.countyId);
	if (scope.schoolId !== null) classrooms = classrooms.where('classroom.school_id', '=', scope.schoolId);
	if (query.schoolId !== undefined) classrooms = classrooms.where('classroom.school_id', '=', query.schoolId);
	if (query.kind !== undefined) classrooms = classrooms.where('classroom.kind', '=', query.kind);
	const found = contains(['classroom.name_key', 'school.name_key'], query.search);
	return found === undefined ? classrooms : classrooms.where(found);
};
