// Finds what is to be told. The database says what has come to pass, so nothing depends on a message between servers
// or on a server that was down: the bus only says that it is worth looking now. Every server looks; the first to write
// a delivery sends it.
import type { Instant, LessonId } from '@classroom/protocol';
import { OVERRUN_MS, WAITING_MS } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Clock, Log } from '../platform/index.ts';
import { messageOf } from '../platform/index.ts';
import type { LessonRecord, LessonStore, TimetableTables } from '../timetable/index.ts';
import type { Deliveries } from './deliveries.ts';
import type { Message } from './message.ts';
import { bodyOf, lineOf } from './message.ts';
import { noticesOf } from './noticesOf.ts';
import type { WebhookRow, WebhookStore } from './webhookStore.ts';
import { noticesIn } from './webhookStore.ts';
import type { WebhookTables } from './webhookTables.ts';

/** When lessons' recordings ended. */
export interface RecordingEnds {
	endedSince(since: Instant): Promise<{ lessonId: LessonId; endedAt: Instant }[]>;
	find(lessonId: LessonId): Promise<{ readonly endedAt: Instant | null } | undefined>;
}

export interface NoticeWatchDeps {
	readonly db: Kysely<WebhookTables>;
	readonly lessons: LessonStore;
	readonly recordings: RecordingEnds;
	readonly store: WebhookStore;
	readonly deliveries: Deliveries;
	readonly clock: Clock;
	readonly log: Log;
	readonly timeZone: string;
}

const minute = 60_000;
const hour = 60 * minute;
/** Looked at again, for what was being written when it was looked for last. */
const overlapMs = minute;
/** What is older than that nobody wants to hear of after all the servers were down. */
const forgottenMs = 24 * hour;
/** A lesson that began longer ago than this is over, however it was drawn out. */
const longestMs = 12 * hour;
const keptMs = 30 * 24 * hour;

export class NoticeWatch {
	readonly #deps: NoticeWatchDeps;
	#working: Promise<void> = Promise.resolve();
	#lookWaits = false;
	#tidiedAt = 0;

	constructor(deps: NoticeWatchDeps) {
		this.#deps = deps;
	}

	/** Looks for everything since the last time; one look after the other. Never rejects. */
	look(): Promise<void> {
		// The one that waits its turn will see it all.
		if (this.#lookWaits) return this.#working;
		this.#lookWaits = true;
		return this.#inTurn(() => {
			this.#lookWaits = false;
			return this.#lookThrough();
		});
	}

	/** Something was said of this lesson. */
	lookAt(lessonId: LessonId): Promise<void> {
		return this.#inTurn(async () => {
			const webhooks = await this.#deps.store.active();
			if (webhooks.length > 0) await this.#tell(webhooks, [lessonId]);
		});
	}

	/** Resolves when nothing is being looked at. Never rejects. */
	settled(): Promise<void> {
		return this.#working;
	}

	#inTurn(work: () => Promise<void>): Promise<void> {
		this.#working = this.#working.then(work).catch((error: unknown) => {
			this.#deps.log.error({ reason: messageOf(error) }, 'what is to be told could not be looked for');
		});
		return this.#working;
	}

	async #lookThrough(): Promise<void> {
		const { store, clock, deliveries } = this.#deps;
		const now = clock.now();
		const webhooks = await store.active();
		if (webhooks.length > 0) {
			const since = await this.#since(webhooks, now);
			await this.#tell(webhooks, await this.#lessonsSince(webhooks, since - overlapMs, now));
		}
		await this.#note(now);
		for (const { form, ...delivery } of await store.overdue(now - 2 * minute)) {
			await deliveries.enqueue(form, delivery, now);
		}
		await this.#tidy(now);
	}

	/** Not before there was a webhook. */
	async #since(webhooks: readonly WebhookRow[], now: Instant): Promise<Instant> {
		const row = await this.#deps.db.selectFrom('notice_watch').select('looked_until').executeTakeFirst();
		const first = Math.min(...webhooks.map((webhook) => webhook.since));
		return Math.max(row?.looked_until ?? 0, first, now - forgottenMs);
	}

	async #note(now: Instant): Promise<void> {
		await this.#deps.db
			.insertInto('notice_watch')
			.values({ id: 1, looked_until: now })
			.onConflict((conflict) =>
				conflict.column('id').doUpdateSet({ looked_until: now }).where('notice_watch.looked_until', '<', now),
			)
			.execute();
	}

	/** Lessons of these webhooks' counties with which something came to pass between then and now. */
	async #lessonsSince(webhooks: readonly WebhookRow[], since: Instant, now: Instant): Promise<LessonId[]> {
		const db = this.#deps.db.$extendTables<TimetableTables>();
		const counties = [...new Set(webhooks.map((webhook) => webhook.county_id))];
		const recorded = await this.#deps.recordings.endedSince(since);
		const ofCounties = db.selectFrom('lesson').select('lesson_id').where('county_id', 'in', counties);
		const changed = await ofCounties.where('changed_at', '>=', since).execute();
		const end = sql<number>`coalesce(moved_end, planned_end)`;
		const onTheClock = await ofCounties
			.where('planned_start', '>', since - longestMs)
			.where('planned_start', '<=', now + WAITING_MS)
			.where((row) =>
				row.or([
					row('planned_start', '>=', since + WAITING_MS),
					row('started_at', '>=', since),
					row('ended_at', '>=', since),
					row.and([row(end, '>=', since), row(end, '<=', now)]),
					row.and([row(end, '>=', since - OVERRUN_MS), row(end, '<=', now - OVERRUN_MS)]),
				]),
			)
			.execute();
		const found = [...changed, ...onTheClock].map((row) => row.lesson_id);
		return [...new Set([...found, ...recorded.map(({ lessonId }) => lessonId)])];
	}

	async #tell(webhooks: readonly WebhookRow[], lessonIds: readonly LessonId[]): Promise<void> {
		for (const lessonId of lessonIds) {
			const lesson = await this.#deps.lessons.find(lessonId);
			if (lesson === null) continue;
			const theirs = webhooks.filter((webhook) => webhook.county_id === lesson.countyId);
			if (theirs.length > 0) await this.#tellOf(theirs, lesson);
		}
	}

	async #tellOf(webhooks: readonly WebhookRow[], lesson: LessonRecord): Promise<void> {
		const { recordings, clock, timeZone } = this.#deps;
		const now = clock.now();
		const recording = lesson.recordingId === null ? undefined : await recordings.find(lesson.lessonId);
		const due = noticesOf(lesson, recording?.endedAt ?? null, now).filter(({ at }) => at > now - forgottenMs);
		for (const webhook of webhooks) {
			const wanted = new Set(noticesIn(webhook));
			for (const { notice, key, at } of due) {
				if (!wanted.has(notice) || at < webhook.since) continue;
				await this.#add(webhook, key, { notice, at, lesson, timeZone });
			}
		}
	}

	async #add(webhook: WebhookRow, key: string, message: Message & { lesson: LessonRecord }): Promise<void> {
		const { store, deliveries, clock } = this.#deps;
		const { form, webhook_id } = webhook;
		const { notice, lesson } = message;
		const of = { webhook_id, lesson_id: lesson.lessonId, title: lesson.title, event_key: key, notice };
		const line = form === 'signed' ? null : lineOf(message);
		const added = await store.addDelivery({ ...of, body: bodyOf(form, message), line }, clock.now());
		if (added !== undefined) await deliveries.enqueue(form, { delivery_id: added, webhook_id, tries: 0 });
	}

	async #tidy(now: Instant): Promise<void> {
		if (now - this.#tidiedAt < hour) return;
		this.#tidiedAt = now;
		await this.#deps.store.forgetDeliveries(now - keptMs);
		await this.#deps.deliveries.prune(now - 24 * hour);
	}
}
