// Thousands of rows in one statement with one parameter, as JSON: to write a term takes a fraction of what a parameter
// for each of its cells does, which the library, the driver and the database would all look at.
import type { Kysely, Transaction } from 'kysely';
import { sql, SqliteAdapter } from 'kysely';
import { setImmediate as breathe } from 'node:timers/promises';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

/** In one go; some 10 ms of SQLite's time, where that is the event loop's. */
const CELLS_AT_ONCE = 12_000;

/** All rows have the columns of the first; others go on between the statements. Throws as any insert does. */
export const insertPacked = async <Tables, Table extends keyof Tables & string>(
	db: Kysely<Tables> | Transaction<Tables>,
	table: Table,
	rows: readonly (NoInfer<Partial<Tables[Table]>> & Row)[],
): Promise<void> => {
	const [first] = rows;
	if (first === undefined) return;
	const columns = Object.keys(first);
	const most = Math.max(1, Math.floor(CELLS_AT_ONCE / columns.length));
	const insert = db.getExecutor().adapter instanceof SqliteAdapter ? onSqlite : onPostgres;
	for (let done = 0; done < rows.length; done += most) {
		if (done > 0) await breathe();
		await insert(table, columns, rows.slice(done, done + most)).execute(db);
	}
};

const onSqlite = (table: string, columns: readonly string[], rows: readonly Row[]) => {
	const cells = columns.map((_, place) => sql`json_extract(value, ${sql.lit(`$[${place}]`)})`);
	const json = JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null)));
	return sql`insert into ${sql.table(table)} (${names(columns)}) select ${sql.join(cells)} from json_each(${json})`;
};

/** The table itself says of what types its columns are. */
const onPostgres = (table: string, columns: readonly string[], rows: readonly Row[]) =>
	sql`insert into ${sql.table(table)} (${names(columns)}) select ${names(columns)}
		from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;

const names = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
