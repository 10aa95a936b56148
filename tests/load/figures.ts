// What a benchmark says: figures with their baseline and bound, all from one run.

export interface Figure {
	readonly name: string;
	/** Median of the repeats. */
	readonly value: number;
	readonly unit: string;
	/** What it is compared with, in the same unit; null: the bound is absolute. */
	readonly baseline: number | null;
	/** Median of the repeats' ratios; null without a baseline. */
	readonly ratio: number | null;
	/** Smallest and largest of what is judged: the ratio, or the value where there is no baseline. */
	readonly spread: readonly [number, number];
	/** The largest ratio, or value, that holds; null: told, not judged. */
	readonly bound: number | null;
	readonly ok: boolean;
}

export interface Result {
	readonly figures: readonly Figure[];
	/** What a reader has to know: what was measured, and on what. */
	readonly notes?: readonly string[];
}

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

const spreadOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Pairs measured in turns; judged by the median of their ratios. */
export const paired = (
	name: string,
	unit: string,
	pairs: readonly { readonly value: number; readonly baseline: number }[],
	bound: number | null,
): Figure => {
	const ratios = pairs.map((pair) => pair.value / pair.baseline);
	const ratio = median(ratios);
	return {
		name,
		unit,
		value: median(pairs.map((pair) => pair.value)),
		baseline: median(pairs.map((pair) => pair.baseline)),
		ratio,
		spread: spreadOf(ratios),
		bound,
		ok: bound === null || ratio <= bound,
	};
};

/** Values judged by themselves. */
export const absolute = (
	name: string,
	unit: string,
	values: readonly number[],
	bound: number | null,
): Figure => {
	const value = median(values);
	return {
		name,
		unit,
		value,
		baseline: null,
		ratio: null,
		spread: spreadOf(values),
		bound,
		ok: bound === null || value <= bound,
	};
};
