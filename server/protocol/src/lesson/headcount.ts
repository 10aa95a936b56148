import { z } from 'zod';
import { ClassroomId, Instant } from '../ids.ts';

/** Most children that are counted in one room. */
export const HEADCOUNT_MAX = 99;

/** How many children a classroom has counted, the last time. */
export const Headcount = z.object({
	classroomId: ClassroomId,
	count: z.int().min(0).max(HEADCOUNT_MAX),
	at: Instant,
});
export type Headcount = z.infer<typeof Headcount>;
