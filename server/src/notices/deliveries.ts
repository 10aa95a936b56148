// Sends what is to be sent, again after a growing while when it fails, and notes each attempt.
import { DeliveryId } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import { z } from 'zod';
import type { Clock, Jobs } from '../platform/index.ts';
import { jobKind } from '../platform/index.ts';
import type { AddressCheck } from './publicAddress.ts';
import { pauseAfter, waitAfter } from './retries.ts';
import type { Answer } from './send.ts';
import { send } from './send.ts';
import { dingtalkAddress, signedHeaders } from './signature.ts';
import type { DeliveryRow, WebhookRow, WebhookStore } from './webhookStore.ts';

export interface DeliveriesDeps {
	readonly store: WebhookStore;
	readonly jobs: Jobs;
	readonly clock: Clock;
	readonly check: AddressCheck;
}

export const deliveryJob = jobKind('webhook-delivery', z.object({ deliveryId: DeliveryId }), {
	claimMs: 60_000,
});

/** At once from one server; a slow receiver must not hold up the others. */
const concurrency = 8;

export class Deliveries {
	readonly #deps: DeliveriesDeps;

	constructor(deps: DeliveriesDeps) {
		this.#deps = deps;
	}

	/** Begins to take what is due, here and on other servers. */
	start(): void {
		const run = (job: { payload: { deliveryId: DeliveryId }; signal: AbortSignal }): Promise<void> =>
			this.#run(job.payload.deliveryId, job.signal);
		this.#deps.jobs.work(deliveryJob, run, { concurrency });
	}

	/** The attempt that comes after `tries` others; asked for twice it is made once. */
	async enqueue(deliveryId: DeliveryId, tries = 0, notBefore?: Instant): Promise<void> {
		const options = notBefore === undefined ? {} : { notBefore };
		await this.#deps.jobs.enqueue(deliveryJob, `${deliveryId} ${tries}`, { deliveryId }, options);
	}

	async #run(deliveryId: DeliveryId, signal: AbortSignal): Promise<void> {
		const delivery = await this.#deps.store.delivery(deliveryId);
		if (delivery?.status !== 'waiting') return;
		const webhook = await this.#deps.store.find(delivery.webhook_id);
		if (webhook === undefined) return;
		const now = this.#deps.clock.now();
		if (webhook.paused_at !== null) {
			const set = { status: 'failed', failure: 'paused', next_try_at: null } as const;
			await this.#deps.store.noteTry(deliveryId, delivery.tries, set);
			return;
		}
		// Asked for before its time by a server that believed the job lost.
		if (delivery.next_try_at !== null && delivery.next_try_at > now) return;
		const answer = await this.#send(webhook, delivery, signal);
		// Whoever runs it next sends it: the server stopped in the middle, which says nothing of the receiver.
		signal.throwIfAborted();
		await this.attempted(webhook, delivery, answer, waitAfter(delivery.tries + 1));
	}

	/** One attempt, now, and no other. */
	async tryOnce(webhook: WebhookRow, delivery: DeliveryRow): Promise<void> {
		await this.attempted(webhook, delivery, await this.#send(webhook, delivery), null);
	}

	/** `wait`: until the next attempt if this one failed, ms; null: there is none. */
	async attempted(
		webhook: WebhookRow,
		delivery: DeliveryRow,
		answer: Answer,
		wait: number | null,
	): Promise<void> {
		const { store, clock } = this.#deps;
		const now = clock.now();
		const delivered = isDelivered(webhook, answer);
		const nextTry = delivered || wait === null || answer.status === 410 ? null : now + wait;
		const tries = delivery.tries + 1;
		const noted = await store.noteTry(delivery.delivery_id, delivery.tries, {
			status: delivered ? 'delivered' : nextTry === null ? 'failed' : 'waiting',
			tries,
			last_try_at: now,
			next_try_at: nextTry,
			answer: answer.status,
			failure: delivered ? null : (answer.failure ?? 'answer'),
		});
		if (!noted) return;
		if (delivered) return store.noteSuccess(webhook.webhook_id);
		if (delivery.notice === 'test') return;
		const cause = pauseAfter(await store.noteFailure(webhook.webhook_id), answer.status);
		if (cause !== null) await store.pause(webhook.webhook_id, cause, now);
		if (nextTry !== null) await this.enqueue(delivery.delivery_id, tries, nextTry);
	}

	#send(webhook: WebhookRow, { delivery_id: id, body }: DeliveryRow, signal?: AbortSignal): Promise<Answer> {
		const at = this.#deps.clock.now();
		const { form, address, secret } = webhook;
		const url = form === 'dingtalk' && secret !== null ? dingtalkAddress(address, secret, at) : address;
		return send({
			url: new URL(url),
			body,
			check: this.#deps.check,
			headers: form === 'signed' ? signedHeaders({ id, at, body }, secretsOf(webhook, at)) : {},
			...(signal === undefined ? {} : { signal }),
		});
	}
}

const secretsOf = ({ secret, previous_secret, previous_until }: WebhookRow, at: Instant): string[] => [
	...(secret === null ? [] : [secret]),
	...(previous_secret !== null && previous_until !== null && previous_until > at ? [previous_secret] : []),
];

/** Robots answer 200 whatever they think of it, and say in the body what that is. */
const RobotAnswer = z.object({ errcode: z.literal(0) });

const isDelivered = ({ form }: WebhookRow, { status, text }: Answer): boolean => {
	if (status === null || status < 200 || status > 299) return false;
	return form === 'signed' || RobotAnswer.safeParse(jsonOf(text)).success;
};

const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
