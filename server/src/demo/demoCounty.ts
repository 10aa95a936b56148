// Makes the demonstration county in an empty database: all of it in one transaction, or nothing.
import {
	ClassGroupId,
	ClassroomId,
	CommunityId,
	CountyId,
	MembershipId,
	PersonId,
	SchoolId,
} from '@classroom/protocol';
import type { Day } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { NewPerson, People, PersonRow } from '../identity/index.ts';
import type { Clock, Database, NoTables } from '../platform/index.ts';
import { inChunks, inTransaction, newId } from '../platform/index.ts';
import { nameKey, schoolKey } from '../schools/index.ts';
import type { SchoolsTables } from '../schools/index.ts';
import type { CommunityPlan, CountyPlan, PersonPlan, SchoolPlan } from './blueprint.ts';
import { county } from './names.ts';

/** By which the demonstration knows its county again. */
export const demoCountyId = CountyId.parse('demonstration');

export interface DemoCountyDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly people: People;
}

type Rows = { [Table in keyof SchoolsTables]: SchoolsTables[Table][] };
type IdentityTransaction = Parameters<People['insert']>[0];
type IdentityTables = IdentityTransaction extends Transaction<infer Tables> ? Tables : never;

/** `since`: the day from which the schools belong to their communities. */
export const makeCounty = async (deps: DemoCountyDeps, plan: CountyPlan, since: Day): Promise<void> => {
	const writer = new CountyWriter(deps.clock.now(), since);
	const { rows, people } = writer.write(plan);
	const prepared: PersonRow[] = [];
	for (const person of people) prepared.push(await deps.people.prepare(person));
	await inTransaction(deps.database.as<NoTables>(), async (tx) => {
		await insertAll(tx.$extendTables<SchoolsTables>(), rows);
		const identity = tx.$extendTables<IdentityTables>();
		await inChunks(prepared, (chunk) => identity.insertInto('person').values(chunk).execute());
	});
};

const insertAll = async (tx: Transaction<SchoolsTables>, rows: Rows): Promise<void> => {
	await tx.insertInto('county').values(rows.county).execute();
	await inChunks(rows.school, (chunk) => tx.insertInto('school').values(chunk).execute());
	await inChunks(rows.classroom, (chunk) => tx.insertInto('classroom').values(chunk).execute());
	await inChunks(rows.class_group, (chunk) => tx.insertInto('class_group').values(chunk).execute());
	await inChunks(rows.community, (chunk) => tx.insertInto('community').values(chunk).execute());
	await inChunks(rows.community_membership, (chunk) =>
		tx.insertInto('community_membership').values(chunk).execute(),
	);
};

/** Turns the plan into rows with ids. */
class CountyWriter {
	readonly #now: number;
	readonly #since: Day;
	#made = 0;
	readonly #people: NewPerson[] = [];
	readonly #rows: Rows = {
		county: [],
		county_agreement: [],
		school: [],
		classroom: [],
		class_group: [],
		community: [],
		community_membership: [],
	};

	constructor(now: number, since: Day) {
		this.#now = now;
		this.#since = since;
	}

	write(plan: CountyPlan): { rows: Rows; people: NewPerson[] } {
		this.#rows.county.push({
			county_id: demoCountyId,
			name: county,
			region: 'general',
			created_at: this.#now,
		});
		this.#addPeople(plan.staff, null, null);
		for (const community of plan.communities) this.#addCommunity(community);
		return { rows: this.#rows, people: this.#people };
	}

	/** Lists are in the order of ids, and ids in that of their milliseconds: each gets one of its own. */
	#id<T extends z.ZodType<string, string>>(kind: T): z.output<T> {
		this.#made += 1;
		return newId(kind, this.#now - 1_000_000 + this.#made);
	}

	#addCommunity({ name, kind, core, members }: CommunityPlan): void {
		const communityId = this.#id(CommunityId);
		this.#rows.community.push({
			community_id: communityId,
			county_id: demoCountyId,
			name,
			kind,
			created_at: this.#now,
			changed_at: this.#now,
		});
		for (const school of [core, ...members]) {
			this.#rows.community_membership.push({
				membership_id: this.#id(MembershipId),
				community_id: communityId,
				school_id: this.#addSchool(school),
				role: school === core ? 'core' : 'member',
				from_day: this.#since,
				until_day: null,
			});
		}
	}

	#addSchool(plan: SchoolPlan): SchoolId {
		const schoolId = this.#id(SchoolId);
		const common = { county_id: demoCountyId, school_id: schoolId, created_at: this.#now };
		this.#rows.school.push({
			...common,
			name: plan.name,
			name_key: schoolKey(plan.name, plan.town),
			kind: plan.kind,
			town: plan.town,
			link_down_kbps: plan.linkDownKbps,
			link_up_kbps: plan.linkUpKbps,
		});
		for (const { name, kind } of plan.classrooms) {
			const classroomId = this.#id(ClassroomId);
			this.#rows.classroom.push({
				...common,
				classroom_id: classroomId,
				name,
				name_key: nameKey(name),
				kind,
			});
		}
		this.#addPeople(plan.staff, schoolId, null);
		for (const { name, grade, students } of plan.classes) {
			const classGroupId = this.#id(ClassGroupId);
			this.#rows.class_group.push({
				...common,
				class_group_id: classGroupId,
				name,
				name_key: nameKey(name),
				grade,
			});
			this.#addPeople(students, schoolId, classGroupId);
		}
		return schoolId;
	}

	#addPeople(
		plans: readonly PersonPlan[],
		schoolId: SchoolId | null,
		classGroupId: ClassGroupId | null,
	): void {
		for (const { name, role, loginName, subjects } of plans) {
			this.#people.push({
				personId: this.#id(PersonId),
				countyId: demoCountyId,
				name,
				role,
				loginName,
				subjects,
				schoolId,
				classGroupId,
				// Nobody signs in by password: the first page lets anybody in at a click.
				password: null,
				mustChangePassword: false,
			});
		}
	}
}
