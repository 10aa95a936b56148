// PostgreSQL: a pool; 64-bit integers and sums arrive as numbers, as they do from SQLite.
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pg from 'pg';
import type { NoTables } from './databaseTypes.ts';
import { AppError, messageOf } from '../errors.ts';
import { GuardedDriver } from './guardedDriver.ts';

/** int8 (counts, instants) and numeric (sums): ours all fit a double's 53 bits. */
const numberTypes: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

const parserOf: pg.CustomTypesConfig['getTypeParser'] = (type, format) => {
	if (numberTypes.has(type) && format !== 'binary') return Number;
	const inherited: unknown = pg.types.getTypeParser(type, format);
	return inherited;
};

export const openPostgres = async (url: string, poolSize: number): Promise<Kysely<NoTables>> => {
	const pool = new pg.Pool({
		connectionString: url,
		max: poolSize,
		connectionTimeoutMillis: 10_000,
		types: { getTypeParser: parserOf },
	});
	// A pooled connection that breaks while idle is replaced at its next use: nothing to do here.
	pool.on('error', () => undefined);
	await reach(pool);
	return new Kysely<NoTables>({
		dialect: {
			createAdapter: () => new PostgresAdapter(),
			createDriver: () =>
				new GuardedDriver(new PostgresDriver({ pool }), { singleConnection: false, busyTimeoutMs: 0 }),
			createIntrospector: (db) => new PostgresIntrospector(db),
			createQueryCompiler: () => new PostgresQueryCompiler(),
		},
	});
};

const reach = async (pool: pg.Pool): Promise<void> => {
	try {
		await pool.query('select 1');
	} catch (error) {
		await pool.end();
		throw new AppError('unavailable', `PostgreSQL cannot be reached: ${messageOf(error)}`, { cause: error });
	}
};
