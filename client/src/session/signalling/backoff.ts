// How long to wait before the next attempt to connect. Pure.

const FIRST_MS = 400;
const MOST_MS = 10_000;
const GROWTH = 1.7;

/**
 * Milliseconds before attempt `attempt` (from 0). Grows to ten seconds and stays there for ever; `random`
 * (0 to 1) spreads a county's classrooms over half of it, so that they do not all come in the same second.
 */
export const backoff = (attempt: number, random: number): number => {
	const full = Math.min(MOST_MS, FIRST_MS * GROWTH ** Math.min(attempt, 20));
	return Math.round(full * (0.5 + random / 2));
};

/** After `goingAway`: not before `retryAfterMs`, and spread over as much again, at least a second. */
export const comeBackAfter = (retryAfterMs: number, random: number): number =>
	Math.round(retryAfterMs + random * Math.max(1000, retryAfterMs * 0.5));
