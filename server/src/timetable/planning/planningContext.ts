// What a proposal was asked for, kept beside it: names and bells are looked up when it is read, this is not.
import { Day, PlanningRequest, PlanningWeights, SchoolId, Subject } from '@classroom/protocol';
import { z } from 'zod';
import { StoredSeries } from './proposalSchema.ts';

export const PlanningContext = z.object({
	request: PlanningRequest.extend({
		// Not weighed in proposals from before there was such a preference.
		weights: PlanningWeights.extend({ evenDays: PlanningWeights.shape.evenDays.default(0) }),
	}),
	/** Of the term, ascending. */
	weeks: z.array(z.int()),
	/** In the first season that is planned. */
	day: Day,
	/** Everything that was to be placed, what is pinned among it. */
	needs: z.array(
		z.object({
			id: z.string(),
			schoolId: SchoolId,
			classGroupIds: z.array(z.string()),
			subject: Subject,
			grades: z.array(z.int()),
			lessonsAWeek: z.int(),
		}),
	),
	/** The first entries of the proposal. */
	pins: z.array(StoredSeries),
	teachers: z.array(z.object({ id: z.string(), schoolId: SchoolId, given: z.int(), mostAWeek: z.int() })),
});
export type PlanningContext = z.infer<typeof PlanningContext>;
