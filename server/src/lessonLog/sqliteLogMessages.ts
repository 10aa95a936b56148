// What the server's thread and the log's thread say to each other.
import { z } from 'zod';

const RawEntry = z.object({ at: z.number(), type: z.string(), payload: z.string() });
const Batch = z.object({
	lessonId: z.string(),
	epoch: z.number(),
	afterSeq: z.number(),
	entries: z.array(RawEntry),
});

export const WorkerRequest = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('take-epoch'), id: z.number(), lessonId: z.string() }),
	z.object({ kind: z.literal('commit'), id: z.number(), batches: z.array(Batch) }),
	z.object({ kind: z.literal('close') }),
]);
export type WorkerRequest = z.infer<typeof WorkerRequest>;

const Head = z.object({ epoch: z.number(), seq: z.number(), lastAt: z.number() });

export const WorkerAnswer = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('head'), id: z.number(), head: Head }),
	z.object({ kind: z.literal('outcomes'), id: z.number(), outcomes: z.array(z.enum(['written', 'stale'])) }),
	/** `code` is SQLite's, such as SQLITE_FULL. */
	z.object({ kind: z.literal('failed'), id: z.number(), code: z.string(), message: z.string() }),
]);
export type WorkerAnswer = z.infer<typeof WorkerAnswer>;
