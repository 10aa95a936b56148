// Many short stretches of time in one query: a series asks about its lessons' hours, not about the weeks between them.
import type { Instant } from '@classroom/protocol';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

export interface Span {
	readonly from: Instant;
	readonly until: Instant;
}

/** As many at a time: a term's lessons at them are some thousand rows, and others go on before the next. */
export const SPANS_AT_ONCE = 50;

/** A table `span (from_at, until_at)`, to stand in front of a query. */
export const withSpans = (spans: readonly Span[]): RawBuilder<unknown> =>
	sql`with span (from_at, until_at) as (values ${sql.join(
		spans.map(({ from, until }) => sql`(cast(${from} as bigint), cast(${until} as bigint))`),
	)})`;

/** The same time in as few stretches as there are: a term's lessons lie over each other. */
export const merged = (spans: readonly Span[]): Span[] => {
	const all: { from: Instant; until: Instant }[] = [];
	for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
		const last = all.at(-1);
		if (last === undefined || from > last.until) all.push({ from, until });
		else last.until = Math.max(last.until, until);
	}
	return all;
};
