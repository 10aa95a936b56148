// When a session is over. Pure.
const minute = 60_000;
const hour = 60 * minute;

/** A session ends when it was not used for this long, ms. */
export const SESSION_IDLE_MS = 12 * hour;
/** A session ends this long after the sign-in, ms, however much it is used. */
export const SESSION_LIFE_MS = 7 * 24 * hour;
/** The same as {@link SESSION_IDLE_MS} on a classroom's device: the classroom must not wait for a forgotten sign-out. */
export const DEVICE_IDLE_MS = 10 * minute;
/** A device is its classroom again this long before its next lesson opens, ms: pages notice within a minute. */
export const DEVICE_LEAD_MS = 2 * minute;

/** Who sits in a Room is said to for this long, ms: well over the time until the next sweep says it again. */
export const SEATED_MS = 3 * minute;

export interface SessionTimes {
	readonly began_at: number;
	readonly last_seen_at: number;
	readonly expires_at: number;
	readonly seated_until: number;
}

/**
 * `opening`: when the first lesson opens that the device's classroom has after the sign-in, null if it has none;
 * undefined where it is nobody's device. Whoever sits in a Room is never put out of it by the time.
 */
export const isOver = (session: SessionTimes, now: number, opening: number | null | undefined): boolean => {
	const { began_at, last_seen_at, expires_at, seated_until } = session;
	if (seated_until > now) return false;
	const idle = opening === undefined ? SESSION_IDLE_MS : DEVICE_IDLE_MS;
	if (expires_at <= now || last_seen_at <= now - idle) return true;
	return typeof opening === 'number' && now >= wantedBack(opening, began_at);
};

/** Who signs in while the device is about to go home is not sent off in the same moment, but when the lesson opens. */
const wantedBack = (opening: number, began: number): number =>
	began < opening - DEVICE_LEAD_MS ? opening - DEVICE_LEAD_MS : opening;
