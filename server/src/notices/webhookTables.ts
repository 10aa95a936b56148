// The tables of webhooks and of what was sent to them.
import type {
	CountyId,
	DeliveryFailure,
	DeliveryId,
	Delivery,
	Instant,
	LessonId,
	Webhook,
	WebhookForm,
	WebhookId,
} from '@classroom/protocol';
import { LessonNotice, WebhookForm as WebhookForms } from '@classroom/protocol';
import type { DatabaseKind, Migration } from '../platform/index.ts';

type WebhookTable = {
	webhook_id: WebhookId;
	county_id: CountyId;
	name: string;
	form: WebhookForm;
	address: string;
	/** What signs; null: nothing does. */
	secret: string | null;
	/** Signs beside it until then. */
	previous_secret: string | null;
	previous_until: Instant | null;
	/** JSON. */
	notices: string;
	created_at: Instant;
	/** What happened before is not told: since it was made, or last went on. */
	since: Instant;
	paused_at: Instant | null;
	paused_by: Webhook['pausedBy'];
	failures: number;
	/** Of the first failure since the last success; null: there was none. */
	failing_since: Instant | null;
	/** Of a robot: when it was last told something. */
	sent_at: Instant | null;
};

type DeliveryTable = {
	delivery_id: DeliveryId;
	webhook_id: WebhookId;
	/** What it is about: at most one delivery of a webhook has it. */
	event_key: string;
	notice: Delivery['notice'];
	lesson_id: LessonId | null;
	title: string;
	/** As it is sent, each time the same. */
	body: string;
	/** Of a robot: what is said of it where several go together. */
	line: string | null;
	created_at: Instant;
	status: Delivery['status'];
	tries: number;
	last_try_at: Instant | null;
	next_try_at: Instant | null;
	answer: number | null;
	failure: DeliveryFailure | null;
};

export type WebhookTables = {
	webhook: WebhookTable;
	webhook_delivery: DeliveryTable;
	/** One row: up to when the lessons were looked through for what is to be told. */
	notice_watch: { id: number; looked_until: Instant };
};

const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');
const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

const tables = (text: string): string[] => [
	`create table webhook (
		webhook_id ${text} primary key,
		county_id text not null references county (county_id),
		name text not null,
		form text not null check (form in (${oneOf(WebhookForms.options)})),
		address text not null,
		secret text,
		previous_secret text,
		previous_until bigint,
		notices text not null,
		created_at bigint not null,
		since bigint not null,
		paused_at bigint,
		paused_by text,
		failures integer not null)`,
	'create index webhook_by_county on webhook (county_id, webhook_id)',
	`create table webhook_delivery (
		delivery_id ${text} primary key,
		webhook_id ${text} not null references webhook (webhook_id) on delete cascade,
		event_key text not null,
		notice text not null check (notice in (${oneOf([...LessonNotice.options, 'test'])})),
		lesson_id text,
		title text not null,
		body text not null,
		created_at bigint not null,
		status text not null check (status in ('waiting', 'delivered', 'failed')),
		tries integer not null,
		last_try_at bigint,
		next_try_at bigint,
		answer integer,
		failure text)`,
	'create unique index webhook_delivery_once on webhook_delivery (webhook_id, event_key)',
	'create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, delivery_id)',
	`create index webhook_delivery_waiting on webhook_delivery (next_try_at) where status = 'waiting'`,
	'create index webhook_delivery_by_age on webhook_delivery (created_at)',
	'create table notice_watch (id integer primary key, looked_until bigint not null)',
	'create index recording_by_end on recording (ended_at)',
];

export const webhookMigrations: readonly Migration[] = [
	{ id: 'webhooks-1', sql: { sqlite: tables(ordered('sqlite')), postgres: tables(ordered('postgres')) } },
	{
		id: 'notices-2',
		sql: [
			'alter table webhook add column failing_since bigint',
			'alter table webhook add column sent_at bigint',
			'alter table webhook_delivery add column line text',
		],
	},
];
