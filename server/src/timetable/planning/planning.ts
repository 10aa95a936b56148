// Planning in a process of its own, so that lessons go on undisturbed: with a time limit, and to be cancelled.
import { z } from 'zod';
import { AppError, TaskProcess } from '../../platform/index.ts';
import type { Draft } from './draft.ts';
import type { PlanningInput } from './input.ts';
import { inputIssues } from './inputIssues.ts';
import type { PlanningAnswer, PlanningTask } from './messages.ts';
import type { Proposal } from './proposal.ts';

export interface PlanningOptions {
	/** Time limit; somewhat more may pass until the result is there, see {@link GRACE}. */
	readonly seconds: number;
	/** The same seed plans the same, as far as time allows. */
	readonly seed?: number;
	/** Called with every better plan and proven bound. */
	readonly onDraft?: (draft: Draft) => void;
	/** Called when the process died, for want of memory for example, and the best so far becomes the result. */
	readonly onDeath?: (error: unknown) => void;
}

export type PlanningEnd = 'proven' | 'time-limit' | 'cancelled';

export interface PlanningRun {
	/** The best found, however it ended. Rejects when the process died before it had found anything. */
	readonly result: Promise<Proposal & { readonly end: PlanningEnd }>;
	/** The best so far becomes the result. Idempotent. */
	cancel(): void;
}

/** A process that does not keep to the limit is ended after this share of the limit more, and at least 2 s. */
const GRACE = 0.1;
const LEAST_GRACE_MS = 2000;
/** V8's heap, MB; HiGHS has its own memory beside it. */
const MEMORY_MB = 1024;

// From our own program, typed on the way in: only its outer form is looked at again.
const Answer = z.custom<PlanningAnswer>(
	(value) => z.looseObject({ kind: z.enum(['draft', 'proposal']) }).safeParse(value).success,
);

/** Throws `bad-request` with the fields that are wrong, see {@link inputIssues}. */
export const startPlanning = (
	input: PlanningInput,
	{ seconds, seed = 1, onDraft, onDeath }: PlanningOptions,
): PlanningRun => {
	const issues = inputIssues(input);
	if (issues.length > 0) throw new AppError('bad-request', 'cannot be planned', { issues });
	let best: Draft = nothingYet(input);
	const work = new Work({ kind: 'propose', input, seconds, seed }, (draft) => {
		best = draft;
		onDraft?.(draft);
	});
	const finish = async (): Promise<Proposal & { end: PlanningEnd }> => {
		const timer = setTimeout(
			() => work.stop('time-limit'),
			seconds * 1000 + Math.max(LEAST_GRACE_MS, seconds * 1000 * GRACE),
		);
		const outcome = await work.outcome
			.catch((error: unknown): Stop => {
				if (best.placements.length === 0) throw error;
				onDeath?.(error);
				// It took all the time it had.
				return 'time-limit';
			})
			.finally(() => clearTimeout(timer));
		if (typeof outcome !== 'string') return { ...outcome, end: outcome.optimal ? 'proven' : 'time-limit' };
		const explained = await new Work({ kind: 'explain', input, draft: best }, () => undefined).outcome;
		if (typeof explained === 'string') throw new TypeError('nobody stops the process that explains');
		return { ...explained, end: outcome };
	};
	return { result: finish(), cancel: () => work.stop('cancelled') };
};

const nothingYet = ({ needs }: PlanningInput): Draft => {
	const wanted = needs.reduce((sum, { lessonsAWeek }) => sum + lessonsAWeek, 0);
	return { placements: [], placed: { reached: 0, atMost: wanted, wanted }, cost: { reached: 0, atLeast: 0 } };
};

type Stop = 'time-limit' | 'cancelled';

class Work {
	readonly #process: TaskProcess;
	readonly outcome: Promise<Proposal | Stop>;
	readonly #stopped = Promise.withResolvers<Stop>();

	constructor(task: PlanningTask, onDraft: (draft: Draft) => void) {
		const answered = Promise.withResolvers<Proposal>();
		this.#process = new TaskProcess(new URL('planningProcess.ts', import.meta.url), task, {
			memoryMb: MEMORY_MB,
			onMessage: (message) => {
				const answer = Answer.parse(message);
				if (answer.kind === 'draft') {
					onDraft(answer.draft);
				} else {
					this.#process.end();
					answered.resolve(answer.proposal);
				}
			},
			onDeath: ({ why }) => answered.reject(new Error(`planning ${why}`)),
		});
		this.outcome = Promise.race([answered.promise, this.#stopped.promise]);
	}

	stop(why: Stop): void {
		this.#process.end();
		this.#stopped.resolve(why);
	}
}
