// The one-time link by which a new installation gets its county and first administrator.
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
				.where('created_at', '<', now - sameStartMs)
				.execute();
			await tx
				.insertInto('setup_link')
				.values({ secret_hash: hashSecret(secret), created_at: now, used_at: null })
				.execute();
			return secret;
		});
	}

	/** Throws `link-used` unless the link holds. */
	async check(secret: string): Promise<void> {
		const link = await this.#options.db
			.selectFrom('setup_link')
			.select('used_at')
			.where('secret_hash', '=', hashSecret(secret))
			.where('used_at', 'is', null)
			.executeTakeFirst();
		if (link === undefined) throw new AppError('link-used');
	}

	/** County and administrator, or nothing. Throws `link-used` or `login-name-taken`. */
	async make(input: FirstAdministratorInput): Promise<{ personId: PersonId; countyId: CountyId }> {
		const { db, clock, people, audit, schools } = this.#options;
		await this.check(input.secret);
		const countyId = newId(CountyId, clock.now());
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
			await this.#use(tx, input.secret);
			await schools.createCounty(tx.$pickTables<never>(), { countyId, name: input.county });
			const { personId } = await people.insert(tx, row);
			const actor = { person: personId };
			await audit.record({ actor, countyId, action: 'county.created', subject: { text: input.county } }, tx);
			return { personId, countyId };
		});
	}

	/** All links are used up by the first; two who use them at once take turns at the rows. */
	async #use(tx: IdentityTransaction, secret: string): Promise<void> {
		const used = await tx
			.updateTable('setup_link')
			.set({ used_at: this.#options.clock.now() })
			.where('used_at', 'is', null)
			.returning('secret_hash')
			.execute();
		const ours = used.some((link) => link.secret_hash === hashSecret(secret));
		if (!ours || (await hasPeople(tx))) throw new AppError('link-used');
	}
}

const hasPeople = async (tx: IdentityTransaction): Promise<boolean> =>
	(await tx.selectFrom('person').select('person_id').limit(1).executeTakeFirst()) !== undefined;
