// The one-time links by which a new installation gets its county and first administrator, and each further county its own.
import type { PersonId } from '@classroom/protocol';
import { CountyId } from '@classroom/protocol';
import { AppError, hashSecret, inTransaction, newId, newSecret } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { AuditLog } from '../audit/auditLog.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { People } from '../people/people.ts';
import type { SchoolDirectory } from '../schoolDirectory.ts';

/** Several servers may start together, each printing a link: those of this time, ms, hold side by side. */
const sameStartMs = 10 * 60_000;

export interface FirstAdministratorInput {
	readonly secret: string;
	readonly county: string;
	readonly name: string;
	readonly loginName: string;
	readonly password: string;
}

export interface FirstAdministratorOptions {
	readonly db: IdentityDb;
	readonly clock: Clock;
	readonly people: People;
	readonly audit: AuditLog;
	readonly schools: SchoolDirectory;
}

export class FirstAdministrator {
	readonly #options: FirstAdministratorOptions;

	constructor(options: FirstAdministratorOptions) {
		this.#options = options;
	}

	/**
	 * A new secret for the link, to be shown to the operator once; earlier links hold no longer. Null: the
	 * installation has people already.
	 */
	async newSecret(): Promise<string | null> {
		const { db, clock } = this.#options;
		const secret = newSecret();
		return inTransaction(db, async (tx) => {
			if (await hasPeople(tx)) return null;
			const now = clock.now();
			await tx
				.deleteFrom('setup_link')
				.where('county_id', 'is', null)
				.where('created_at', '<', now - sameStartMs)
				.execute();
			await this.#insert(tx, secret, null);
			return secret;
		});
	}

	/**
	 * Makes a county, and the secret of the link for its first administrator. For one that still waits for its
	 * administrator it is a new link, and the earlier one holds no longer. Throws `conflict` for one that has people.
	 */
	async newCounty(name: string): Promise<string> {
		const { db, clock, audit, schools } = this.#options;
		const secret = newSecret();
		return inTransaction(db, async (tx) => {
			const known = await schools.countyNamed(tx.$pickTables<never>(), name);
			if (known !== null && (await hasPeople(tx, known))) {
				throw new AppError('conflict', `There is a county called ${name} already, and it has its people.`);
			}
			const countyId = known ?? newId(CountyId, clock.now());
			if (known === null) {
				await schools.createCounty(tx.$pickTables<never>(), { countyId, name });
				const entry = { countyId, action: 'county.created', subject: { text: name } } as const;
				await audit.record({ actor: null, ...entry }, tx);
			}
			await tx.deleteFrom('setup_link').where('county_id', '=', countyId).execute();
			await this.#insert(tx, secret, countyId);
			return secret;
		});
	}

	/** The name of the county that waits for this link; null: it is yet to be made. Throws `link-used`. */
	async countyOf(secret: string): Promise<string | null> {
		const { countyId } = await this.#find(secret);
		return countyId === null ? null : this.#options.schools.countyName(countyId);
	}

	/** Administrator and, where it is yet to be made, county; or nothing. Throws `link-used` or `login-name-taken`. */
	async make(input: FirstAdministratorInput): Promise<{ personId: PersonId; countyId: CountyId }> {
		const { db, clock, people, audit, schools } = this.#options;
		const link = await this.#find(input.secret);
		const countyId = link.countyId ?? newId(CountyId, clock.now());
		const row = await people.prepare({
			countyId,
			name: input.name,
			loginName: input.loginName,
			password: input.password,
			role: 'county-admin',
			schoolId: null,
			classGroupId: null,
			subjects: [],
			mustChangePassword: false,
		});
		return inTransaction(db, async (tx) => {
			await this.#use(tx, input.secret, link.countyId);
			const { county } = input;
			if (link.countyId === null)
				await schools.createCounty(tx.$pickTables<never>(), { countyId, name: county });
			const { personId } = await people.insert(tx, row);
			const entry =
				link.countyId === null
					? ({ action: 'county.created', subject: { text: county } } as const)
					: ({
							action: 'person.created',
							subject: { person: personId },
							details: { role: row.role },
						} as const);
			await audit.record({ actor: { person: personId }, countyId, ...entry }, tx);
			return { personId, countyId };
		});
	}

	async #insert(tx: IdentityTransaction, secret: string, countyId: CountyId | null): Promise<void> {
		const link = { secret_hash: hashSecret(secret), created_at: this.#options.clock.now(), used_at: null };
		await tx
			.insertInto('setup_link')
			.values({ ...link, county_id: countyId })
			.execute();
	}

	async #find(secret: string): Promise<{ countyId: CountyId | null }> {
		const link = await this.#options.db
			.selectFrom('setup_link')
			.select('county_id as countyId')
			.where('secret_hash', '=', hashSecret(secret))
			.where('used_at', 'is', null)
			.executeTakeFirst();
		if (link === undefined) throw new AppError('link-used');
		return link;
	}

	/** All links of a county are used up by the first; two who use them at once take turns at the rows. */
	async #use(tx: IdentityTransaction, secret: string, countyId: CountyId | null): Promise<void> {
		const used = await tx
			.updateTable('setup_link')
			.set({ used_at: this.#options.clock.now() })
			.where('used_at', 'is', null)
			.where('county_id', 'is not distinct from', countyId)
			.returning('secret_hash')
			.execute();
		const ours = used.some((link) => link.secret_hash === hashSecret(secret));
		if (!ours || (await hasPeople(tx, countyId))) throw new AppError('link-used');
	}
}

/** Without a county: whether there is anybody at all. */
const hasPeople = async (tx: IdentityTransaction, countyId: CountyId | null = null): Promise<boolean> => {
	const people = tx.selectFrom('person').select('person_id').limit(1);
	const found = await (
		countyId === null ? people : people.where('county_id', '=', countyId)
	).executeTakeFirst();
	return found !== undefined;
};
