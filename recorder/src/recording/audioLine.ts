import type { AudioFrame } from '../media/frames.ts';
import { silence, silenceStepMs } from '../media/opus.ts';

/** Sound may be so far (ms) from its true time before a frame is put in or left out: neither is heard. */
const toleranceMs = 12;
/** Up to so many frames in a row are left to the decoder to conceal; more is silence. */
const concealedFrames = 5;

export type AudioWrite = (timeMs: number, durationMs: number, data: Buffer) => void;

/**
 * Sound without holes: each packet begins where the last one ended, whatever was lost, muted or late. The true
 * times of the frames are followed within 12 ms, so that sound never drifts against the picture.
 */
export class AudioLine {
	readonly #write: AudioWrite;
	#position: number;
	/** After silence the phase is free, and real sound is placed to the nearest 2.5 ms. */
	#aligned = false;
	#toc: { byte: number; durationMs: number } | undefined;

	constructor(startMs: number, write: AudioWrite) {
		this.#position = startMs;
		this.#write = write;
	}

	/** Where the next packet goes (UTC ms). */
	get position(): number {
		return this.#position;
	}

	/** Writes a frame at its place; answers false if sound was already written for its time. */
	push(frame: AudioFrame): boolean {
		const tolerance = this.#aligned ? toleranceMs : silenceStepMs / 2;
		const ahead = frame.timeMs - this.#position;
		if (ahead < -tolerance && ahead < -frame.durationMs / 2) return false;
		if (ahead < -toleranceMs) return false;
		if (ahead > tolerance) this.#conceal(ahead);
		this.#put(frame.durationMs, frame.data);
		this.#aligned = true;
		const byte = frame.data[0];
		if (byte !== undefined) this.#toc = { byte: byte & 0xfc, durationMs: frame.durationMs };
		return true;
	}

	/** Fills with silence up to `timeMs`, leaving less than a packet of 20 ms open. */
	fillTo(timeMs: number): void {
		const missing = Math.floor((timeMs - this.#position) / 20) * 20;
		if (missing <= 0) return;
		for (const { durationMs, data } of silence(missing)) this.#put(durationMs, data);
		this.#aligned = false;
	}

	/** A packet that is a configuration and nothing else tells the decoder to conceal (RFC 6716, 3.2.1). */
	#conceal(durationMs: number): void {
		let left = durationMs;
		const toc = this.#toc;
		if (this.#aligned && toc !== undefined && left <= toc.durationMs * concealedFrames + toleranceMs) {
			for (; left >= toc.durationMs - silenceStepMs / 2; left -= toc.durationMs) {
				this.#put(toc.durationMs, Buffer.from([toc.byte]));
			}
		}
		for (const packet of silence(left)) this.#put(packet.durationMs, packet.data);
	}

	#put(durationMs: number, data: Buffer): void {
		this.#write(this.#position, durationMs, data);
		this.#position += durationMs;
	}
}
