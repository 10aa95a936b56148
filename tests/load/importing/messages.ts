// What the load's two programs say to each other.
import { z } from 'zod';

export const Ask = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('county') }),
	z.object({ kind: z.literal('watch') }),
	z.object({ kind: z.literal('report') }),
]);
export type Ask = z.infer<typeof Ask>;

/** The longest, ms. */
export const Waits = z.object({
	/** Until an entry of a live lesson's log was on disk, and a chat message of it. */
	log: z.number(),
	chat: z.number(),
	/** That nothing else could run: of the server's own processor time, and by the clock on the wall. */
	held: z.number(),
	loop: z.number(),
});
export type Waits = z.infer<typeof Waits>;

export const County = z.object({ base: z.string(), cookies: z.string(), csrfToken: z.string() });
export type County = z.infer<typeof County>;
