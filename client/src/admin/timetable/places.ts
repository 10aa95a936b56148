// Whether a lesson that was picked up may be put down in a place. Pure.
import type { DayClosed, LessonClash } from '@classroom/protocol';
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
	/** `why`: as far as it is known. */
	| { readonly kind: 'closed'; readonly why: DayClosed | undefined }
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

/** What is known of the lesson's places: when something of it is in another one, and days on which it cannot be. */
export type Known = Readonly<{ taken: readonly LessonClash[]; closed: readonly DayClosed[] }>;

/** `own`: where the lesson is now. */
export function placeOf(
	target: Target | null,
	day: GridDay,
	known: Known | undefined,
	own: { readonly from: number; readonly until: number },
	now: number,
): Place {
	if (target === null) return { kind: 'none' };
	if (target.from === own.from) return { kind: 'own' };
	if (target.from < now) return { kind: 'past' };
	if (known === undefined) {
		return day.closed === null ? { kind: 'unknown' } : { kind: 'closed', why: undefined };
	}
	const why = known.closed.find((each) => each.day === day.day);
	// Whose timetable it is may be away, and the lesson be given to others.
	if (why !== undefined || day.closed === 'outside') return { kind: 'closed', why };
	const by = known.taken.find(({ from, until }) => from < target.until && until > target.from);
	return by === undefined ? { kind: 'free' } : { kind: 'taken', by };
}
