// What the quality ladder knows of one Peer's link between two measurements.
import type { LadderSource } from './rungs.ts';
import { noSigns, type OwnSigns, type Sign, type Signs } from './symptoms.ts';

/** Quiet time after something was given up. */
export const FIRST_WAIT_MS = 3_000;

export interface Measurement extends Signs {
	readonly sources: readonly LadderSource[];
	/** mediasoup's, bit/s; null: none. */
	readonly estimate: number | null;
	/** All that goes to the Peer, bit/s. */
	readonly sent: number;
}

export type LadderCause = Sign | 'estimate' | 'sources' | 'recovered';

export type Phase =
	| { readonly kind: 'steady'; readonly since: number }
	/** Something was given up for `sign`; its effect is awaited. */
	| {
			readonly kind: 'settling';
			readonly since: number;
			readonly sign: Sign;
			readonly value: number;
			readonly from: number;
	  }
	/**
	 * More is sent, and watched. mediasoup's estimate is lifted to it once and then let go: a queue that begins to
	 * grow makes it fall, long before anything is lost.
	 */
	| {
			readonly kind: 'watching';
			readonly since: number;
			readonly from: number;
			readonly lifted: boolean;
	  };

export interface LadderState {
	readonly shape: string;
	/** Into {@link rungsOf} the sources; while watching, the one that is tried. */
	readonly rung: number;
	/** Whether anything was ever given up since all went well: then the ladder alone says what is sent. */
	readonly held: boolean;
	/** What the link has carried, bit/s. */
	readonly proven: number;
	readonly phase: Phase;
	/** Quiet time before the next test, ms. */
	readonly waitMs: number;
	/** Where the last tests ended badly; null: nowhere yet. */
	readonly ceiling: Ceiling | null;
	/** When more was last tried in earnest. */
	readonly triedAt: number;
	readonly own: OwnSigns;
	/** Since when mediasoup's estimate alone withholds pictures. */
	readonly limitedSince: number | null;
	/** It has for too long: it is lifted again. */
	readonly lifting: boolean;
	/** Rungs to take at once with the next test: more after each that was passed. */
	readonly stride: number;
	readonly cause: LadderCause;
}

/** So much was too much. It is tried again after a time that grows with each failure. */
export interface Ceiling {
	/** Bit/s. */
	readonly demand: number;
	readonly until: number;
	readonly waitMs: number;
	/** So much that it would be another line: tried sooner, since it is clear at once whether it is. */
	readonly above: { readonly until: number; readonly waitMs: number };
}

export const newLadder = (now: number): LadderState => ({
	shape: '',
	rung: 0,
	held: false,
	proven: 0,
	phase: { kind: 'steady', since: now },
	waitMs: FIRST_WAIT_MS,
	ceiling: null,
	triedAt: now,
	own: noSigns,
	limitedSince: null,
	lifting: false,
	stride: 1,
	cause: 'recovered',
});
