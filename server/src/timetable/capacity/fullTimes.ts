// When what is limited has no room for one more. Pure.
import type { Load } from './needs.ts';

/** `by`: the first of those that use it then. */
export interface FullTime<L> {
	readonly from: number;
	readonly until: number;
	readonly by: L;
}

/**
 * By start, the stretches in which something is used and `amount` more would be above `capacity`. What is too much by
 * itself is given as well as it can be where nothing else is.
 */
export const fullTimes = <L extends Load>(
	loads: readonly L[],
	amount: number,
	capacity: number,
): FullTime<L>[] => {
	const starts = Map.groupBy(loads, ({ from }) => from);
	const ends = Map.groupBy(loads, ({ until }) => until);
	const moments = [...new Set([...starts.keys(), ...ends.keys()])].toSorted((a, b) => a - b);
	const using = new Set<L>();
	let used = 0;
	let full: { readonly from: number; readonly by: L } | undefined;
	const times: FullTime<L>[] = [];
	for (const at of moments) {
		for (const load of ends.get(at) ?? []) if (using.delete(load)) used -= load.amount;
		for (const load of starts.get(at) ?? []) {
			using.add(load);
			used += load.amount;
		}
		const [first] = using;
		const isFull = first !== undefined && used + amount > capacity;
		if (isFull) full ??= { from: at, by: first };
		else if (full !== undefined) {
			times.push({ ...full, until: at });
			full = undefined;
		}
	}
	return times;
};
