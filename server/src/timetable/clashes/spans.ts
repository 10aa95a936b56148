// Many short stretches of time in one query: a series asks about its lessons' hours, not about the weeks between them.
import type { Instant } from '@classroom/protocol';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

export interface Span {
	readonly from: Instant;
	readonly until: Instant;
}

/** As many at a time: two parameters each. */
export const SPANS_AT_ONCE = 200;

/** A table `span (from_at, until_at)`, to stand in front of a query. */
export const withSpans = (spans: readonly Span[]): RawBuilder<unknown> =>
	sql`with span (from_at, until_at) as (values ${sql.join(
		spans.map(({ from, until }) => sql`(cast(${from} as bigint), cast(${until} as bigint))`),
	)})`;
