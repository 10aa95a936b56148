// Webhooks and their deliveries in the database.
import type { CountyId, Delivery, Instant, Webhook, WebhookId } from '@classroom/protocol';
import { DeliveryId, LessonNotice } from '@classroom/protocol';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { newId } from '../platform/index.ts';
import type { Page, PageRequest } from '../schools/index.ts';
import { pageOf, readCursor } from '../schools/index.ts';
import type { WebhookTables } from './webhookTables.ts';

export type WebhookRow = Selectable<WebhookTables['webhook']>;
export type DeliveryRow = Selectable<WebhookTables['webhook_delivery']>;
export type NewDelivery = Pick<
	DeliveryRow,
	'webhook_id' | 'event_key' | 'notice' | 'lesson_id' | 'title' | 'body' | 'line'
>;
/** What a delivery's next attempt is asked for by. */
export type DeliveryKey = Pick<DeliveryRow, 'delivery_id' | 'webhook_id' | 'tries'>;

const Cursor = z.tuple([DeliveryId]);
const Notices = z.array(LessonNotice);
export const noticesIn = (row: Pick<WebhookRow, 'notices'>): LessonNotice[] =>
	Notices.parse(JSON.parse(row.notices));

export class WebhookStore {
	readonly #db: Kysely<WebhookTables>;

	constructor(db: Kysely<WebhookTables>) {
		this.#db = db;
	}

	list(countyId: CountyId): Promise<WebhookRow[]> {
		return this.#db
			.selectFrom('webhook')
			.selectAll()
			.where('county_id', '=', countyId)
			.orderBy('webhook_id')
			.execute();
	}

	/** All counties' that are told something now. */
	active(): Promise<WebhookRow[]> {
		return this.#db.selectFrom('webhook').selectAll().where('paused_at', 'is', null).execute();
	}

	find(webhookId: WebhookId): Promise<WebhookRow | undefined> {
		return this.#db.selectFrom('webhook').selectAll().where('webhook_id', '=', webhookId).executeTakeFirst();
	}

	/** The new delivery, due at `due`; undefined: it is told already, or the webhook is gone. */
	async addDelivery(delivery: NewDelivery, now: Instant, due = now): Promise<DeliveryId | undefined> {
		const row = await this.#db
			.insertInto('webhook_delivery')
			.values({
				...delivery,
				...{ delivery_id: newId(DeliveryId, now), created_at: now, status: 'waiting', tries: 0 },
				...{ last_try_at: null, next_try_at: due, answer: null, failure: null },
			})
			.onConflict((conflict) => conflict.columns(['webhook_id', 'event_key']).doNothing())
			.returning('delivery_id')
			.executeTakeFirst();
		return row?.delivery_id;
	}

	delivery(deliveryId: DeliveryId): Promise<DeliveryRow | undefined> {
		return this.#db
			.selectFrom('webhook_delivery')
			.selectAll()
			.where('delivery_id', '=', deliveryId)
			.executeTakeFirst();
	}

	/** What became of the attempt after `tries` others. False: somebody else has noted one. */
	async noteTry(deliveryId: DeliveryId, tries: number, set: Partial<DeliveryRow>): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('webhook_delivery')
			.set(set)
			.where('delivery_id', '=', deliveryId)
			.where('tries', '=', tries)
			.where('status', '=', 'waiting')
			.executeTakeFirstOrThrow();
		return numUpdatedRows > 0n;
	}

	async noteSuccess(webhookId: WebhookId): Promise<void> {
		await this.#db
			.updateTable('webhook')
			.set({ failures: 0, failing_since: null })
			.where('webhook_id', '=', webhookId)
			.where('failures', '>', 0)
			.execute();
	}

	/** Since when nothing arrives. */
	async noteFailure(webhookId: WebhookId, now: Instant): Promise<Instant> {
		const row = await this.#db
			.updateTable('webhook')
			.set((webhook) => ({
				failures: webhook('failures', '+', 1),
				failing_since: webhook.fn.coalesce('failing_since', webhook.val(now)),
			}))
			.where('webhook_id', '=', webhookId)
			.returning('failing_since')
			.executeTakeFirst();
		return row?.failing_since ?? now;
	}

	async pause(webhookId: WebhookId, by: Webhook['pausedBy'], now: Instant): Promise<void> {
		await this.#db
			.updateTable('webhook')
			.set({ paused_at: now, paused_by: by })
			.where('webhook_id', '=', webhookId)
			.where('paused_at', 'is', null)
			.execute();
	}

	/** Deliveries whose time came before then and that nobody has tried: their job was never made, or found a pause. */
	async overdue(before: Instant): Promise<(DeliveryKey & Pick<WebhookRow, 'form'>)[]> {
		return this.#db
			.selectFrom('webhook_delivery')
			.innerJoin('webhook', 'webhook.webhook_id', 'webhook_delivery.webhook_id')
			.select(['delivery_id', 'webhook_delivery.webhook_id', 'tries', 'form'])
			.where('status', '=', 'waiting')
			.where('next_try_at', '<', before)
			.where('paused_at', 'is', null)
			.orderBy('next_try_at')
			.limit(500)
			.execute();
	}

	/** Newest first. */
	async deliveries(webhookId: WebhookId, query: PageRequest): Promise<Page<Delivery>> {
		const all = this.#db.selectFrom('webhook_delivery').where('webhook_id', '=', webhookId);
		const { total } = await all
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const before = readCursor(Cursor, query.cursor)?.[0];
		const rows = await (before === undefined ? all : all.where('delivery_id', '<', before))
			.selectAll()
			.orderBy('delivery_id', 'desc')
			.limit(query.limit + 1)
			.execute();
		const page = pageOf(rows, query.limit, total, (row) => [row.delivery_id]);
		return { ...page, items: page.items.map(deliveryOf) };
	}

	/** What waits is not so old, unless its webhook pauses. */
	async forgetDeliveries(before: Instant): Promise<void> {
		await this.#db.deleteFrom('webhook_delivery').where('created_at', '<', before).execute();
	}
}

export const deliveryOf = (row: DeliveryRow): Delivery => ({
	deliveryId: row.delivery_id,
	notice: row.notice,
	lessonId: row.lesson_id,
	title: row.title,
	status: row.status,
	createdAt: row.created_at,
	tries: row.tries,
	lastTryAt: row.last_try_at,
	nextTryAt: row.status === 'waiting' ? row.next_try_at : null,
	answer: row.answer,
	failure: row.failure,
});

export const webhookOf = (row: WebhookRow): Webhook => ({
	webhookId: row.webhook_id,
	name: row.name,
	form: row.form,
	address: shownAddress(row.address),
	notices: noticesIn(row),
	createdAt: row.created_at,
	pausedAt: row.paused_at,
	pausedBy: row.paused_by,
	failures: row.failures,
});

/** A robot's key stands in the query. */
const shownAddress = (address: string): string => {
	const { origin, pathname, search } = new URL(address);
	return `${origin}${pathname}${search === '' ? '' : '?…'}`;
};
