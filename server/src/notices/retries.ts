// How stubbornly a delivery is tried, and when a webhook is given up. Pure.
import type { Instant, Webhook } from '@classroom/protocol';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** After the first, second, … failed attempt, as Standard Webhooks recommends: over a day in all. */
const waits = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 3 * hour, 8 * hour, 14 * hour];

/** How long to wait after so many failed attempts, ms; null: it is given up. */
export const waitAfter = (tries: number): number | null => waits[tries - 1] ?? null;

/**
 * From one message of a robot to the next. 企业微信 and 钉钉 take 20 a minute, and 钉钉 then none for 10 minutes; what
 * is left of the 20 is for tests.
 */
export const robotTurnMs = 4 * second;
/** So long a robot's message waits for others: what was done at once is told at once. */
export const gatherMs = 2 * second;

/** A receiver that restarts, or is away over a weekend, is not given up. */
const failingToPauseMs = 3 * 24 * hour;

/** How it stands with a webhook after an attempt that failed. */
export interface Failing {
	/** The first failure since the last success. */
	readonly since: Instant;
	readonly now: Instant;
	/** HTTP status; null: there was none. */
	readonly answer: number | null;
	/** It was this message's last attempt. */
	readonly givenUp: boolean;
}

/**
 * Why a webhook pauses by itself; null: it goes on. Only with a message that was tried for all its time: how many
 * fail at once says how many there were, and nothing of the receiver. 410 says that the address is gone for good.
 */
export const pauseAfter = ({ since, now, answer, givenUp }: Failing): Webhook['pausedBy'] => {
	if (answer === 410) return 'gone';
	return givenUp && now - since >= failingToPauseMs ? 'failures' : null;
};
