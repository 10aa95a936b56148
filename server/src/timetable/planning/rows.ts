// A linear model in the making, row by row.
import type { ModelData } from 'highs';

export interface Term {
	readonly column: number;
	readonly value: number;
}

export interface Column {
	readonly upper: number;
	readonly integer: boolean;
	readonly cost: number;
}

export class Rows {
	readonly #columns: Column[] = [];
	readonly #upper: number[] = [];
	readonly #lower: number[] = [];
	readonly #starts: number[] = [0];
	readonly #indices: number[] = [];
	readonly #values: number[] = [];
	/** Rows that are there already, by what they say. */
	readonly #known = new Set<string>();

	/** The column's number. */
	column(column: Column): number {
		return this.#columns.push(column) - 1;
	}

	get columnCount(): number {
		return this.#columns.length;
	}

	atMost(terms: readonly Term[], upper: number): void {
		this.#row(terms, Number.NEGATIVE_INFINITY, upper);
	}

	atLeast(terms: readonly Term[], lower: number): void {
		this.#row(terms, lower, Number.POSITIVE_INFINITY);
	}

	/** To be minimised. */
	get data(): ModelData {
		const columns = this.#columns;
		return {
			numCols: columns.length,
			numRows: this.#upper.length,
			colCost: columns.map(({ cost }) => cost),
			colLower: columns.map(() => 0),
			colUpper: columns.map(({ upper }) => upper),
			rowLower: this.#lower,
			rowUpper: this.#upper,
			integrality: columns.map(({ integer }) => (integer ? 1 : 0)),
			matrix: {
				format: 'csr',
				numRows: this.#upper.length,
				numCols: columns.length,
				starts: this.#starts,
				indices: this.#indices,
				values: this.#values,
			},
		};
	}

	#row(terms: readonly Term[], lower: number, upper: number): void {
		if (terms.length === 0) return;
		const text = `${lower} ${upper} ${terms.map(({ column, value }) => `${column}*${value}`).join('+')}`;
		if (this.#known.has(text)) return;
		this.#known.add(text);
		for (const { column, value } of terms) {
			this.#indices.push(column);
			this.#values.push(value);
		}
		this.#starts.push(this.#indices.length);
		this.#lower.push(lower);
		this.#upper.push(upper);
	}
}
