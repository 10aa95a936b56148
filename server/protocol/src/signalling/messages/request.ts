import { z } from 'zod';

/** One kind of request: its name and what it says, and nothing else. */
export const request = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
	z.strictObject({ type: z.literal(type), ...shape });

/** An answer that says only that it is done. */
export const done = z.object({});
