// Finds by name what a sheet refers to: what is there already, and what the same file makes. Pure.
import type { FormReading } from '../../platform/index.ts';
import { plain, shown } from '../../platform/index.ts';
import { nameKey } from '../searchText.ts';

export type Found<T> =
	{ readonly is: 'one'; readonly thing: T } | { readonly is: 'none' } | { readonly is: 'several' };

/** Things by their names within something, such as a school. */
export class Names<T> {
	readonly #byKey = new Map<string, T[]>();
	readonly #shown = new Map<string, string[]>();

	add(within: string, name: string, thing: T): void {
		const key = keyOf(within, name);
		const known = this.#byKey.get(key);
		if (known !== undefined) return void known.push(thing);
		this.#byKey.set(key, [thing]);
		const names = this.#shown.get(within) ?? [];
		names.push(name);
		this.#shown.set(within, names);
	}

	find(within: string, name: string): Found<T> {
		const [thing, ...more] = this.#byKey.get(keyOf(within, name)) ?? [];
		if (thing === undefined) return { is: 'none' };
		return more.length > 0 ? { is: 'several' } : { is: 'one', thing };
	}

	/** A name that may have been meant: one within the other, or a few characters apart. */
	near(within: string, name: string): string | null {
		const wanted = nameKey(name);
		const names = this.#shown.get(within) ?? [];
		return (
			names.find((each) => nameKey(each).includes(wanted) || wanted.includes(nameKey(each))) ??
			names.find((each) => distance(nameKey(each), wanted) <= wanted.length / 3) ??
			null
		);
	}
}

const keyOf = (within: string, name: string): string => `${within}\n${nameKey(name)}`;

/** How many characters are put in, left out or changed (Levenshtein). */
const distance = (one: string, other: string): number => {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [at, character] of Array.from(one).entries()) {
		const next = [at + 1];
		for (let index = 1; index <= other.length; index += 1) {
			const changed = (row[index - 1] ?? 0) + (character === other[index - 1] ? 0 : 1);
			next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
};

/**
 * Every name that stands in the column, in rows with mistakes too: whoever refers to such a row need not be told that
 * it does not exist. Null: nobody knows, for the column itself is not there.
 */
export const mentioned = <Row extends object>(
	{ sheet, places, headerRow, findings }: FormReading<Row>,
	field: string,
): ReadonlySet<string> | null => {
	if (sheet === null || findings.length === 0) return new Set();
	const place = places.get(field);
	if (place === undefined) return null;
	return new Set(sheet.rows.slice(headerRow + 1).map((row) => nameKey(shown(plain(row[place])))));
};
