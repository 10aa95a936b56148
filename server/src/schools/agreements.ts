// Agreements: the host offers, the guest accepts. While one is in force, classrooms and classes of the guest county may take part in the host's lessons.
import { AgreementId, CountyId } from '@classroom/protocol';
import type { Agreement } from '@classroom/protocol';
import { z } from 'zod';
import type { PersonCaller } from '../identity/index.ts';
import { AppError, newId, topic } from '../platform/index.ts';
import type { Announcements } from './announcements.ts';
import type { StoreDeps } from './deps.ts';
import { audited, dbOf } from './deps.ts';
import type { SchoolsDb, SchoolsTransaction } from './schoolsTables.ts';

/** How another county stands to a host county. */
export type AgreementState = 'in-force' | 'revoked' | 'none';

const EndedAgreement = z.object({ hostCountyId: CountyId, guestCountyId: CountyId });
export type EndedAgreement = z.infer<typeof EndedAgreement>;

/** What is announced when an agreement ends. */
export const agreementEnded = topic('schools.agreement-ended', EndedAgreement);

export class Agreements {
	readonly #deps: StoreDeps;
	readonly #ended: Announcements<typeof EndedAgreement>;

	constructor(deps: StoreDeps, ended: Announcements<typeof EndedAgreement>) {
		this.#deps = deps;
		this.#ended = ended;
	}

	/** Those in which the county is host or guest, newest first, the revoked ones too. */
	list(countyId: CountyId): Promise<Agreement[]> {
		return read(dbOf(this.#deps))
			.where((row) => row.or([row('host_county_id', '=', countyId), row('guest_county_id', '=', countyId)]))
			.orderBy('since', 'desc')
			.orderBy('agreement_id', 'desc')
			.execute();
	}

	/** The caller's county is the host. Throws `bad-request`, `conflict` when one is offered or in force already. */
	async offer(caller: PersonCaller, guestCountyId: CountyId): Promise<Agreement> {
		const { clock } = this.#deps;
		const agreementId = newId(AgreementId, clock.now());
		return audited(this.#deps, caller, async (tx) => {
			const guest = await tx
				.selectFrom('county')
				.select('name')
				.where('county_id', '=', guestCountyId)
				.where('county_id', '<>', caller.countyId)
				.executeTakeFirst();
			if (guest === undefined) {
				throw new AppError('bad-request', 'no such other county', {
					issues: [{ path: 'guestCountyId', code: 'not-found' }],
				});
			}
			await tx
				.insertInto('county_agreement')
				.values({
					agreement_id: agreementId,
					host_county_id: caller.countyId,
					guest_county_id: guestCountyId,
					since: clock.now(),
					accepted_at: null,
					revoked_at: null,
				})
				.execute();
			const result = await read(tx).where('agreement_id', '=', agreementId).executeTakeFirstOrThrow();
			return { result, entry: { action: 'agreement.offered', subject: { text: guest.name } } };
		});
	}

	/** The caller's county is the guest. Throws `not-found`, `other-county`, `forbidden` for the host, `conflict`. */
	accept(caller: PersonCaller, agreementId: AgreementId): Promise<Agreement> {
		const { clock } = this.#deps;
		return audited(this.#deps, caller, async (tx) => {
			const { hostCountyId, host } = await ownAgreement(tx, caller, agreementId);
			if (hostCountyId === caller.countyId)
				throw new AppError('forbidden', 'an offer is for the guest to accept');
			const accepted = await tx
				.updateTable('county_agreement')
				.set({ accepted_at: clock.now() })
				.where('agreement_id', '=', agreementId)
				.where('accepted_at', 'is', null)
				.where('revoked_at', 'is', null)
				.executeTakeFirst();
			if (accepted.numUpdatedRows === 0n) throw new AppError('conflict', 'accepted or revoked already');
			const result = await read(tx).where('agreement_id', '=', agreementId).executeTakeFirstOrThrow();
			return { result, entry: { action: 'agreement.accepted', subject: { text: host } } };
		});
	}

	/** Either side may end it, or the offer. Throws `not-found`, `other-county`; ending it twice does nothing. */
	async revoke(caller: PersonCaller, agreementId: AgreementId): Promise<void> {
		const { clock } = this.#deps;
		const ended = await audited(this.#deps, caller, async (tx) => {
			const agreement = await ownAgreement(tx, caller, agreementId);
			const { hostCountyId, guestCountyId } = agreement;
			await tx
				.updateTable('county_agreement')
				.set({ revoked_at: clock.now() })
				.where('agreement_id', '=', agreementId)
				.where('revoked_at', 'is', null)
				.execute();
			const other = hostCountyId === caller.countyId ? agreement.guest : agreement.host;
			return {
				result: { hostCountyId, guestCountyId },
				entry: { action: 'agreement.revoked', subject: { text: other } },
			};
		});
		await this.#ended.announce(ended);
	}

	/** Calls `listener` after each revocation, made by whichever server, until the returned function is called. */
	onRevoked(listener: (ended: EndedAgreement) => void): () => void {
		return this.#ended.on(listener);
	}

	/** How each of these counties stands to the host; the host to itself is in force. */
	async states(
		hostCountyId: CountyId,
		others: Iterable<CountyId>,
		db: SchoolsDb | SchoolsTransaction = dbOf(this.#deps),
	): Promise<Map<CountyId, AgreementState>> {
		const states = new Map<CountyId, AgreementState>([...others].map((county) => [county, 'none']));
		states.delete(hostCountyId);
		if (states.size > 0) {
			const rows = await db
				.selectFrom('county_agreement')
				.select(['guest_county_id', 'revoked_at'])
				.where('host_county_id', '=', hostCountyId)
				.where('accepted_at', 'is not', null)
				.where('guest_county_id', 'in', [...states.keys()])
				.orderBy('since')
				.execute();
			for (const row of rows) {
				if (states.get(row.guest_county_id) === 'in-force') continue;
				states.set(row.guest_county_id, row.revoked_at === null ? 'in-force' : 'revoked');
			}
		}
		return states.set(hostCountyId, 'in-force');
	}
}

/** Throws `not-found`, `other-county` for one between two others. */
const ownAgreement = async (
	tx: SchoolsTransaction,
	{ countyId }: PersonCaller,
	agreementId: AgreementId,
): Promise<Agreement> => {
	const agreement = await read(tx).where('agreement_id', '=', agreementId).executeTakeFirst();
	if (agreement === undefined) throw new AppError('not-found');
	const { hostCountyId, guestCountyId } = agreement;
	if (![hostCountyId, guestCountyId].includes(countyId)) throw new AppError('other-county');
	return agreement;
};

const read = (db: SchoolsDb | SchoolsTransaction) =>
	db
		.selectFrom('county_agreement as agreement')
		.innerJoin('county as host', 'host.county_id', 'agreement.host_county_id')
		.innerJoin('county as guest', 'guest.county_id', 'agreement.guest_county_id')
		.select([
			'agreement.agreement_id as agreementId',
			'agreement.host_county_id as hostCountyId',
			'agreement.guest_county_id as guestCountyId',
			'host.name as host',
			'guest.name as guest',
			'agreement.since',
			'agreement.accepted_at as acceptedAt',
			'agreement.revoked_at as revokedAt',
		]);
