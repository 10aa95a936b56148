// What an administrator does with webhooks: registers, changes, pauses, tests and removes them.
import type { Delivery, Webhook, WebhookForm } from '@classroom/protocol';
import type { LessonNotice } from '@classroom/protocol';
import { WebhookId } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import type { AuditLog, AuditRecord, PersonCaller } from '../identity/index.ts';
import type { Clock, Database } from '../platform/index.ts';
import { AppError, newId } from '../platform/index.ts';
import type { Page, PageRequest } from '../schools/index.ts';
import { auditedChange, within } from '../schools/index.ts';
import type { Deliveries } from './deliveries.ts';
import { bodyOf } from './message.ts';
import type { AddressCheck } from './publicAddress.ts';
import { examineHost } from './publicAddress.ts';
import { newSigningSecret } from './signature.ts';
import type { WebhookRow, WebhookStore } from './webhookStore.ts';
import { deliveryOf, webhookOf } from './webhookStore.ts';
import type { WebhookTables } from './webhookTables.ts';

export interface WebhooksDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
	readonly store: WebhookStore;
	readonly deliveries: Deliveries;
	readonly check: AddressCheck;
	/** In a demonstration addresses need no HTTPS. */
	readonly mode: 'demo' | 'production';
	readonly timeZone: string;
}

export interface NewWebhook {
	readonly name: string;
	readonly form: WebhookForm;
	readonly address: string;
	readonly notices: readonly LessonNotice[];
	readonly robotSecret: string | null;
}

export interface WebhookChange {
	readonly name: string;
	readonly notices: readonly LessonNotice[];
	readonly paused: boolean;
	readonly address: string | null;
}

/** So long a secret that was replaced signs beside the new one. */
const previousSignsMs = 24 * 3_600_000;
/** Longer than a test takes. */
const elsewhereAfterMs = 60_000;

export class Webhooks {
	readonly #deps: WebhooksDeps;

	constructor(deps: WebhooksDeps) {
		this.#deps = deps;
	}

	async list(caller: PersonCaller): Promise<Webhook[]> {
		return (await this.#deps.store.list(caller.countyId)).map(webhookOf);
	}

	/** Throws `webhook-not-https`, `webhook-address-refused`, `webhook-address-unknown`, `bad-request`. */
	async create(
		caller: PersonCaller,
		{ name, form, address, notices, robotSecret }: NewWebhook,
	): Promise<{ webhook: Webhook; secret: string | null }> {
		const host = await this.#examined(address);
		const now = this.#deps.clock.now();
		const secret = form === 'signed' ? newSigningSecret() : robotSecretOf(form, robotSecret);
		const row: WebhookRow = {
			...{ webhook_id: newId(WebhookId, now), county_id: caller.countyId, name, form, address, secret },
			...{ previous_secret: null, previous_until: null, notices: JSON.stringify(notices) },
			...{ created_at: now, since: now, paused_at: null, paused_by: null, failures: 0 },
			...{ failing_since: null, sent_at: null },
		};
		await this.#audited(caller, entryOf('webhook.created', name, { host }), (tx) =>
			tx.insertInto('webhook').values(row).execute(),
		);
		return { webhook: webhookOf(row), secret: form === 'signed' ? secret : null };
	}

	/**
	 * As {@link create}; and `not-found`, `other-county`. What is paused is told nothing of what happens meanwhile; what
	 * waited to be sent is sent when it goes on.
	 */
	async update(caller: PersonCaller, webhookId: WebhookId, change: WebhookChange): Promise<Webhook> {
		const before = await this.#ours(caller, webhookId);
		const host = change.address === null ? null : await this.#examined(change.address);
		const set = changedColumns(before, change, this.#deps.clock.now());
		const entry = entryOf('webhook.changed', change.name, host === null ? {} : { host });
		await this.#audited(caller, entry, (tx) =>
			tx.updateTable('webhook').set(set).where('webhook_id', '=', webhookId).execute(),
		);
		return webhookOf({ ...before, ...set });
	}

	/** Throws `not-found`, `other-county`. */
	async remove(caller: PersonCaller, webhookId: WebhookId): Promise<void> {
		const { name } = await this.#ours(caller, webhookId);
		await this.#audited(caller, entryOf('webhook.removed', name), (tx) =>
			tx.deleteFrom('webhook').where('webhook_id', '=', webhookId).execute(),
		);
	}

	/** The new secret of one that signs; null for a robot. Throws `not-found`, `other-county`, `bad-request`. */
	async rotate(
		caller: PersonCaller,
		webhookId: WebhookId,
		robotSecret: string | null,
	): Promise<string | null> {
		const before = await this.#ours(caller, webhookId);
		const now = this.#deps.clock.now();
		const signs = before.form === 'signed';
		const secret = signs ? newSigningSecret() : robotSecretOf(before.form, robotSecret);
		const previous = signs
			? { previous_secret: before.secret, previous_until: now + previousSignsMs }
			: { previous_secret: null, previous_until: null };
		await this.#audited(caller, entryOf('webhook.rotated', before.name), (tx) =>
			tx
				.updateTable('webhook')
				.set({ secret, ...previous })
				.where('webhook_id', '=', webhookId)
				.execute(),
		);
		return signs ? secret : null;
	}

	/** Throws `not-found`, `other-county`. */
	async test(caller: PersonCaller, webhookId: WebhookId): Promise<Delivery> {
		const { store, deliveries, clock, timeZone } = this.#deps;
		const webhook = await this.#ours(caller, webhookId);
		const now = clock.now();
		const body = bodyOf(webhook.form, { notice: 'test', at: now, lesson: null, timeZone });
		const of = { webhook_id: webhookId, lesson_id: null, title: '', line: null };
		// Nothing else has this key, so it is always added while the webhook is there.
		const event_key = `test ${newId(WebhookId, now)}`;
		// Due only later: it is sent here, and elsewhere only if this server dies over it.
		const due = now + elsewhereAfterMs;
		const deliveryId = await store.addDelivery({ ...of, event_key, notice: 'test', body }, now, due);
		const delivery = deliveryId === undefined ? undefined : await store.delivery(deliveryId);
		if (delivery === undefined) throw new AppError('not-found');
		await deliveries.tryOnce(webhook, delivery);
		return deliveryOf((await store.delivery(delivery.delivery_id)) ?? delivery);
	}

	/** Throws `not-found`, `other-county`. */
	async deliveriesOf(
		caller: PersonCaller,
		webhookId: WebhookId,
		query: PageRequest,
	): Promise<Page<Delivery>> {
		await this.#ours(caller, webhookId);
		return this.#deps.store.deliveries(webhookId, query);
	}

	async #ours({ countyId }: PersonCaller, webhookId: WebhookId): Promise<WebhookRow> {
		return within({ countyId, schoolId: null }, await this.#deps.store.find(webhookId));
	}

	/** The host, if messages may go there. */
	async #examined(address: string): Promise<string> {
		const url = new URL(address);
		if (url.protocol !== 'https:' && this.#deps.mode !== 'demo') throw new AppError('webhook-not-https');
		const found = await examineHost(url, this.#deps.check);
		if (found === 'refused') throw new AppError('webhook-address-refused');
		if (found === 'unknown') throw new AppError('webhook-address-unknown');
		return url.host;
	}

	#audited(
		caller: PersonCaller,
		entry: Omit<AuditRecord, 'actor' | 'countyId'>,
		write: (tx: Transaction<WebhookTables>) => Promise<unknown>,
	): Promise<void> {
		return auditedChange(this.#deps, caller, async (tx: Transaction<WebhookTables>) => {
			await write(tx);
			return { result: undefined, entry };
		});
	}
}

const entryOf = (
	action: `webhook.${'created' | 'changed' | 'removed' | 'rotated'}`,
	name: string,
	details: { host?: string } = {},
) => ({ action, subject: { text: name }, details });

/** 企业微信 robots have no secret but their address; 钉钉 robots have one of their own. */
const robotSecretOf = (form: WebhookForm, robotSecret: string | null): string | null => {
	if (form !== 'dingtalk') return null;
	if (robotSecret !== null) return robotSecret;
	throw new AppError('bad-request', 'a robot without its secret', {
		issues: [{ path: 'robotSecret', code: 'required' }],
	});
};

const changedColumns = (before: WebhookRow, change: WebhookChange, now: number) => {
	const { name, notices, paused, address } = change;
	const goesOn = before.paused_at !== null && !paused;
	return {
		name,
		notices: JSON.stringify(notices),
		address: address ?? before.address,
		...(paused && before.paused_at === null ? { paused_at: now, paused_by: 'person' as const } : {}),
		...(goesOn ? { paused_at: null, paused_by: null, since: now } : {}),
		...(goesOn || address !== null ? { failures: 0, failing_since: null } : {}),
	};
};
