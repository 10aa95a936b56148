// What the load's two programs say to each other.
import { z } from 'zod';

export const Ask = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('county') }),
	z.object({ kind: z.literal('watch') }),
	z.object({ kind: z.literal('report') }),
]);
export type Ask = z.infer<typeof Ask>;

/** Longest, ms: until an entry of a live lesson's log, and a chat message of it, was on disk; that nothing else could run. */
export const Waits = z.object({ log: z.number(), chat: z.number(), loop: z.number() });
export type Waits = z.infer<typeof Waits>;

export const County = z.object({ base: z.string(), cookies: z.string(), csrfToken: z.string() });
export type County = z.infer<typeof County>;
