// What was really given of what was planned.
import { z } from 'zod';
import { CommunityId, Instant, SchoolId } from '../ids.ts';
import { MissedReason } from '../words.ts';
import { endpoint } from './endpoint.ts';

/** The longest time that is counted at once, ms: a school year. */
export const OPENING_RATE_MAX_MS = 400 * 86_400_000;

const count = z.int().min(0);

/** All lessons of the time are `planned + cancelled + ahead`. */
export const OpeningCounts = z.object({
	/** Those whose turn has come, and that were not cancelled: `taught + missed`. */
	planned: count,
	taught: count,
	missed: count,
	/** Of the missed ones, by the reason given for them; the rest is `unexplained`. */
	missedBy: z.record(MissedReason, count),
	unexplained: count,
	cancelled: count,
	/** Neither cancelled nor over yet: in nobody's rate. */
	ahead: count,
	/** 开课率: `taught / planned`, 0 to 1; null: nothing was planned so far. */
	rate: z.number().min(0).max(1).nullable(),
});
export type OpeningCounts = z.infer<typeof OpeningCounts>;

export const OpeningRate = z.object({
	total: OpeningCounts,
	/** A lesson counts for every community and every school that has a part in it, so these add up to more. */
	communities: z.array(z.object({ communityId: CommunityId, name: z.string(), counts: OpeningCounts })),
	schools: z.array(z.object({ schoolId: SchoolId, name: z.string(), counts: OpeningCounts })),
});
export type OpeningRate = z.infer<typeof OpeningRate>;

const instant = z.coerce.number().pipe(Instant);

export const supervisionEndpoints = {
	openingRate: endpoint(
		'get',
		'/api/opening-rate',
		'Lessons given over lessons planned, of those that begin from `from` up to and without `until`',
		{
			query: z
				.strictObject({ from: instant, until: instant })
				.refine(({ from, until }) => until > from, { path: ['until'], message: 'end-before-start' })
				.refine(({ from, until }) => until - from <= OPENING_RATE_MAX_MS, {
					path: ['until'],
					message: 'out-of-range',
				}),
			response: OpeningRate,
		},
	),
};
