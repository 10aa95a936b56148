// Many people at once, in the transaction of whoever imports them.
import type { ClassGroupId, CountyId, PersonId, PersonRole, SchoolId } from '@classroom/protocol';
import { setImmediate as breathe } from 'node:timers/promises';
import { AppError, isAppError } from '../../platform/index.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { PersonInput, PersonRecord, PersonRow } from './person.ts';
import { personOf } from './person.ts';
import { nameKey } from './textKeys.ts';

/** Far below what either database takes as parameters of a statement. */
const rowsAtOnce = 500;

export type RosterPerson = PersonRecord & { readonly loginKey: string };

export interface RosterFilter {
	readonly countyId: CountyId;
	/** Null: all schools. */
	readonly schoolId: SchoolId | null;
	readonly role: PersonRole;
}

/** What an import makes of somebody who is there already. */
export type RosterChange = Pick<PersonInput, 'name' | 'schoolId' | 'classGroupId' | 'subjects'> & {
	readonly personId: PersonId;
	/** Whether school or class become others: then they sign in again. */
	readonly moved: boolean;
	/** Whether the name or the subjects do. */
	readonly retold: boolean;
};

export class PeopleImport {
	readonly #sessions: Sessions;

	constructor(sessions: Sessions) {
		this.#sessions = sessions;
	}

	/** Whoever has one of these sign-in names, of whichever county, by `loginKey`. */
	async holders(
		db: IdentityDb | IdentityTransaction,
		loginKeys: readonly string[],
	): Promise<Map<string, RosterPerson>> {
		const found = new Map<string, RosterPerson>();
		for (const keys of portions([...new Set(loginKeys)])) {
			const rows = await db.selectFrom('person').selectAll().where('login_key', 'in', keys).execute();
			for (const row of rows) found.set(row.login_key, { ...personOf(row), loginKey: row.login_key });
			await breathe();
		}
		return found;
	}

	/** School by school, class by class, by name. */
	async list(
		db: IdentityDb | IdentityTransaction,
		{ countyId, schoolId, role }: RosterFilter,
	): Promise<PersonRecord[]> {
		const all = db
			.selectFrom('person')
			.selectAll()
			.where('county_id', '=', countyId)
			.where('role', '=', role);
		const rows = await (schoolId === null ? all : all.where('school_id', '=', schoolId))
			.orderBy('school_id')
			.orderBy('class_group_id')
			.orderBy('name_key')
			.orderBy('person_id')
			.execute();
		return rows.map(personOf);
	}

	/** Throws `import-overtaken` when somebody else took a sign-in name meanwhile. */
	async insert(tx: IdentityTransaction, rows: readonly PersonRow[]): Promise<void> {
		try {
			for (const portion of portions(rows)) {
				await tx.insertInto('person').values(portion).execute();
				await breathe();
			}
		} catch (error) {
			if (!isAppError(error, 'conflict')) throw error;
			throw new AppError('import-overtaken', 'a sign-in name was taken meanwhile', { cause: error });
		}
	}

	/**
	 * Gives people who have not chosen a password yet the hashes of these rows. What is returned ends their sessions, after
	 * the transaction. Throws `import-overtaken` when one of them chose theirs just now.
	 */
	async renewPasswords(tx: IdentityTransaction, rows: readonly PersonRow[]): Promise<() => Promise<void>> {
		for (const [done, row] of rows.entries()) {
			if (done % rowsAtOnce === 0) await breathe();
			const { numUpdatedRows } = await tx
				.updateTable('person')
				.set({ password_hash: row.password_hash })
				.where('person_id', '=', row.person_id)
				.where('must_change_password', '=', 1)
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) throw new AppError('import-overtaken', 'somebody chose a password just now');
		}
		return this.#sessions.removeAllOf(
			tx,
			rows.map((row) => row.person_id),
		);
	}

	/** What is returned says to everybody who has to sign in again, after the transaction. */
	async change(tx: IdentityTransaction, changes: readonly RosterChange[]): Promise<() => Promise<void>> {
		for (const { schoolId, classGroupId, personIds } of moves(changes)) {
			for (const ids of portions(personIds)) {
				await tx
					.updateTable('person')
					.set({ school_id: schoolId, class_group_id: classGroupId })
					.where('person_id', 'in', ids)
					.execute();
				await breathe();
			}
		}
		const retold = changes.filter((change) => change.retold);
		for (const [done, { personId, name, subjects }] of retold.entries()) {
			if (done % rowsAtOnce === 0) await breathe();
			await tx
				.updateTable('person')
				.set({ name: name.normalize('NFC'), name_key: nameKey(name), subjects: JSON.stringify(subjects) })
				.where('person_id', '=', personId)
				.execute();
		}
		const moved = changes.flatMap((change) => (change.moved ? [change.personId] : []));
		return this.#sessions.removeAllOf(tx, moved);
	}
}

/** Whole classes move together: one statement each. */
const moves = (
	changes: readonly RosterChange[],
): { schoolId: SchoolId | null; classGroupId: ClassGroupId | null; personIds: PersonId[] }[] => {
	const byPlace = new Map<
		string,
		{ schoolId: SchoolId | null; classGroupId: ClassGroupId | null; personIds: PersonId[] }
	>();
	for (const { personId, schoolId, classGroupId, moved } of changes) {
		if (!moved) continue;
		const key = `${schoolId ?? ''}/${classGroupId ?? ''}`;
		const place = byPlace.get(key) ?? { schoolId, classGroupId, personIds: [] };
		place.personIds.push(personId);
		byPlace.set(key, place);
	}
	return [...byPlace.values()];
};

const portions = <T>(all: readonly T[]): T[][] =>
	Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, index) =>
		all.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
	);
