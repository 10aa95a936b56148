import type { RtpPacket } from './rtpPacket.ts';
import { unwrapNear } from './sequence.ts';

export type JitterBufferOptions = {
	/** A packet missing for so long (ms) is given up and reported lost. */
	giveUpMs: number;
	/** First NACK so long (ms) after the hole was seen, because packets may merely be out of order. */
	nackDelayMs: number;
	/** Second NACK so long (ms) after the first; the wait then grows by half each time. */
	nackRetryMs: number;
	/** A larger hole (packets) is not asked for again: it would be seconds of media at once. */
	maxMissing: number;
};

export type JitterBufferOutput = {
	/** Packets in order of their extended sequence number, each once. */
	packet(packet: RtpPacket): void;
	/** So many packets are gone for good before the next one. */
	lost(count: number): void;
};

type Missing = { since: number; dueAt: number; waitMs: number };

const defaults: JitterBufferOptions = { giveUpMs: 1000, nackDelayMs: 10, nackRetryMs: 90, maxMissing: 1000 };

/**
 * Puts the packets of one SSRC in order. In the normal case (the next packet arrives) nothing is stored.
 * The caller passes the time (ms, any origin, monotonic), so that it runs on any clock.
 */
export class JitterBuffer {
	readonly #options: JitterBufferOptions;
	readonly #output: JitterBufferOutput;
	readonly #waiting = new Map<number, RtpPacket>();
	readonly #missing = new Map<number, Missing>();
	/** Extended sequence number that is to be delivered next; undefined before the first packet. */
	#next: number | undefined;
	#highest = 0;
	/** RFC 3550 A.1: a jump is believed when the packet after it arrives too. */
	#believeAt: number | undefined;

	constructor(output: JitterBufferOutput, options: Partial<JitterBufferOptions> = {}) {
		this.#output = output;
		this.#options = { ...defaults, ...options };
	}

	/** Extended highest sequence number received, for receiver reports. */
	get highest(): number {
		return this.#highest;
	}

	/** Whether a hole is being waited for. */
	get waiting(): boolean {
		return this.#missing.size > 0;
	}

	/** Takes a packet at `now`. Answers false for one that is a duplicate, too late or not believed yet. */
	insert(packet: RtpPacket, now: number): boolean {
		if (this.#next === undefined) {
			this.#next = packet.sequenceNumber;
			this.#highest = packet.sequenceNumber;
		}
		const extended = unwrapNear(packet.sequenceNumber, this.#highest, 16);
		if (Math.abs(extended - this.#highest) > this.#options.maxMissing) return this.#jump(packet, extended);
		this.#believeAt = undefined;
		if (extended === this.#next) {
			this.#missing.delete(extended);
			if (extended > this.#highest) this.#highest = extended;
			this.#next = extended + 1;
			this.#output.packet(packet);
			if (this.#waiting.size > 0) this.#drain();
			return true;
		}
		if (extended < this.#next || this.#waiting.has(extended)) return false;
		this.#noteMissing(extended, now);
		this.#waiting.set(extended, packet);
		return true;
	}

	/** Sequence numbers (16 bits) to ask for again at `now`; gives up those that are too old. */
	due(now: number): number[] {
		const ask: number[] = [];
		if (this.#missing.size === 0) return ask;
		for (const [extended, missing] of this.#missing) {
			if (now - missing.since >= this.#options.giveUpMs) {
				this.#missing.delete(extended);
			} else if (now >= missing.dueAt) {
				ask.push(extended & 0xffff);
				missing.dueAt = now + missing.waitMs;
				missing.waitMs *= 1.5;
			}
		}
		this.#skipGivenUp();
		return ask;
	}

	#noteMissing(extended: number, now: number): void {
		for (let hole = this.#highest + 1; hole < extended; hole++) {
			this.#missing.set(hole, {
				since: now,
				dueAt: now + this.#options.nackDelayMs,
				waitMs: this.#options.nackRetryMs,
			});
		}
		this.#missing.delete(extended);
		if (extended > this.#highest) this.#highest = extended;
	}

	/** Delivers what is in order now. */
	#drain(): void {
		if (this.#next === undefined) return;
		for (;;) {
			const packet = this.#waiting.get(this.#next);
			if (packet === undefined) return;
			this.#waiting.delete(this.#next);
			this.#next += 1;
			this.#output.packet(packet);
		}
	}

	/** Passes over holes at the front that nothing waits for any more. */
	#skipGivenUp(): void {
		while (this.#next !== undefined && this.#next <= this.#highest && !this.#missing.has(this.#next)) {
			let lost = 0;
			while (
				this.#next <= this.#highest &&
				!this.#missing.has(this.#next) &&
				!this.#waiting.has(this.#next)
			) {
				lost += 1;
				this.#next += 1;
			}
			if (lost > 0) this.#output.lost(lost);
			this.#drain();
		}
	}

	/** The sender started somewhere else, or an old packet strayed in: the packet after it will tell. */
	#jump(packet: RtpPacket, extended: number): boolean {
		if (packet.sequenceNumber !== this.#believeAt) {
			this.#believeAt = (packet.sequenceNumber + 1) & 0xffff;
			return false;
		}
		this.#believeAt = undefined;
		this.#missing.clear();
		this.#skipGivenUp();
		this.#output.lost(Math.max(1, extended - (this.#next ?? extended)));
		this.#next = extended + 1;
		this.#highest = extended;
		this.#output.packet(packet);
		return true;
	}
}
