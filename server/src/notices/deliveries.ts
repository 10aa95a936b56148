// Sends what is to be sent, again after a growing while when it fails, and notes each attempt. Programs are sent each
// message on its own; robots one message in a few seconds, with all there is to tell by then.
import { DeliveryId, WebhookId } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import { z } from 'zod';
import type { Jobs } from '../platform/index.ts';
import { jobKind } from '../platform/index.ts';
import type { AttemptsDeps } from './attempts.ts';
import { Attempts } from './attempts.ts';
import { bodyTogether } from './digest.ts';
import { gatherMs, robotTurnMs, waitAfter } from './retries.ts';
import type { RobotStore } from './robotStore.ts';
import { mostTogether } from './robotStore.ts';
import type { DeliveryKey, DeliveryRow, WebhookRow } from './webhookStore.ts';

export interface DeliveriesDeps extends AttemptsDeps {
	readonly robots: RobotStore;
	readonly jobs: Jobs;
}

const claimMs = 60_000;
const deliveryJob = jobKind('webhook-delivery', z.object({ deliveryId: DeliveryId }), { claimMs });
const robotJob = jobKind('webhook-robot', z.object({ webhookId: WebhookId }), { claimMs });

/** At once from one server; a slow receiver must not hold up the others. */
const concurrency = 8;

export class Deliveries {
	readonly #deps: DeliveriesDeps;
	readonly #attempts: Attempts;

	constructor(deps: DeliveriesDeps) {
		this.#deps = deps;
		this.#attempts = new Attempts(deps);
	}

	/** Begins to take what is due, here and on other servers. */
	start(): void {
		const { jobs } = this.#deps;
		jobs.work(deliveryJob, ({ payload, signal }) => this.#run(payload.deliveryId, signal), { concurrency });
		jobs.work(robotJob, ({ payload, signal }) => this.#tellRobot(payload.webhookId, signal), { concurrency });
	}

	/** The next attempt; asked for twice it is made once. */
	async enqueue(form: WebhookRow['form'], delivery: DeliveryKey, notBefore?: Instant): Promise<void> {
		const { jobs, clock } = this.#deps;
		const { delivery_id: deliveryId, webhook_id: webhookId, tries } = delivery;
		const key = `${deliveryId} ${tries}`;
		if (form === 'signed') {
			await jobs.enqueue(deliveryJob, key, { deliveryId }, notBefore === undefined ? {} : { notBefore });
		} else {
			await jobs.enqueue(robotJob, key, { webhookId }, { notBefore: notBefore ?? clock.now() + gatherMs });
		}
	}

	/** One attempt, now, and no other. */
	async tryOnce(webhook: WebhookRow, delivery: DeliveryRow): Promise<void> {
		const { robots, clock } = this.#deps;
		if (webhook.form !== 'signed') await robots.noteSent(webhook.webhook_id, clock.now());
		const answer = await this.#attempts.send(webhook, delivery.delivery_id, delivery.body);
		await this.#attempts.note(webhook, [delivery], answer, () => null);
	}

	/** Forgets what was done before then. */
	async prune(before: Instant): Promise<void> {
		await this.#deps.jobs.prune(deliveryJob, before);
		await this.#deps.jobs.prune(robotJob, before);
	}

	async #run(deliveryId: DeliveryId, signal: AbortSignal): Promise<void> {
		const { store, clock } = this.#deps;
		const delivery = await store.delivery(deliveryId);
		if (delivery?.status !== 'waiting') return;
		const webhook = await store.find(delivery.webhook_id);
		// What a paused one was to be sent waits until it goes on.
		if (webhook?.paused_at !== null) return;
		// Asked for before its time by a server that believed the job lost.
		if (delivery.next_try_at !== null && delivery.next_try_at > clock.now()) return;
		const answer = await this.#attempts.send(webhook, deliveryId, delivery.body, signal);
		// Whoever runs it next sends it: the server stopped in the middle, which says nothing of the receiver.
		signal.throwIfAborted();
		await this.#noteAndGoOn(webhook, [delivery], answer);
	}

	async #tellRobot(webhookId: WebhookId, signal: AbortSignal): Promise<void> {
		const { store, robots, clock } = this.#deps;
		const webhook = await store.find(webhookId);
		if (webhook?.paused_at !== null || webhook.form === 'signed') return;
		const now = clock.now();
		if (!(await robots.hasDue(webhookId, now))) return;
		const later = await robots.takeTurn(webhookId, now, robotTurnMs);
		if (later !== null) return this.#tellRobotAt(webhookId, later);
		const taken = await robots.take(webhookId, now, now + claimMs);
		const [first] = taken;
		if (first === undefined) return;
		const body = bodyTogether(webhook.form, taken);
		const answer = await this.#attempts.send(webhook, first.delivery_id, body, signal);
		if (signal.aborted) {
			const ids = taken.map((each) => each.delivery_id);
			await robots.putBack(ids, now);
		}
		signal.throwIfAborted();
		await this.#noteAndGoOn(webhook, taken, answer);
		if (taken.length === mostTogether) await this.#tellRobotAt(webhookId, now + robotTurnMs);
	}

	/** All that wait for the same turn ask for it as one. */
	async #tellRobotAt(webhookId: WebhookId, notBefore: Instant): Promise<void> {
		await this.#deps.jobs.enqueue(robotJob, `${webhookId} ${notBefore}`, { webhookId }, { notBefore });
	}

	async #noteAndGoOn(
		webhook: WebhookRow,
		sent: readonly DeliveryRow[],
		answer: Parameters<Attempts['note']>[2],
	): Promise<void> {
		const again = await this.#attempts.note(webhook, sent, answer, waitAfter);
		for (const { next, ...key } of again) await this.enqueue(webhook.form, key, next);
	}
}
