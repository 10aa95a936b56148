// Where leases are written down: values that vanish by themselves, changed only by who wrote them.
import type { Clock } from '../clock.ts';
import type { RedisClient } from '../redis.ts';

export interface LeaseStore {
	/** Writes the value for `ttlMs` unless there is one. */
	take(key: string, value: string, ttlMs: number): Promise<boolean>;
	/** Gives it `ttlMs` from now if it is still there. */
	extend(key: string, value: string, ttlMs: number): Promise<boolean>;
	/** Removes it if it is still there. */
	drop(key: string, value: string): Promise<void>;
	read(key: string): Promise<string | null>;
}

/** For one process. Several `Leases` on one store are several nodes to each other. */
export const memoryLeaseStore = (clock: Clock): LeaseStore => {
	const entries = new Map<string, { value: string; until: number }>();
	const current = (key: string): string | null => {
		const entry = entries.get(key);
		if (entry === undefined || entry.until > clock.monotonic()) return entry?.value ?? null;
		entries.delete(key);
		return null;
	};
	const put = (key: string, value: string, ttlMs: number): boolean => {
		entries.set(key, { value, until: clock.monotonic() + ttlMs });
		return true;
	};
	return {
		take: (key, value, ttlMs) => Promise.resolve(current(key) === null && put(key, value, ttlMs)),
		extend: (key, value, ttlMs) => Promise.resolve(current(key) === value && put(key, value, ttlMs)),
		drop: (key, value) => {
			if (current(key) === value) entries.delete(key);
			return Promise.resolve();
		},
		read: (key) => Promise.resolve(current(key)),
	};
};

const extendScript = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end`;
const dropScript = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`;

/** For several nodes. */
export const redisLeaseStore = (redis: RedisClient): LeaseStore => {
	const nameOf = (key: string): string => `lease:${key}`;
	return {
		async take(key, value, ttlMs) {
			const options = { condition: 'NX', expiration: { type: 'PX', value: ttlMs } } as const;
			return (await redis.set(nameOf(key), value, options)) === 'OK';
		},
		async extend(key, value, ttlMs) {
			const done = await redis.eval(extendScript, { keys: [nameOf(key)], arguments: [value, String(ttlMs)] });
			return done === 1;
		},
		async drop(key, value) {
			await redis.eval(dropScript, { keys: [nameOf(key)], arguments: [value] });
		},
		read: (key) => redis.get(nameOf(key)),
	};
};
