// Memberships as people speak of them: with a last day, where the contract has the first day without. Pure.
import type { Community } from '@classroom/protocol';
import { shiftedDay } from '../zonedTime.ts';

/** The last day of something that lasts up to, and without, `until`. */
export function lastDayOf(until: string | null): string | null {
	return until === null ? null : shiftedDay(until, -1);
}

/** The other way round. */
export function untilOf(lastDay: string | null): string | null {
	return lastDay === null ? null : shiftedDay(lastDay, 1);
}

export type Room = Readonly<
	{ kind: 'any' } | { kind: 'few' | 'fits' | 'full'; members: number; max: number | null }
>;

/** How a community stands to the limits of its kind; the core school is not counted. */
export function roomOf({ members, memberLimits: { min, max } }: Community): Room {
	const count = members.filter(({ role }) => role === 'member').length;
	if (count < min) return { kind: 'few', members: count, max };
	if (max === null) return min === 0 ? { kind: 'any' } : { kind: 'fits', members: count, max };
	return { kind: count >= max ? 'full' : 'fits', members: count, max };
}

/** Communities whose name or one of whose schools contains the text. */
export function searched(communities: readonly Community[], text: string): readonly Community[] {
	const wanted = text.trim().toLowerCase();
	return communities.filter(({ name, members, coming }) =>
		[name, ...[...members, ...coming].map(({ school }) => school)].some((each) =>
			each.toLowerCase().includes(wanted),
		),
	);
}
