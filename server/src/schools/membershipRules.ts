// Memberships are dated: from a day on, up to and without another. Days are `2026-03-05` and compare as text.
import type { CommunityId, Day, SchoolId } from '@classroom/protocol';

/** `until` null: open. */
export interface Span {
	readonly from: Day;
	readonly until: Day | null;
}

export interface DatedMember extends Span {
	readonly communityId: CommunityId;
	readonly schoolId: SchoolId;
	readonly role: 'core' | 'member';
}

export const isInForce = (span: Span, day: Day): boolean =>
	span.from <= day && (span.until === null || day < span.until);

/** Whether there is a day on which both are in force. */
export const overlap = (a: Span, b: Span): boolean =>
	(a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);

/**
 * The most spans in force on one day, among days within `within`. It can only change on a day on which a span
 * begins, so only those days (and the first) are looked at.
 */
export const mostAtOnce = (spans: readonly Span[], within: Span): number => {
	const relevant = spans.filter((span) => overlap(span, within));
	const days = [within.from, ...relevant.map((span) => span.from).filter((day) => day > within.from)];
	return Math.max(0, ...days.map((day) => relevant.filter((span) => isInForce(span, day)).length));
};

/** Member schools at the fullest, from `day` on. */
export const mostMembersFrom = (members: readonly DatedMember[], day: Day): number =>
	mostAtOnce(
		members.filter((member) => member.role === 'member'),
		{ from: day, until: null },
	);
