// How stubbornly a delivery is tried, and when a webhook is given up. Pure.
import type { Webhook } from '@classroom/protocol';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** After the first, second, … failed attempt, as Standard Webhooks recommends: over a day in all. */
const waits = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 3 * hour, 8 * hour, 14 * hour];

/** How long to wait after so many failed attempts, ms; null: it is given up. */
export const waitAfter = (tries: number): number | null => waits[tries - 1] ?? null;

/** So many attempts in a row without one that went well. */
const failuresToPause = 40;

/** Why a webhook pauses by itself; null: it goes on. 410 says that the address is gone for good. */
export const pauseAfter = (failures: number, answer: number | null): Webhook['pausedBy'] => {
	if (answer === 410) return 'gone';
	return failures >= failuresToPause ? 'failures' : null;
};
