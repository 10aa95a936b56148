// Webhooks: what happens to a county's lessons, told to other programs and to group robots.
import type { AuditLog, Caller } from '../identity/index.ts';
import type { CancelTimer, Clock, Database, Jobs, Log, Routes } from '../platform/index.ts';
import { repeat } from '../platform/index.ts';
import type { Timetable } from '../timetable/index.ts';
import { Deliveries } from './deliveries.ts';
import type { RecordingEnds } from './noticeWatch.ts';
import { NoticeWatch } from './noticeWatch.ts';
import { reachable } from './publicAddress.ts';
import { RobotStore } from './robotStore.ts';
import { addWebhookRoutes } from './webhookRoutes.ts';
import { Webhooks } from './webhooks.ts';
import { WebhookStore } from './webhookStore.ts';
import type { WebhookTables } from './webhookTables.ts';

export type { RecordingEnds } from './noticeWatch.ts';
export type { WebhookTables } from './webhookTables.ts';
export { webhookMigrations } from './webhookTables.ts';

export interface NoticesDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly jobs: Jobs;
	readonly audit: AuditLog;
	readonly timetable: Pick<Timetable, 'store' | 'onChanged'>;
	readonly recordings: RecordingEnds;
	readonly mode: 'demo' | 'production';
	/** WEBHOOK_ADDRESSES: private addresses that may be reached all the same. */
	readonly privateAddresses: readonly string[];
	/** IANA name. */
	readonly timeZone: string;
}

export interface Notices {
	addRoutes(routes: Routes<Caller>): void;
	/** Begins to look and to send. */
	start(): void;
	/** Looks now, and resolves when all that is to be told by now is written. Never rejects. */
	look(): Promise<void>;
	/** Waits for what is being looked at; what is being sent ends with the jobs. Idempotent. */
	close(): Promise<void>;
}

/** By the clock: lessons that are about to start, or were missed. */
const lookEveryMs = 10_000;

export const noticesFeature = (deps: NoticesDeps): Notices => {
	const { clock, timetable } = deps;
	const db = deps.database.as<WebhookTables>();
	const check = reachable(deps.privateAddresses);
	const store = new WebhookStore(db);
	const deliveries = new Deliveries({ ...deps, store, check, robots: new RobotStore(db) });
	const watch = new NoticeWatch({ ...deps, db, store, deliveries, lessons: timetable.store });
	const webhooks = new Webhooks({ ...deps, store, deliveries, check });
	const ends: CancelTimer[] = [];
	return {
		addRoutes: (routes) => addWebhookRoutes(routes, webhooks),
		start() {
			deliveries.start();
			ends.push(
				timetable.onChanged(({ lessonId }) => void watch.lookAt(lessonId)),
				repeat(clock, () => void watch.look(), lookEveryMs),
			);
			void watch.look();
		},
		look: () => watch.look(),
		async close() {
			for (const end of ends.splice(0)) end();
			await watch.settled();
		},
	};
};
