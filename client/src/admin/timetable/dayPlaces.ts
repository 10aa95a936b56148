// The places along a day in which a lesson that was picked up may be put down. Pure.
import type { Span } from '../bells/bellTimes.ts';
import { placeOf, targetIn } from './places.ts';
import type { Place, Target } from './places.ts';
import type { Carried } from './useOver.ts';
import type { GridDay, GridRow } from './weekGrid.ts';
import { spanIn, weekGrid } from './weekGrid.ts';

export type DayPlace = Readonly<{
	row: GridRow;
	/** Of the period, or half an hour where the school has no bells. */
	span: Span;
	target: Target;
	place: Place;
}>;

/** By time: the periods of the day. `now`: UTC ms. */
export function placesOn(day: GridDay, carried: Carried, zone: string, now: number): readonly DayPlace[] {
	const { lesson, known } = carried;
	return weekGrid([day], []).rows.flatMap((row) => {
		const span = spanIn(row, day);
		const target = targetIn(row, day, lesson.until - lesson.from, zone);
		if (span === null || target === null) return [];
		return [{ row, span, target, place: placeOf(target, day, known, lesson, now) }];
	});
}

const distance = ({ from, until }: Span, minutes: number): number =>
	Math.max(from - minutes, minutes - until, 0);

/** The place at a time of day, in minutes; between two periods the nearer one. */
export function placeAt(places: readonly DayPlace[], minutes: number): DayPlace | undefined {
	return places.toSorted((a, b) => distance(a.span, minutes) - distance(b.span, minutes))[0];
}
