// A closure as its form holds it. Pure.
import type { CalendarChange, ClosedFor } from '@classroom/protocol';
import { CommunityId, Day, SchoolId } from '@classroom/protocol';
import { z } from 'zod';

export const ClosureDraft = z.object({
	whom: z.enum(['school', 'community', 'county']),
	schoolId: SchoolId.nullable(),
	communityId: CommunityId.nullable(),
	from: Day.nullable(),
	until: Day.nullable(),
	reason: z.string(),
});
export type ClosureDraft = z.infer<typeof ClosureDraft>;

export type ClosureChange = Extract<CalendarChange, { what: 'close' }>;

export function whomOf({ whom, schoolId, communityId }: ClosureDraft): ClosedFor | undefined {
	if (whom === 'county') return { kind: 'county' };
	if (whom === 'community') return communityId === null ? undefined : { kind: 'community', communityId };
	return schoolId === null ? undefined : { kind: 'school', schoolId };
}

/** Which fields are to be filled in first; empty: {@link closureOf} has a change. */
export function missingOf(draft: ClosureDraft): readonly string[] {
	const { whom, from, until } = draft;
	return [
		...(whomOf(draft)
			? []
			: [whom === 'school' ? 'change.closure.whom.schoolId' : 'change.closure.whom.communityId']),
		...(from === null ? ['change.closure.from'] : []),
		...(until === null ? ['change.closure.until'] : []),
	];
}

export function closureOf(draft: ClosureDraft): ClosureChange | undefined {
	const { from, until, reason } = draft;
	const whom = whomOf(draft);
	if (!whom || from === null || until === null) return undefined;
	return { what: 'close', closure: { whom, from, until, reason } };
}
