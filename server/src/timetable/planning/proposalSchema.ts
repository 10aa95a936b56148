// Proposals as they are read back from the database.
import { Subject } from '@classroom/protocol';
import { z } from 'zod';
import { rules } from './proposal.ts';
import type { Proposal, ProposedSeries } from './proposal.ts';

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const slot = z.object({ weekday, period: z.number() });
const placed = z.object({ reached: z.number(), atMost: z.number(), wanted: z.number() });
const cost = z.object({ reached: z.number(), atLeast: z.number() });

/** What is reached and proven so far. */
export const Progress = z.object({ placed, cost });
export type Progress = z.infer<typeof Progress>;

export const StoredSeries: z.ZodType<ProposedSeries> = z.object({
	teacherId: z.string(),
	communityId: z.string(),
	sendingClassroomId: z.string().nullable(),
	subject: Subject,
	slots: z.array(slot),
	receivers: z.array(
		z.object({
			needId: z.string(),
			schoolId: z.string(),
			classroomId: z.string(),
			classGroupIds: z.array(z.string()),
		}),
	),
});

export const StoredProposal: z.ZodType<Proposal> = z.object({
	placed,
	cost,
	optimal: z.boolean(),
	series: z.array(StoredSeries),
	unplaced: z.array(
		z.object({
			needId: z.string(),
			missing: z.number(),
			possibleAlone: z.number(),
			why: z.enum(['alone', 'together']),
			relaxations: z.array(
				z.object({
					rules: z.array(z.enum(rules)),
					example: z.object({
						teacherId: z.string(),
						communityId: z.string().nullable(),
						classroomId: z.string().nullable(),
						slot,
					}),
				}),
			),
		}),
	),
});
