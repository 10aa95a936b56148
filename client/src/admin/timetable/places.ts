// Whether a lesson that was picked up may be put down in a place. Pure.
import type { LessonClash } from '@classroom/protocol';
import type { Span } from '../bells/bellTimes.ts';
import { timeOf } from '../bells/bellTimes.ts';
import { instantOf } from '../zonedTime.ts';
import type { GridDay, GridRow } from './weekGrid.ts';
import { spanIn } from './weekGrid.ts';

export type Target = Readonly<{
	day: string;
	row: GridRow;
	/** When a lesson that is put there is, on that day. */
	span: Span;
	/** The same as instants. */
	from: number;
	until: number;
}>;

export type Place =
	| { readonly kind: 'free' }
	| { readonly kind: 'own' }
	| { readonly kind: 'past' }
	/** What is taken is not known yet. */
	| { readonly kind: 'unknown' }
	| { readonly kind: 'closed' }
	/** The day has no such period. */
	| { readonly kind: 'none' }
	| { readonly kind: 'taken'; readonly by: LessonClash };

/** A lesson begins with the period and stays as long as it is; in a place without a period too. */
export function targetIn(row: GridRow, day: GridDay, lengthMs: number, zone: string): Target | null {
	const span = spanIn(row, day);
	if (span === null) return null;
	const from = instantOf(day.day, timeOf(span.from), zone);
	const until = from + lengthMs;
	return {
		day: day.day,
		row,
		span: { from: span.from, until: span.from + Math.round(lengthMs / 60_000) },
		from,
		until,
	};
}

/** `own`: where the lesson is now. */
export function placeOf(
	target: Target | null,
	day: GridDay,
	taken: readonly LessonClash[] | undefined,
	own: { readonly from: number; readonly until: number },
	now: number,
): Place {
	if (target === null) return { kind: 'none' };
	if (target.from === own.from) return { kind: 'own' };
	if (target.from < now) return { kind: 'past' };
	if (day.closed !== null) return { kind: 'closed' };
	if (taken === undefined) return { kind: 'unknown' };
	const by = taken.find(({ from, until }) => from < target.until && until > target.from);
	return by === undefined ? { kind: 'free' } : { kind: 'taken', by };
}
