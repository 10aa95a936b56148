// Stretches of time, half open: `from` belongs to it, `to` does not. Pure.

export interface Interval {
	readonly from: number;
	readonly to: number;
}

/** Sorted, with what overlaps or touches joined; empty ones left out. */
export const union = (intervals: readonly Interval[]): Interval[] => {
	const joined: { from: number; to: number }[] = [];
	for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
		if (to <= from) continue;
		const last = joined.at(-1);
		if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
		else joined.push({ from, to });
	}
	return joined;
};

/** What of `wanted` lies in none of `taken`. */
export const minus = (wanted: readonly Interval[], taken: readonly Interval[]): Interval[] => {
	const covers = union(taken);
	return union(wanted).flatMap((each) => {
		const pieces: Interval[] = [];
		let { from } = each;
		for (const cover of covers) {
			if (cover.to <= from || cover.from >= each.to) continue;
			if (cover.from > from) pieces.push({ from, to: cover.from });
			from = Math.max(from, cover.to);
		}
		if (from < each.to) pieces.push({ from, to: each.to });
		return pieces;
	});
};

/** What of the interval lies within the bounds; undefined: nothing. */
export const within = <T extends Interval>(interval: T, bounds: Interval): T | undefined => {
	const from = Math.max(interval.from, bounds.from);
	const to = Math.min(interval.to, bounds.to);
	return from < to ? { ...interval, from, to } : undefined;
};

export const overlap = (a: Interval, b: Interval): number =>
	Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
