// Where proposals are kept, so that they can be reviewed and taken over later; and who can teach what and when.
import type {
	ClassroomId,
	CountyId,
	Instant,
	PersonId,
	ProposalId,
	SeriesId,
	TermId,
} from '@classroom/protocol';
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
	/** Null with the next: of nobody's term, as in measurements. */
	term_id: TermId | null;
	/** JSON: {@link PlanningContext}. */
	context: string | null;
};

/** Which entries of a proposal are series by now: nobody makes one of them again. */
type TakenTable = {
	proposal_id: ProposalId;
	entry: number;
	series_id: SeriesId;
	taken_at: Instant;
};

/** What somebody said of a teacher, see `TeachingProfile` in the contract. */
type ProfileTable = {
	person_id: PersonId;
	county_id: CountyId;
	takes_part: number;
	/** JSON. */
	abilities: string;
	most_a_week: number;
	most_a_day: number;
	/** JSON. */
	away: string;
	sending: 'any' | 'classroom' | 'own';
	/** Null where there is no such classroom any more. */
	sending_classroom_id: ClassroomId | null;
	prefers_mornings: number;
};

export type ProposalTables = { planning_proposal: ProposalTable };
export type PlanningTables = ProposalTables & {
	planning_taken: TakenTable;
	planning_profile: ProfileTable;
};

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

const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const takeOver = (text: string): string[] => [
	`alter table planning_proposal add column term_id ${text} references term (term_id) on delete cascade`,
	'alter table planning_proposal add column context text',
	'create index planning_proposal_by_term on planning_proposal (term_id, proposal_id)',
	`create table planning_taken (
		proposal_id ${text} not null references planning_proposal (proposal_id) on delete cascade,
		entry integer not null,
		series_id ${text} not null references series (series_id),
		taken_at bigint not null,
		primary key (proposal_id, entry))`,
	`create table planning_profile (
		person_id ${text} primary key references person (person_id) on delete cascade,
		county_id text not null references county (county_id),
		takes_part integer not null,
		abilities text not null,
		most_a_week integer not null,
		most_a_day integer not null,
		away text not null,
		sending text not null check (sending in ('any', 'classroom', 'own')),
		sending_classroom_id ${text} references classroom (classroom_id) on delete set null,
		prefers_mornings integer not null)`,
	'create index planning_profile_by_county on planning_profile (county_id)',
	// JSON: the grades that have the lessons, together; null: nobody said.
	'alter table school_need add column grades text',
];

export const planningMigrations: readonly Migration[] = [
	{ id: 'planning-1', sql: { sqlite: table('sqlite'), postgres: table('postgres') } },
	{
		id: 'planning-2',
		sql: { sqlite: takeOver(ordered('sqlite')), postgres: takeOver(ordered('postgres')) },
	},
];
