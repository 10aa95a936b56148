// The count-down that everybody sees.
import { z } from 'zod';
import { by, event } from './eventOf.ts';

/** Shortest and longest count-down, seconds. */
export const TIMER_MIN_S = 5;
export const TIMER_MAX_S = 3600;

const seconds = z.int().min(TIMER_MIN_S, 'out-of-range').max(TIMER_MAX_S, 'out-of-range');
export const TimerSeconds = seconds;

export const timerEvents = [
	/** Takes the place of one that runs. */
	event('timer-started', { seconds, ...by }),
	event('timer-extended', { seconds, ...by }),
	event('timer-stopped', by),
	/** It has run out. */
	event('timer-ended', {}),
] as const;
