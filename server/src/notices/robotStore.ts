// Whose turn it is to tell a robot something, and what there is to tell it.
import type { DeliveryId, Instant, WebhookId } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import type { DeliveryRow } from './webhookStore.ts';
import type { WebhookTables } from './webhookTables.ts';

/** In one message at most; the others wait for the next. */
export const mostTogether = 500;

export class RobotStore {
	readonly #db: Kysely<WebhookTables>;

	constructor(db: Kysely<WebhookTables>) {
		this.#db = db;
	}

	async hasDue(webhookId: WebhookId, now: Instant): Promise<boolean> {
		return (await this.#due(webhookId, now).select('delivery_id').limit(1).executeTakeFirst()) !== undefined;
	}

	/** Null: the turn is taken, for whoever asks first of all servers; otherwise when to ask again. */
	async takeTurn(webhookId: WebhookId, now: Instant, everyMs: number): Promise<Instant | null> {
		const { numUpdatedRows } = await this.#db
			.updateTable('webhook')
			.set({ sent_at: now })
			.where('webhook_id', '=', webhookId)
			.where((row) => row.or([row('sent_at', 'is', null), row('sent_at', '<=', now - everyMs)]))
			.executeTakeFirstOrThrow();
		if (numUpdatedRows > 0n) return null;
		const row = await this.#db
			.selectFrom('webhook')
			.select('sent_at')
			.where('webhook_id', '=', webhookId)
			.executeTakeFirst();
		return Math.max(row?.sent_at ?? now, now - everyMs) + everyMs;
	}

	/** A message that does not ask for its turn: the next one waits for it all the same. */
	async noteSent(webhookId: WebhookId, now: Instant): Promise<void> {
		await this.#db.updateTable('webhook').set({ sent_at: now }).where('webhook_id', '=', webhookId).execute();
	}

	/** What is due, which nobody else takes before `until`; by age. */
	async take(webhookId: WebhookId, now: Instant, until: Instant): Promise<DeliveryRow[]> {
		const rows = await this.#db
			.updateTable('webhook_delivery')
			.set({ next_try_at: until })
			.where(
				'delivery_id',
				'in',
				this.#due(webhookId, now).select('delivery_id').orderBy('delivery_id').limit(mostTogether),
			)
			// Looked at again: another server may have taken them while this one waited for their rows.
			.where('next_try_at', '<=', now)
			.where('status', '=', 'waiting')
			.returningAll()
			.execute();
		return rows.toSorted((a, b) => (a.delivery_id < b.delivery_id ? -1 : 1));
	}

	/** They were taken and not sent. */
	async putBack(deliveryIds: readonly DeliveryId[], now: Instant): Promise<void> {
		await this.#db
			.updateTable('webhook_delivery')
			.set({ next_try_at: now })
			.where('delivery_id', 'in', deliveryIds)
			.where('status', '=', 'waiting')
			.execute();
	}

	#due(webhookId: WebhookId, now: Instant) {
		return this.#db
			.selectFrom('webhook_delivery')
			.where('webhook_id', '=', webhookId)
			.where('status', '=', 'waiting')
			.where('next_try_at', '<=', now);
	}
}
