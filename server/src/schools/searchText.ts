// Search in SQL, alike on both databases: what is stored for it and what is typed are brought to one form.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** Case and full-width forms do not count. */
export const nameKey = (name: string): string => name.trim().normalize('NFKC').toLowerCase();

/** A school is found by its town too. */
export const schoolKey = (name: string, town: string | null): string => nameKey(`${name} ${town ?? ''}`);

/** A condition on `name_key` columns, any of which contains the text; undefined: nothing is searched for. */
export const contains = (
	columns: readonly string[],
	search: string | undefined,
): RawBuilder<boolean> | undefined => {
	const text = nameKey(search ?? '');
	if (text === '') return undefined;
	const like = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
	const conditions = columns.map((column) => sql<boolean>`${sql.ref(column)} like ${like} escape '\\'`);
	return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
};
