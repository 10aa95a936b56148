// Costs that grow from one lesson to the next, in columns of the model.
import type { Rows, Term } from './rows.ts';

/** A column that follows from the others. */
export interface Auxiliary {
	readonly column: number;
	readonly valueFor: (values: Float64Array) => number;
}

/** The n-th of the terms that are 1 costs the n-th of `costs`, which do not fall; no more of them may be 1. */
export const stepped = (terms: readonly Term[], costs: readonly number[], rows: Rows): Auxiliary[] => {
	const free = costs.filter((cost) => cost === 0).length;
	const columns = costs.slice(free).map((cost) => rows.column({ upper: 1, integer: false, cost }));
	if (columns.length === 0) return [];
	rows.atMost([...terms, ...columns.map((column) => ({ column, value: -1 }))], free);
	return columns.map((column, place) => ({
		column,
		valueFor: (values: Float64Array) => (sumOf(terms, values) > free + place + 0.5 ? 1 : 0),
	}));
};

export const sumOf = (terms: readonly Term[], values: Float64Array): number =>
	terms.reduce((sum, { column, value }) => sum + value * (values[column] ?? 0), 0);
