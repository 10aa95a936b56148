// What the features stand on: in this process for one machine, PostgreSQL and Redis for several.
import {
	announcePresence,
	connectRedis,
	createBus,
	createLeases,
	memoryCarrier,
	memoryLeaseStore,
	openDatabase,
	redisCarrier,
	redisLeaseStore,
	systemClock,
	type Bus,
	type Config,
	type Database,
	type Leases,
	type Log,
	type Presence,
} from './platform/index.ts';

export interface Infrastructure {
	readonly database: Database;
	readonly bus: Bus;
	readonly leases: Leases;
	readonly presence: Pick<Presence, 'onLost'>;
	/** In the order that lets what is under way end. */
	close(): Promise<void>;
}

/** @throws AppError `bad-configuration`, `database-in-use` or `unavailable` with a sentence for the operator */
export const openInfrastructure = async (
	config: Pick<Config, 'DATABASE_URL' | 'REDIS_URL'>,
	log: Log,
): Promise<Infrastructure> => {
	const database = await openDatabase(config.DATABASE_URL);
	const company = config.REDIS_URL === undefined ? 'alone' : 'together';
	const presence = await announcePresence({ database, clock: systemClock, log }, company);
	const redis = config.REDIS_URL === undefined ? null : await connectRedis(config.REDIS_URL, log);
	const bus = createBus(redis === null ? memoryCarrier() : await redisCarrier(redis, log), log);
	const store = redis === null ? memoryLeaseStore(systemClock) : redisLeaseStore(redis);
	const leases = createLeases(store, systemClock, log);
	return {
		database,
		bus,
		leases,
		presence,
		async close() {
			await leases.close();
			await bus.close();
			await redis?.close();
			await database.close();
			// Last: whoever waits for it finds everything ended.
			await presence.close();
		},
	};
};
