// Which lessons the list shows: presets and days, as instants for the server. Pure.
import { instantOf, shiftedDay, weekOf } from '../zonedTime.ts';

export const presets = ['ahead', 'today', 'week', 'all'] as const;
export type Preset = (typeof presets)[number];

export type DayRange = Readonly<{
	/** First day, `2026-03-05`; undefined: from the beginning. */
	from: string | undefined;
	/** Last day; undefined: without end. */
	to: string | undefined;
}>;

export function rangeOf(preset: Preset, today: string): DayRange {
	switch (preset) {
		case 'ahead':
			return { from: today, to: undefined };
		case 'today':
			return { from: today, to: today };
		case 'week': {
			const { first, last } = weekOf(today);
			return { from: first, to: last };
		}
		case 'all':
			return { from: undefined, to: undefined };
	}
}

/** The preset that is this range, if one is. */
export function presetOf(range: DayRange, today: string): Preset | undefined {
	return presets.find((preset) => {
		const { from, to } = rangeOf(preset, today);
		return from === range.from && to === range.to;
	});
}

/** For the query: from the first instant of the first day up to, and without, the day after the last. */
export function instantsOf({ from, to }: DayRange, zone: string): { from?: number; until?: number } {
	return {
		...(from !== undefined && { from: instantOf(from, '00:00', zone) }),
		...(to !== undefined && { until: instantOf(shiftedDay(to, 1), '00:00', zone) }),
	};
}
