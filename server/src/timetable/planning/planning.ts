// Planning in a thread of its own, so that lessons go on undisturbed: with a time limit, and to be cancelled.
import { Worker } from 'node:worker_threads';
import { AppError } from '../../platform/index.ts';
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
}

export type PlanningEnd = 'proven' | 'time-limit' | 'cancelled';

export interface PlanningRun {
	/** The best found, however it ended. Rejects when the thread fails, for want of memory for example. */
	readonly result: Promise<Proposal & { readonly end: PlanningEnd }>;
	/** The best so far becomes the result. Idempotent. */
	cancel(): void;
}

/** A thread that does not keep to the limit is ended after this share of the limit more, and at least 2 s. */
const GRACE = 0.1;
const LEAST_GRACE_MS = 2000;

/** Throws `bad-request` with the fields that are wrong, see {@link inputIssues}. */
export const startPlanning = (
	input: PlanningInput,
	{ seconds, seed = 1, onDraft }: PlanningOptions,
): PlanningRun => {
	const issues = inputIssues(input);
	if (issues.length > 0) throw new AppError('bad-request', 'cannot be planned', { issues });
	let best: Draft = nothingYet(input);
	const thread = new Thread({ kind: 'propose', input, seconds, seed }, (draft) => {
		best = draft;
		onDraft?.(draft);
	});
	const finish = async (): Promise<Proposal & { end: PlanningEnd }> => {
		const timer = setTimeout(
			() => thread.stop('time-limit'),
			seconds * 1000 + Math.max(LEAST_GRACE_MS, seconds * 1000 * GRACE),
		);
		const outcome = await thread.outcome.finally(() => clearTimeout(timer));
		if (typeof outcome !== 'string') return { ...outcome, end: outcome.optimal ? 'proven' : 'time-limit' };
		const explained = await new Thread({ kind: 'explain', input, draft: best }, () => undefined).outcome;
		if (typeof explained === 'string') throw new TypeError('nobody stops the thread that explains');
		return { ...explained, end: outcome };
	};
	return { result: finish(), cancel: () => thread.stop('cancelled') };
};

const nothingYet = ({ needs }: PlanningInput): Draft => {
	const wanted = needs.reduce((sum, { lessonsAWeek }) => sum + lessonsAWeek, 0);
	return { placements: [], placed: { reached: 0, atMost: wanted, wanted }, cost: { reached: 0, atLeast: 0 } };
};

type Stop = 'time-limit' | 'cancelled';

class Thread {
	readonly #worker: Worker;
	readonly outcome: Promise<Proposal | Stop>;
	#stopped: Stop | null = null;

	constructor(task: PlanningTask, onDraft: (draft: Draft) => void) {
		this.#worker = new Worker(new URL('planningWorker.ts', import.meta.url), { workerData: task });
		this.outcome = new Promise((resolve, reject) => {
			this.#worker.on('message', (answer: PlanningAnswer) => {
				if (answer.kind === 'proposal') resolve(answer.proposal);
				else if (this.#stopped === null) onDraft(answer.draft);
			});
			this.#worker.on('error', reject);
			this.#worker.on('exit', (code) => {
				if (this.#stopped === null) reject(new Error(`the planning thread ended with ${code}`));
				else resolve(this.#stopped);
			});
		});
	}

	stop(why: Stop): void {
		if (this.#stopped !== null) return;
		this.#stopped = why;
		void this.#worker.terminate();
	}
}
