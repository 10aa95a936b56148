// Proposals under way and made: planned by the server that was asked, kept in the database, read and cancelled on any.
import { ProposalId } from '@classroom/protocol';
import type { CountyId, Instant, PersonId, TermId } from '@classroom/protocol';
import type { Selectable } from 'kysely';
import type { Clock, Log } from '../../platform/index.ts';
import { AppError, inTransaction, newId, repeat } from '../../platform/index.ts';
import type { PlanningInput } from './input.ts';
import { LOST_MS, removeOldProposals } from './oldProposals.ts';
import type { PlanningRun } from './planning.ts';
import { startPlanning } from './planning.ts';
import type { Proposal } from './proposal.ts';
import { PlanningContext } from './planningContext.ts';
import type { PlanningDb } from './planningDb.ts';
import { Progress, StoredProposal } from './proposalSchema.ts';
import type { ProposalTables } from './proposalTables.ts';
import { takeTurn } from './turn.ts';

export interface KeptProposal {
	readonly proposalId: ProposalId;
	/** What it was asked for; null: by a program, of an input of its own. */
	readonly about: About | null;
	readonly startedBy: PersonId;
	readonly startedAt: Instant;
	/** When it was last heard of: how long it took. */
	readonly seenAt: Instant;
	/** `lost`: the server that planned it has ended. */
	readonly state: ProposalTables['planning_proposal']['state'] | 'lost';
	readonly progress: Progress | null;
	/** There once it is neither running, nor failed nor lost; a cancelled one has the best so far. */
	readonly proposal: Proposal | null;
}

export interface About {
	readonly termId: TermId;
	readonly context: PlanningContext;
}

export interface ProposalsDeps {
	readonly db: PlanningDb;
	readonly clock: Clock;
	readonly log: Log;
}

/** The planning server says this often that it lives, ms, and looks whether it is to stop. */
const BEAT_MS = 1000;

export class Proposals {
	readonly #deps: ProposalsDeps;
	readonly #running = new Map<string, { readonly run: PlanningRun; readonly ended: Promise<void> }>();

	constructor(deps: ProposalsDeps) {
		this.#deps = deps;
	}

	/** Returns at once with the id; old ones of the term are removed. Throws `bad-request` with the fields of the input that are wrong. */
	async start(
		countyId: CountyId,
		startedBy: PersonId,
		input: PlanningInput,
		seconds: number,
		about: About | null = null,
	): Promise<ProposalId> {
		const { clock, log } = this.#deps;
		const proposalId = newId(ProposalId, clock.now());
		let progress: Progress | null = null;
		const run = startPlanning(input, {
			seconds,
			onDraft: ({ placed, cost }) => {
				progress = { placed, cost };
			},
			onDeath: (err) => log.warn({ err, proposalId }, 'planning died: its best so far is kept'),
		});
		// Whoever waits for it is told by #end; until then a failure must not end the process.
		run.result.catch(() => undefined);
		try {
			await this.#insert(proposalId, countyId, startedBy, about);
		} catch (error) {
			run.cancel();
			throw error;
		}
		const stopBeating = repeat(clock, () => void this.#beat(proposalId, run, progress), BEAT_MS);
		const ended = this.#end(proposalId, run).finally(() => {
			stopBeating();
			this.#running.delete(proposalId);
		});
		this.#running.set(proposalId, { run, ended });
		return proposalId;
	}

	/** Throws `not-found`, also for another county's. */
	async read(countyId: CountyId, proposalId: string): Promise<KeptProposal> {
		const row = await this.#deps.db
			.selectFrom('planning_proposal')
			.selectAll()
			.where('proposal_id', '=', proposalId)
			.where('county_id', '=', countyId)
			.executeTakeFirst();
		if (row === undefined) throw new AppError('not-found', `no proposal ${proposalId}`);
		return this.#kept(row);
	}

	/** The latest first. */
	async list(countyId: CountyId, termId: TermId, limit: number): Promise<KeptProposal[]> {
		const rows = await this.#deps.db
			.selectFrom('planning_proposal')
			.selectAll()
			.where('county_id', '=', countyId)
			.where('term_id', '=', termId)
			.orderBy('proposal_id', 'desc')
			.limit(limit)
			.execute();
		return rows.map((row) => this.#kept(row));
	}

	/** Whether a server, whichever, plans for the county. */
	async isBusy(countyId: CountyId): Promise<boolean> {
		const row = await this.#deps.db
			.selectFrom('planning_proposal')
			.select('proposal_id')
			.where('county_id', '=', countyId)
			.where('state', '=', 'running')
			.where('seen_at', '>=', this.#deps.clock.now() - LOST_MS)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Asks for it: its server stops within a second or two. Nothing happens to one that has ended. */
	async cancel(countyId: CountyId, proposalId: string): Promise<void> {
		await this.read(countyId, proposalId);
		await this.#deps.db
			.updateTable('planning_proposal')
			.set({ cancel_asked: 1 })
			.where('proposal_id', '=', proposalId)
			.where('state', '=', 'running')
			.execute();
		this.#running.get(proposalId)?.run.cancel();
	}

	/** What runs is ended with the best so far. Idempotent. */
	async close(): Promise<void> {
		const running = [...this.#running.values()];
		for (const { run } of running) run.cancel();
		await Promise.all(running.map(({ ended }) => ended));
	}

	#insert(
		proposalId: ProposalId,
		countyId: CountyId,
		startedBy: PersonId,
		about: About | null,
	): Promise<void> {
		const now = this.#deps.clock.now();
		return inTransaction(this.#deps.db, async (tx) => {
			if (about !== null) await takeTurn(tx, about.termId);
			await tx
				.insertInto('planning_proposal')
				.values({
					proposal_id: proposalId,
					county_id: countyId,
					started_by: startedBy,
					started_at: now,
					seen_at: now,
					state: 'running',
					cancel_asked: 0,
					term_id: about?.termId ?? null,
					context: about === null ? null : JSON.stringify(about.context),
				})
				.execute();
			await removeOldProposals(tx, countyId, about?.termId ?? null, now);
		});
	}

	#kept(row: Selectable<ProposalTables['planning_proposal']>): KeptProposal {
		const isLost = row.state === 'running' && row.seen_at < this.#deps.clock.now() - LOST_MS;
		return {
			proposalId: ProposalId.parse(row.proposal_id),
			about:
				row.term_id === null || row.context === null
					? null
					: { termId: row.term_id, context: PlanningContext.parse(JSON.parse(row.context)) },
			startedBy: row.started_by,
			startedAt: row.started_at,
			seenAt: row.seen_at,
			state: isLost ? 'lost' : row.state,
			progress: row.progress === null ? null : Progress.parse(JSON.parse(row.progress)),
			proposal: row.result === null ? null : StoredProposal.parse(JSON.parse(row.result)),
		};
	}

	async #beat(proposalId: string, run: PlanningRun, progress: Progress | null): Promise<void> {
		const { db, clock, log } = this.#deps;
		try {
			const row = await db
				.updateTable('planning_proposal')
				.set({
					seen_at: clock.now(),
					...(progress === null ? {} : { progress: JSON.stringify(progress) }),
				})
				.where('proposal_id', '=', proposalId)
				// One that came to its end meanwhile has its last word.
				.where('state', '=', 'running')
				.returning('cancel_asked')
				.executeTakeFirst();
			if (row?.cancel_asked === 1) run.cancel();
		} catch (error) {
			log.warn({ err: error, proposalId }, 'a proposal is not seen to go on');
		}
	}

	async #end(proposalId: string, run: PlanningRun): Promise<void> {
		const { db, clock, log } = this.#deps;
		const outcome = await run.result.catch((error: unknown) => {
			log.error({ err: error, proposalId }, 'planning failed');
			return null;
		});
		const said =
			outcome === null
				? { state: 'failed' as const, result: null }
				: { state: outcome.end, result: JSON.stringify(outcome), progress: progressOf(outcome) };
		await db
			.updateTable('planning_proposal')
			.set({ ...said, seen_at: clock.now() })
			.where('proposal_id', '=', proposalId)
			.execute()
			.catch((error: unknown) => log.error({ err: error, proposalId }, 'a proposal is not kept'));
	}
}

const progressOf = ({ placed, cost }: Proposal): string =>
	JSON.stringify({ placed, cost } satisfies Progress);
