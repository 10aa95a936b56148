import { unwrapNear } from './sequence.ts';

const ntpEpochToUnixS = 2_208_988_800;

/** UTC ms (with fraction) of a 64-bit NTP time stamp. */
export function ntpToUtcMs(ntp: bigint): number {
	return (Number(ntp >> 32n) - ntpEpochToUnixS) * 1000 + (Number(ntp & 0xffff_ffffn) * 1000) / 0x1_0000_0000;
}

const windowSize = 9;
const jumpMs = 100;
const agreeMs = 30;
/** The mapping moves at most so many ms for each second of media: too slow to see or hear. */
const slewMsPerS = 5;

/**
 * Where a stream's RTP timestamps are on the sender's wall clock, learnt from its sender reports.
 * mediasoup makes the reports of all Consumers of one worker from that worker's clock, so times of different
 * tracks can be compared. Single reports are off by network jitter: the median of the last nine counts, and
 * the mapping follows it slowly, so that sound and picture drift neither apart nor visibly.
 */
export class SenderClock {
	readonly #ticksPerMs: number;
	#samples: number[] = [];
	/** UTC ms of RTP timestamp 0. */
	#offset: number | undefined;
	#fromReports = false;
	#slewedAt = 0;
	#latest = 0;

	constructor(clockRate: number) {
		this.#ticksPerMs = clockRate / 1000;
	}

	get known(): boolean {
		return this.#offset !== undefined;
	}

	/** Takes a sender report's pair of times; `timestamp` has 32 bits. */
	senderReport(ntp: bigint, timestamp: number): void {
		const extended = unwrapNear(timestamp, this.#latest, 32);
		this.#samples.push(ntpToUtcMs(ntp) - extended / this.#ticksPerMs);
		if (this.#samples.length > windowSize) this.#samples.shift();
		if (!this.#fromReports || this.#offset === undefined) {
			const estimated = this.#offset;
			const first = this.#samples[0];
			// An estimate by arrival times is near enough to be slewed from; a wrong one is replaced.
			if (first !== undefined && (estimated === undefined || Math.abs(first - estimated) > jumpMs)) {
				this.#offset = first;
			}
			this.#fromReports = true;
			this.#slewedAt = this.#latest;
			return;
		}
		this.#jumpIfAgreed(this.#offset);
	}

	/** Without any report: `arrivalUtcMs` is taken for the time of `extended`. Ignored once reports came. */
	estimate(extended: number, arrivalUtcMs: number): void {
		if (!this.known) this.#offset = arrivalUtcMs - extended / this.#ticksPerMs;
	}

	/** Notes the newest extended timestamp, to which those of reports are near. */
	seen(extended: number): void {
		if (extended > this.#latest || this.#latest === 0) this.#latest = extended;
	}

	/**
	 * The sender counts from elsewhere from `extended` on, which is `elapsedMs` after `previous`; reports until now were of
	 * the old count.
	 */
	recounted(previous: number, extended: number, elapsedMs: number): void {
		this.#samples = [];
		this.#latest = extended;
		this.#slewedAt = extended;
		if (this.#offset !== undefined) this.#offset += (previous - extended) / this.#ticksPerMs + elapsedMs;
	}

	/** UTC ms of an extended timestamp, or undefined before anything is known. */
	toUtcMs(extended: number): number | undefined {
		if (this.#offset === undefined) return undefined;
		if (this.#samples.length > 0) this.#slew(extended, this.#offset);
		return this.#offset + extended / this.#ticksPerMs;
	}

	#slew(extended: number, offset: number): void {
		const elapsedS = (extended - this.#slewedAt) / this.#ticksPerMs / 1000;
		if (elapsedS <= 0) return;
		this.#slewedAt = extended;
		const limit = Math.min(elapsedS, 10) * slewMsPerS;
		const error = median(this.#samples) - offset;
		this.#offset = offset + Math.max(-limit, Math.min(limit, error));
	}

	/** A sender whose clock really moved (sleep, a new device) is believed after three agreeing reports. */
	#jumpIfAgreed(offset: number): void {
		const last = this.#samples.slice(-3);
		if (last.length < 3) return;
		const middle = median(last);
		const agree = last.every((sample) => Math.abs(sample - middle) <= agreeMs);
		if (!agree || Math.abs(middle - offset) <= jumpMs) return;
		this.#samples = last;
		this.#offset = middle;
	}
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? 0;
}
