// The audit log: who did what to whom, for administrators. It only grows (the database refuses anything else), and
// holds no secrets; people's names are looked up when it is read, so that they can be erased.
import { newId, redact } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { CountyId, PersonId } from '@classroom/protocol';
import { AuditEntry } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Caller } from '../caller.ts';
import type { IdentityDb, IdentityTables } from '../identityTables.ts';
import { likeText, nameKey } from '../people/textKeys.ts';

export type AuditDetails = AuditEntry['details'];

/** What was done, such as `person.created`: a noun and what happened to it. */
export type AuditAction = `${string}.${string}`;

export interface AuditRecord {
	/** Null: the system itself. */
	readonly actor: Caller | { readonly person: PersonId } | null;
	/** Whose administrators may read it; null: nobody's but the operator's. */
	readonly countyId: CountyId | null;
	readonly action: AuditAction;
	/** A person, or what the reader calls the thing, such as a school's name. */
	readonly subject?: { readonly person: PersonId } | { readonly text: string };
	/** Never secrets: values under keys that sound like one are struck out. */
	readonly details?: AuditDetails;
}

export interface AuditQuery {
	readonly countyId: CountyId;
	readonly search?: string;
	readonly cursor?: string;
	readonly limit: number;
}

export interface AuditPage {
	readonly items: AuditEntry[];
	readonly next: string | null;
	readonly total: number;
}

const Details = AuditEntry.shape.details;
const EntryId = z.string();

export class AuditLog {
	readonly #db: IdentityDb;
	readonly #clock: Clock;

	constructor(db: IdentityDb, clock: Clock) {
		this.#db = db;
		this.#clock = clock;
	}

	/** `tx`: the transaction that makes the change, so that neither is kept without the other. */
	async record(entry: AuditRecord, tx: Kysely<IdentityTables> = this.#db): Promise<void> {
		const at = this.#clock.now();
		const { subject } = entry;
		await tx
			.insertInto('audit_entry')
			.values({
				entry_id: newId(EntryId, at),
				at,
				county_id: entry.countyId,
				...actorColumns(entry.actor),
				action: entry.action,
				subject_person_id: subject !== undefined && 'person' in subject ? subject.person : null,
				subject_text: subject !== undefined && 'text' in subject ? subject.text : null,
				details: JSON.stringify(redact(entry.details ?? {})),
			})
			.execute();
	}

	/** Newest first. `search` looks at the action, the subject and the actor's name. */
	async read(query: AuditQuery): Promise<AuditPage> {
		const matching = this.#matching(query);
		const { total } = await matching
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const { cursor } = query;
		const page = cursor === undefined ? matching : matching.where('entry.entry_id', '<', cursor);
		const rows = await page
			.select(['entry.entry_id as id', 'entry.at', 'entry.action', 'entry.details'])
			.select((row) => [
				row.fn.coalesce('actor.name', 'entry.actor_text', 'entry.actor_person_id').as('actor'),
				row.fn.coalesce('subject.name', 'entry.subject_text', 'entry.subject_person_id').as('subject'),
			])
			.orderBy('entry.entry_id', 'desc')
			.limit(query.limit + 1)
			.execute();
		const items = rows
			.slice(0, query.limit)
			.map((row) => ({ ...row, details: Details.parse(JSON.parse(row.details)) }));
		return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null, total };
	}

	#matching({ countyId, search }: AuditQuery) {
		const all = this.#db
			.selectFrom('audit_entry as entry')
			.leftJoin('person as actor', 'actor.person_id', 'entry.actor_person_id')
			.leftJoin('person as subject', 'subject.person_id', 'entry.subject_person_id')
			.where('entry.county_id', '=', countyId);
		const text = nameKey(search ?? '');
		if (text === '') return all;
		const like = `%${likeText(text)}%`;
		return all.where((row) =>
			row.or([
				sql<boolean>`lower(entry.action) like ${like} escape '\\'`,
				sql<boolean>`lower(entry.subject_text) like ${like} escape '\\'`,
				sql<boolean>`lower(entry.actor_text) like ${like} escape '\\'`,
				sql<boolean>`actor.name_key like ${like} escape '\\'`,
				sql<boolean>`subject.name_key like ${like} escape '\\'`,
			]),
		);
	}
}

const actorColumns = (
	actor: AuditRecord['actor'],
): { actor_person_id: PersonId | null; actor_text: string | null } => {
	if (actor === null) return { actor_person_id: null, actor_text: null };
	if ('person' in actor) return { actor_person_id: actor.person, actor_text: null };
	switch (actor.kind) {
		case 'person':
			return { actor_person_id: actor.personId, actor_text: null };
		case 'classroom':
			return { actor_person_id: null, actor_text: actor.name };
		case 'service':
			return { actor_person_id: null, actor_text: actor.service };
		case 'anonymous':
			return { actor_person_id: null, actor_text: null };
	}
};
