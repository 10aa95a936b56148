// How often a pointer's move is told: a token bucket for each Peer that points.
import { POINTER_MOVES_A_SECOND } from '@classroom/protocol';
import type { RoomPeer } from './RoomPeer.ts';

/** Moves that were held up on the way come together. */
const BURST = 3;

export interface Pace {
	readonly tokens: number;
	/** Monotonic, ms. */
	readonly at: number;
}

/** The pace after a move at `now`; null: that one was too much. */
export const paceAfter = (pace: Pace | undefined, now: number): Pace | null => {
	const gained = pace === undefined ? BURST : ((now - pace.at) / 1000) * POINTER_MOVES_A_SECOND;
	const tokens = Math.min(BURST, (pace?.tokens ?? 0) + gained);
	return tokens < 1 ? null : { tokens: tokens - 1, at: now };
};

const paces = new WeakMap<RoomPeer, Pace>();

export const mayMove = (peer: RoomPeer, now: number): boolean => {
	const next = paceAfter(paces.get(peer), now);
	if (next !== null) paces.set(peer, next);
	return next !== null;
};
