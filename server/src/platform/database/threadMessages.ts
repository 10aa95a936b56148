// What the server's thread and a database connection's own thread say to each other.
import { z } from 'zod';

export interface ThreadSettings {
	readonly file: string;
	readonly pragmas: readonly string[];
}

const Cell = z.union([z.string(), z.number(), z.bigint(), z.null(), z.instanceof(Uint8Array)]);

export const ThreadRequest = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('query'), id: z.number(), sql: z.string(), parameters: z.array(Cell) }),
	z.object({ kind: z.literal('close') }),
]);
export type ThreadRequest = z.infer<typeof ThreadRequest>;

/** Rows are as the database has them, thousands at a time: what they are is for whoever asked to say. */
export const ThreadAnswer = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('rows'), id: z.number(), rows: z.array(z.unknown()) }),
	z.object({ kind: z.literal('changed'), id: z.number(), changes: z.number() }),
	/** `code` is SQLite's, such as SQLITE_FULL. */
	z.object({ kind: z.literal('failed'), id: z.number(), code: z.string(), message: z.string() }),
]);
export type ThreadAnswer = z.infer<typeof ThreadAnswer>;
