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

	/** A name that may have been meant: longer or shorter than the one that was written, or one character off. */
	near(within: string, name: string): string | null {
		const wanted = nameKey(name);
		const names = this.#shown.get(within) ?? [];
		return (
			names.find((each) => nameKey(each).includes(wanted) || wanted.includes(nameKey(each))) ??
			names.find((each) => differsByOne(nameKey(each), wanted)) ??
			null
		);
	}
}

const keyOf = (within: string, name: string): string => `${within}\n${nameKey(name)}`;

const differsByOne = (one: string, other: string): boolean => {
	const [a, b] = [Array.from(one), Array.from(other)];
	if (a.length !== b.length || a.length < 3) return false;
	return a.filter((character, index) => character !== b[index]).length === 1;
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
