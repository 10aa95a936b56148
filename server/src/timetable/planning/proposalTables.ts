// Where proposals are kept, so that they can be reviewed later.
import type { CountyId, Instant, PersonId } from '@classroom/protocol';
import type { DatabaseKind, Migration } from '../../platform/index.ts';

type ProposalTable = {
	proposal_id: string;
	county_id: CountyId;
	started_by: PersonId;
	started_at: Instant;
	/** Of the server that plans: it lives as long as this goes on. */
	seen_at: Instant;
	state: 'running' | 'proven' | 'time-limit' | 'cancelled' | 'failed';
	cancel_asked: number;
	/** JSON: {@link Progress}. */
	progress: string | null;
	/** JSON: {@link Proposal}. */
	result: string | null;
};

export type ProposalTables = { planning_proposal: ProposalTable };

const table = (kind: DatabaseKind): string[] => [
	`create table planning_proposal (
		proposal_id ${kind === 'postgres' ? 'text collate "C"' : 'text'} primary key,
		county_id text not null references county (county_id),
		started_by text not null,
		started_at bigint not null,
		seen_at bigint not null,
		state text not null check (state in ('running', 'proven', 'time-limit', 'cancelled', 'failed')),
		cancel_asked integer not null default 0,
		progress text,
		result text)`,
	'create index planning_proposal_by_county on planning_proposal (county_id, proposal_id)',
];

export const planningMigrations: readonly Migration[] = [
	{ id: 'planning-1', sql: { sqlite: table('sqlite'), postgres: table('postgres') } },
];
