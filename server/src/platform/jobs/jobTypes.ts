// What a job is: its kind, one run of it, how far it is.
import type { z } from 'zod';
import type { JobStatus } from './jobTables.ts';

/** What is to be done, with which payload, and how stubbornly. */
export interface JobKind<P extends z.ZodType> {
	readonly name: string;
	readonly payload: P;
	/** Attempts before it counts as failed; a worker that died counts as one. */
	readonly maxAttempts: number;
	/** How long a worker that says nothing is believed to live, ms. */
	readonly claimMs: number;
}

export const jobKind = <P extends z.ZodType>(
	name: string,
	payload: P,
	options: { maxAttempts?: number; claimMs?: number } = {},
): JobKind<P> => ({ name, payload, maxAttempts: 5, claimMs: 30_000, ...options });

/** One attempt at one job. */
export interface JobRun<P extends z.ZodType> {
	readonly id: string;
	readonly payload: z.output<P>;
	/** 1 for the first. */
	readonly attempt: number;
	/** Aborted when the job is cancelled, taken by another worker, or the program stops: end soon. */
	readonly signal: AbortSignal;
	/** 0 to 1. */
	readonly progress: (ratio: number) => Promise<void>;
}

export interface JobState {
	readonly id: string;
	readonly status: JobStatus;
	/** 0 to 1. */
	readonly progress: number;
	readonly attempts: number;
}
