import type { GapCause } from '@classroom/protocol';
import type { MediaFrame } from '../media/frames.ts';

export type MissingSpan = { fromMs: number; toMs: number; cause: GapCause };

/** Shorter holes (ms) are concealed and not worth a line in the lesson log. */
const shortestMs = 100;

/** Notes from when to when one kind of media of a Track is missing, and why. Times are UTC ms. */
export class GapTracker {
	readonly #silentAfterMs: number;
	readonly #report: (span: MissingSpan) => void;
	#endMs: number | undefined;
	#open: { fromMs: number; cause: GapCause } | undefined;

	/** A pause of more than `silentAfterMs` is a gap even if no packet was lost: the source stood still. */
	constructor(silentAfterMs: number, report: (span: MissingSpan) => void) {
		this.#silentAfterMs = silentAfterMs;
		this.#report = report;
	}

	/** Something is missing from the end of the last frame on. A cause that is known better takes over. */
	lost(cause: GapCause): void {
		if (this.#open === undefined) {
			if (this.#endMs !== undefined) this.#open = { fromMs: this.#endMs, cause };
		} else if (this.#open.cause === 'source-silent') {
			this.#open.cause = cause;
		}
	}

	/** Something is missing from `fromMs` on: what an earlier recorder wrote ends there. */
	lostSince(fromMs: number, cause: GapCause): void {
		this.#open ??= { fromMs, cause };
	}

	/** A frame that is there again, or still. */
	frame(frame: MediaFrame): void {
		if (frame.timeMs - (this.#endMs ?? Infinity) > this.#silentAfterMs) this.lost('source-silent');
		this.#close(frame.timeMs);
		const endMs = frame.timeMs + (frame.kind === 'audio' ? frame.durationMs : 0);
		if (this.#endMs === undefined || endMs > this.#endMs) this.#endMs = endMs;
	}

	/** Nothing more is expected: what was open ends now. */
	stop(nowMs: number): void {
		this.#close(nowMs);
		this.#endMs = undefined;
	}

	#close(toMs: number): void {
		const open = this.#open;
		this.#open = undefined;
		if (open === undefined || toMs - open.fromMs < shortestMs) return;
		this.#report({ fromMs: Math.round(open.fromMs), toMs: Math.round(toMs), cause: open.cause });
	}
}
