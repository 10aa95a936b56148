// The addresses of calendar feeds: one for each owner, of which only the hash is kept.
import type { CalendarFeed, CountyId, Instant, ServerLanguage } from '@classroom/protocol';
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import type { AuditLog, AuditRecord, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { hashSecret, newSecret, sortableId } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import type { FeedOwner, FeedTables } from './feedTables.ts';

export interface FeedStoreDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
}

export interface StoredFeed {
	readonly feedId: string;
	readonly countyId: CountyId;
	readonly owner: FeedOwner;
	readonly language: ServerLanguage;
	readonly lastReadAt: Instant | null;
	readonly contentHash: string | null;
	readonly contentChangedAt: Instant | null;
}

/** That a calendar asked is noted this often: more would be a write for each of its questions. */
const notedEveryMs = 10 * 60_000;

export class FeedStore {
	readonly #deps: FeedStoreDeps;
	readonly #db: Kysely<FeedTables>;

	constructor(deps: FeedStoreDeps) {
		this.#deps = deps;
		this.#db = deps.database.as<FeedTables>();
	}

	async stateOf(owner: FeedOwner): Promise<CalendarFeed | null> {
		const row = await this.#db
			.selectFrom('calendar_feed')
			.select(['created_at as createdAt', 'last_read_at as lastReadAt'])
			.where((row) => isOf(row, owner))
			.executeTakeFirst();
		return row ?? null;
	}

	/** A new secret; the one before opens nothing any more. */
	async make(
		caller: PersonCaller,
		owner: FeedOwner,
		subject: AuditRecord['subject'],
		language: ServerLanguage,
	): Promise<{ feed: CalendarFeed; secret: string }> {
		const createdAt = this.#deps.clock.now();
		const secret = newSecret();
		await auditedChange(this.#deps, caller, async (feeds: Transaction<FeedTables>) => {
			await feeds
				.deleteFrom('calendar_feed')
				.where((row) => isOf(row, owner))
				.execute();
			await feeds
				.insertInto('calendar_feed')
				.values({
					...{ feed_id: sortableId(createdAt), secret_hash: hashSecret(secret) },
					...{ person_id: null, classroom_id: null, class_group_id: null, ...columnOf(owner) },
					...{ county_id: caller.countyId, language, created_at: createdAt },
					...{ last_read_at: null, content_hash: null, content_changed_at: null },
				})
				.execute();
			return { result: undefined, entry: entryOf('feed.made', subject) };
		});
		return { feed: { createdAt, lastReadAt: null }, secret };
	}

	/** Nothing, if there is none. */
	async end(caller: PersonCaller, owner: FeedOwner, subject: AuditRecord['subject']): Promise<void> {
		if ((await this.stateOf(owner)) === null) return;
		await auditedChange(this.#deps, caller, async (feeds: Transaction<FeedTables>) => {
			await feeds
				.deleteFrom('calendar_feed')
				.where((row) => isOf(row, owner))
				.execute();
			return { result: undefined, entry: entryOf('feed.ended', subject) };
		});
	}

	async bySecret(secret: string): Promise<StoredFeed | null> {
		const row = await this.#db
			.selectFrom('calendar_feed')
			.selectAll()
			.where('secret_hash', '=', hashSecret(secret))
			.executeTakeFirst();
		const owner = row === undefined ? null : ownerOf(row);
		if (row === undefined || owner === null) return null;
		return {
			feedId: row.feed_id,
			countyId: row.county_id,
			owner,
			language: row.language,
			lastReadAt: row.last_read_at,
			contentHash: row.content_hash,
			contentChangedAt: row.content_changed_at,
		};
	}

	/** Notes that it was read, and what it said; since when it says that. */
	async noteRead(feed: StoredFeed, contentHash: string): Promise<Instant> {
		const now = this.#deps.clock.now();
		if (feed.lastReadAt === null || feed.lastReadAt <= now - notedEveryMs) {
			await this.#db
				.updateTable('calendar_feed')
				.set({ last_read_at: now })
				.where('feed_id', '=', feed.feedId)
				.execute();
		}
		if (feed.contentHash === contentHash && feed.contentChangedAt !== null) return feed.contentChangedAt;
		await this.#db
			.updateTable('calendar_feed')
			.set({ content_hash: contentHash, content_changed_at: now })
			.where('feed_id', '=', feed.feedId)
			.where((row) => row.or([row('content_hash', 'is', null), row('content_hash', '!=', contentHash)]))
			.execute();
		return now;
	}
}

const entryOf = (action: 'feed.made' | 'feed.ended', subject: AuditRecord['subject']) => ({
	action,
	...(subject === undefined ? {} : { subject }),
});

const columnOf = (owner: FeedOwner) => {
	switch (owner.kind) {
		case 'person':
			return { person_id: owner.personId };
		case 'classroom':
			return { classroom_id: owner.classroomId };
		case 'class':
			return { class_group_id: owner.classGroupId };
	}
};

const isOf = (row: ExpressionBuilder<FeedTables, 'calendar_feed'>, owner: FeedOwner) => {
	switch (owner.kind) {
		case 'person':
			return row('person_id', '=', owner.personId);
		case 'classroom':
			return row('classroom_id', '=', owner.classroomId);
		case 'class':
			return row('class_group_id', '=', owner.classGroupId);
	}
};

type Owned = Pick<FeedTables['calendar_feed'], 'person_id' | 'classroom_id' | 'class_group_id'>;

const ownerOf = ({ person_id, classroom_id, class_group_id }: Owned): FeedOwner | null => {
	if (person_id !== null) return { kind: 'person', personId: person_id };
	if (classroom_id !== null) return { kind: 'classroom', classroomId: classroom_id };
	return class_group_id === null ? null : { kind: 'class', classGroupId: class_group_id };
};
