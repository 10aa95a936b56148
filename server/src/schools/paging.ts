// Pages of long lists: the cursor is the order's values of the last row seen, so that rows added or removed
// meanwhile neither repeat nor skip others.
import { AppError } from '../platform/index.ts';
import type { z } from 'zod';

export interface PageRequest {
	readonly cursor?: string;
	readonly limit: number;
}

export interface Page<T> {
	readonly items: T[];
	/** The cursor of the next page; null: this is the last. */
	readonly next: string | null;
	/** How many there are on all pages. */
	readonly total: number;
}

const encode = (values: readonly (string | number)[]): string =>
	Buffer.from(JSON.stringify(values)).toString('base64url');

/** The last row's values. Throws `bad-request` for what is no cursor of this list. */
export const readCursor = <T extends z.ZodType>(
	shape: T,
	cursor: string | undefined,
): z.output<T> | undefined => {
	if (cursor === undefined) return undefined;
	const parsed = shape.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
	if (parsed.success) return parsed.data;
	throw new AppError('bad-request', 'not a cursor of this list', {
		issues: [{ path: 'cursor', code: 'bad-format' }],
	});
};

const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Makes a page of `limit + 1` rows in order: one more than is shown says that there is a next page. */
export const pageOf = <T>(
	rows: readonly T[],
	limit: number,
	total: number,
	valuesOf: (row: T) => readonly (string | number)[],
): Page<T> => {
	const items = rows.slice(0, limit);
	const last = items.at(-1);
	const more = rows.length > limit && last !== undefined;
	return { items, total, next: more ? encode(valuesOf(last)) : null };
};

/** The same page of other things. */
export const mapPage = <T, U>(page: Page<T>, change: (item: T) => U): Page<U> => ({
	...page,
	items: page.items.map(change),
});
