// One message on its way, and what is noted of how it went.
import type { DeliveryId, Instant } from '@classroom/protocol';
import { z } from 'zod';
import type { Clock } from '../platform/index.ts';
import type { AddressCheck } from './publicAddress.ts';
import { pauseAfter } from './retries.ts';
import type { Answer } from './send.ts';
import { send } from './send.ts';
import { dingtalkAddress, signedHeaders } from './signature.ts';
import type { DeliveryKey, DeliveryRow, WebhookRow, WebhookStore } from './webhookStore.ts';

export interface AttemptsDeps {
	readonly store: WebhookStore;
	readonly clock: Clock;
	readonly check: AddressCheck;
}

export class Attempts {
	readonly #deps: AttemptsDeps;

	constructor(deps: AttemptsDeps) {
		this.#deps = deps;
	}

	send(webhook: WebhookRow, id: DeliveryId, body: string, signal?: AbortSignal): Promise<Answer> {
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

	/**
	 * Notes one attempt at all of these, which went as one message. `waitAfter`: from so many failed attempts to the
	 * next, ms; null: there is none. Resolves with those that are to be tried again, and when.
	 */
	async note(
		webhook: WebhookRow,
		sent: readonly DeliveryRow[],
		answer: Answer,
		waitAfter: (tries: number) => number | null,
	): Promise<(DeliveryKey & { readonly next: Instant })[]> {
		const { store, clock } = this.#deps;
		const now = clock.now();
		const delivered = isDelivered(webhook, answer);
		const noted: (DeliveryKey & { readonly next: Instant | null })[] = [];
		for (const { delivery_id, webhook_id, ...delivery } of sent) {
			const tries = delivery.tries + 1;
			const wait = delivered || answer.status === 410 ? null : waitAfter(tries);
			const next = wait === null ? null : now + wait;
			const ours = await store.noteTry(delivery_id, delivery.tries, {
				status: delivered ? 'delivered' : next === null ? 'failed' : 'waiting',
				tries,
				last_try_at: now,
				next_try_at: next,
				answer: answer.status,
				failure: delivered ? null : (answer.failure ?? 'answer'),
			});
			if (ours) noted.push({ delivery_id, webhook_id, tries, next });
		}
		if (noted.length === 0) return [];
		if (delivered) await store.noteSuccess(webhook.webhook_id);
		else if (sent.every(({ notice }) => notice !== 'test')) {
			await this.#noteFailure(
				webhook,
				answer.status,
				noted.some(({ next }) => next === null),
				now,
			);
		}
		return noted.flatMap(({ next, ...key }) => (next === null ? [] : [{ ...key, next }]));
	}

	async #noteFailure(
		{ webhook_id }: WebhookRow,
		answer: number | null,
		givenUp: boolean,
		now: Instant,
	): Promise<void> {
		const { store } = this.#deps;
		const since = await store.noteFailure(webhook_id, now);
		const cause = pauseAfter({ since, now, answer, givenUp });
		if (cause !== null) await store.pause(webhook_id, cause, now);
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
