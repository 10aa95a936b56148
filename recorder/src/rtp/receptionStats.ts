import { RtcpReceiverInfo } from 'werift-rtp';

/** Counts of one SSRC for its receiver reports (RFC 3550, 6.4 and A.8). */
export class ReceptionStats {
	readonly #clockRate: number;
	#base: number | undefined;
	#received = 0;
	#expectedBefore = 0;
	#receivedBefore = 0;
	#jitter = 0;
	#transit: number | undefined;
	#lastReport: { middle: number; at: number } | undefined;

	constructor(clockRate: number) {
		this.#clockRate = clockRate;
	}

	/** Counts a packet: its first sequence number sets the base, arrival is in ms. */
	packet(sequenceNumber: number, timestamp: number, arrivalMs: number): void {
		this.#base ??= sequenceNumber;
		this.#received += 1;
		const transit = (arrivalMs * this.#clockRate) / 1000 - timestamp;
		const difference = Math.abs(transit - (this.#transit ?? transit));
		this.#transit = transit;
		// A wrapped timestamp shows as hours; it says nothing about the network.
		if (difference < this.#clockRate * 60) this.#jitter += (difference - this.#jitter) / 16;
	}

	/** Notes a sender report, by whose time in the next receiver report the sender learns the round trip. */
	senderReport(ntp: bigint, arrivalMs: number): void {
		this.#lastReport = { middle: Number((ntp >> 16n) & 0xffff_ffffn), at: arrivalMs };
	}

	/** The report block for `highest` (extended sequence number), or undefined before the first packet. */
	report(ssrc: number, highest: number, nowMs: number): RtcpReceiverInfo | undefined {
		if (this.#base === undefined) return undefined;
		const expected = highest - this.#base + 1;
		const expectedInterval = expected - this.#expectedBefore;
		const lostInterval = expectedInterval - (this.#received - this.#receivedBefore);
		this.#expectedBefore = expected;
		this.#receivedBefore = this.#received;
		const last = this.#lastReport;
		return new RtcpReceiverInfo({
			ssrc,
			fractionLost:
				lostInterval > 0 && expectedInterval > 0
					? Math.min(255, Math.floor((lostInterval * 256) / expectedInterval))
					: 0,
			packetsLost: Math.min(0x7f_ffff, Math.max(0, expected - this.#received)),
			highestSequence: highest % 0x1_0000_0000,
			jitter: Math.floor(this.#jitter),
			lsr: last?.middle ?? 0,
			dlsr: last === undefined ? 0 : Math.round(((nowMs - last.at) * 65536) / 1000),
		});
	}
}
