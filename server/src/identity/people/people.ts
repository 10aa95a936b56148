// The people of all counties: the only way to their table. Every question names the county that asks.
import type { ClassGroupId, CountyId, PersonRole, SchoolId } from '@classroom/protocol';
import { PersonId } from '@classroom/protocol';
import { AppError, inTransaction, isAppError, newId } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { PasswordHasher } from '../passwords/PasswordHasher.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { PeopleImport } from './peopleImport.ts';
import type { PeoplePage, PeopleQuery } from './peopleSearch.ts';
import { searchPeople } from './peopleSearch.ts';
import type { NewPerson, PersonInput, PersonRecord, PersonRow } from './person.ts';
import { personOf } from './person.ts';
import { loginKey, nameKey } from './textKeys.ts';

export interface PersonChange extends PersonInput {
	readonly disabled: boolean;
}

export interface PeopleFilter {
	readonly countyId: CountyId;
	readonly schoolId?: SchoolId;
	readonly classGroupId?: ClassGroupId;
	readonly role?: PersonRole;
}

export interface PeopleOptions {
	readonly db: IdentityDb;
	readonly clock: Clock;
	readonly hasher: PasswordHasher;
	readonly sessions: Sessions;
}

/** PostgreSQL takes at most 65,535 parameters a statement, SQLite 32,766. */
const rowsAtOnce = 500;
/** Others who sign in get their turns in between. */
const hashedAtOnce = 64;

export class People {
	readonly #db: IdentityDb;
	readonly #clock: Clock;
	readonly #hasher: PasswordHasher;
	readonly #sessions: Sessions;
	readonly #imports: PeopleImport;

	constructor({ db, clock, hasher, sessions }: PeopleOptions) {
		this.#imports = new PeopleImport(sessions);
		this.#db = db;
		this.#clock = clock;
		this.#hasher = hasher;
		this.#sessions = sessions;
	}

	/** Throws `login-name-taken`. */
	async create(person: NewPerson): Promise<PersonRecord> {
		const row = await this.prepare(person);
		return inTransaction(this.#db, (tx) => this.insert(tx, row));
	}

	/** All or none; for the demonstration and imports. Throws `login-name-taken`. */
	async createMany(people: readonly NewPerson[]): Promise<PersonRecord[]> {
		const rows = await Promise.all(people.map((person) => this.prepare(person)));
		await inTransaction(this.#db, async (tx) => {
			for (let first = 0; first < rows.length; first += rowsAtOnce) {
				await unlessTaken(() =>
					tx
						.insertInto('person')
						.values(rows.slice(first, first + rowsAtOnce))
						.execute(),
				);
			}
		});
		return rows.map(personOf);
	}

	/** The slow part of `create`, for callers with a transaction of their own: hashes the password. */
	async prepare(person: NewPerson): Promise<PersonRow> {
		return {
			person_id: person.personId ?? newId(PersonId, this.#clock.now()),
			county_id: person.countyId,
			...columnsOf(person),
			login_name: person.loginName,
			login_key: loginKey(person.loginName),
			password_hash: person.password === null ? null : await this.#hasher.hash(person.password),
			must_change_password: person.mustChangePassword ? 1 : 0,
			disabled: 0,
			created_at: this.#clock.now(),
		};
	}

	/** The rest of `create`. Throws `login-name-taken`. */
	async insert(tx: IdentityTransaction, row: PersonRow): Promise<PersonRecord> {
		await unlessTaken(() => tx.insertInto('person').values(row).execute());
		return personOf(row);
	}

	/** As {@link prepare}, for many whose passwords we drew ourselves. */
	async prepareDrawn(people: readonly (NewPerson & { readonly password: string })[]): Promise<PersonRow[]> {
		const rows: PersonRow[] = [];
		for (let first = 0; first < people.length; first += hashedAtOnce) {
			const some = people.slice(first, first + hashedAtOnce);
			const hashes = await Promise.all(some.map(({ password }) => this.#hasher.hashDrawn(password)));
			for (const [index, person] of some.entries()) {
				const row = await this.prepare({ ...person, password: null });
				rows.push({ ...row, password_hash: hashes[index] ?? null });
			}
		}
		return rows;
	}

	/** All of an import's changes of people. */
	get imports(): PeopleImport {
		return this.#imports;
	}

	/** Null: the county has no such person. */
	async find(countyId: CountyId, personId: PersonId): Promise<PersonRecord | null> {
		const row = await this.#db
			.selectFrom('person')
			.selectAll()
			.where('county_id', '=', countyId)
			.where('person_id', '=', personId)
			.executeTakeFirst();
		return row === undefined ? null : personOf(row);
	}

	/** Those of the ids that exist, of whichever county: for names in lists. */
	async findMany(personIds: readonly PersonId[]): Promise<Map<PersonId, PersonRecord>> {
		const found = new Map<PersonId, PersonRecord>();
		const ids = [...new Set(personIds)];
		for (let first = 0; first < ids.length; first += rowsAtOnce) {
			const rows = await this.#db
				.selectFrom('person')
				.selectAll()
				.where('person_id', 'in', ids.slice(first, first + rowsAtOnce))
				.execute();
			for (const row of rows) found.set(row.person_id, personOf(row));
		}
		return found;
	}

	list(query: PeopleQuery): Promise<PeoplePage> {
		return searchPeople(this.#db, query);
	}

	async count(filter: PeopleFilter): Promise<number> {
		let people = this.#db.selectFrom('person').where('county_id', '=', filter.countyId);
		if (filter.schoolId !== undefined) people = people.where('school_id', '=', filter.schoolId);
		if (filter.classGroupId !== undefined) people = people.where('class_group_id', '=', filter.classGroupId);
		if (filter.role !== undefined) people = people.where('role', '=', filter.role);
		const { total } = await people
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		return total;
	}

	/** Students of each class of the county; classes without students are missing. */
	async studentsByClassGroup(countyId: CountyId): Promise<Map<ClassGroupId, number>> {
		const rows = await this.#db
			.selectFrom('person')
			.where('county_id', '=', countyId)
			.where('role', '=', 'student')
			.where('class_group_id', 'is not', null)
			.groupBy('class_group_id')
			.select((row) => ['class_group_id' as const, row.fn.countAll<number>().as('total')])
			.execute();
		return new Map(
			rows.flatMap((row) => (row.class_group_id === null ? [] : [[row.class_group_id, row.total]])),
		);
	}

	/** Students of these classes together, of whichever county. */
	async countStudents(classGroupIds: readonly ClassGroupId[]): Promise<number> {
		const { total } = await this.#db
			.selectFrom('person')
			.where('class_group_id', 'in', classGroupIds)
			.where('role', '=', 'student')
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		return total;
	}

	/**
	 * A person who is disabled, or gets another role, school or class, has to sign in again: at once, everywhere.
	 * Throws `not-found`, or `last-administrator`.
	 */
	async update(countyId: CountyId, personId: PersonId, change: PersonChange): Promise<PersonRecord> {
		const { after, newStanding } = await inTransaction(this.#db, async (tx) => {
			const before = await rowOf(tx, countyId, personId);
			if (change.disabled || change.role !== 'county-admin') await keepAnAdministrator(tx, before);
			const columns = { ...columnsOf(change), disabled: change.disabled ? 1 : 0 };
			await tx.updateTable('person').set(columns).where('person_id', '=', personId).execute();
			return { after: { ...before, ...columns }, newStanding: standingDiffers(before, columns) };
		});
		if (newStanding) await this.#sessions.endAllOf(personId);
		return personOf(after);
	}

	/** An administrator's new first password; it must be changed at the next sign-in. Throws `not-found`. */
	async resetPassword(countyId: CountyId, personId: PersonId, password: string): Promise<void> {
		const hash = await this.#hasher.hash(password);
		const result = await this.#db
			.updateTable('person')
			.set({ password_hash: hash, must_change_password: 1 })
			.where('county_id', '=', countyId)
			.where('person_id', '=', personId)
			.executeTakeFirst();
		if (result.numUpdatedRows === 0n) throw noSuchPerson();
		await this.#sessions.endAllOf(personId);
	}

	/** Whoever calls has made sure that nothing else needs the person. Throws `not-found`, `last-administrator`. */
	async remove(countyId: CountyId, personId: PersonId): Promise<void> {
		const announce = await inTransaction(this.#db, async (tx) => {
			await keepAnAdministrator(tx, await rowOf(tx, countyId, personId));
			// Whoever signs in just now waits for this row, and then finds it gone.
			await tx.updateTable('person').set({ disabled: 1 }).where('person_id', '=', personId).execute();
			const ended = await this.#sessions.removeAllOf(tx, [personId]);
			await tx.deleteFrom('person').where('person_id', '=', personId).execute();
			return ended;
		});
		await announce();
	}
}

const columnsOf = (person: PersonInput) => ({
	name: person.name.normalize('NFC'),
	name_key: nameKey(person.name),
	role: person.role,
	school_id: person.schoolId,
	class_group_id: person.classGroupId,
	subjects: JSON.stringify(person.subjects),
});

const unlessTaken = async <R>(insert: () => Promise<R>): Promise<R> => {
	try {
		return await insert();
	} catch (error) {
		throw isAppError(error, 'conflict') ? new AppError('login-name-taken', 'taken', { cause: error }) : error;
	}
};

const noSuchPerson = (): AppError => new AppError('not-found', 'no such person in this county');

const rowOf = async (tx: IdentityTransaction, countyId: CountyId, personId: PersonId): Promise<PersonRow> => {
	const row = await tx
		.selectFrom('person')
		.selectAll()
		.where('county_id', '=', countyId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	if (row === undefined) throw noSuchPerson();
	return row;
};

/** A county whose last administrator is gone could never be opened again. */
const keepAnAdministrator = async (tx: IdentityTransaction, person: PersonRow): Promise<void> => {
	if (person.role !== 'county-admin' || person.disabled === 1) return;
	// Writing to all of them first makes two administrators who remove each other take turns.
	await tx
		.updateTable('person')
		.set((row) => ({ disabled: row.ref('disabled') }))
		.where('county_id', '=', person.county_id)
		.where('role', '=', 'county-admin')
		.execute();
	const { others } = await tx
		.selectFrom('person')
		.where('county_id', '=', person.county_id)
		.where('role', '=', 'county-admin')
		.where('disabled', '=', 0)
		.where('person_id', '!=', person.person_id)
		.select((row) => row.fn.countAll<number>().as('others'))
		.executeTakeFirstOrThrow();
	if (others === 0) throw new AppError('last-administrator', 'the county would have no administrator');
};

type Standing = Pick<PersonRow, 'role' | 'school_id' | 'class_group_id' | 'disabled'>;

const standingDiffers = (before: Standing, after: Standing): boolean =>
	before.role !== after.role ||
	before.school_id !== after.school_id ||
	before.class_group_id !== after.class_group_id ||
	before.disabled !== after.disabled;
