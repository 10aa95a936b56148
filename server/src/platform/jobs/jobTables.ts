// Jobs are rows: what is to be done survives every crash, and any node may do it.
import type { Migration } from '../database/migrations.ts';

export type JobStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type JobTables = {
	platform_job: {
		id: string;
		kind: string;
		/** At most one unfinished job of a kind has it. */
		key: string;
		/** JSON. */
		payload: string;
		status: JobStatus;
		/** UTC ms; not before. */
		run_at: number;
		attempts: number;
		/** Who works on it, and until when unless renewed; null: nobody. */
		claim: string | null;
		claimed_until: number | null;
		/** 0 to 1. */
		progress: number;
		/** Why the last attempt failed, for the operator. */
		error: string | null;
		created_at: number;
		finished_at: number | null;
	};
};

export const jobMigrations: readonly Migration[] = [
	{
		id: 'platform-jobs-1',
		sql: [
			`create table platform_job (
				id text primary key,
				kind text not null,
				key text not null,
				payload text not null,
				status text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
				run_at bigint not null,
				attempts bigint not null,
				claim text,
				claimed_until bigint,
				progress real not null,
				error text,
				created_at bigint not null,
				finished_at bigint
			)`,
			`create unique index platform_job_unfinished on platform_job (kind, key)
				where status in ('waiting', 'running')`,
			`create index platform_job_due on platform_job (kind, run_at) where status in ('waiting', 'running')`,
		],
	},
];
