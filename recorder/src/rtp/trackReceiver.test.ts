// Times of a stream whose sender begins to count from elsewhere, as mediasoup does now and then.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RtpPacket } from './rtpPacket.ts';
import { TrackReceiver } from './trackReceiver.ts';

const startMs = 1_790_000_000_000;
const opus = { codec: 'opus', payloadType: 100, clockRate: 48_000, ssrc: 1, rtx: undefined } as const;
const span = 2 ** 32;
/** 20 ms, one frame of CELT, full band. */
const payload = Buffer.from([0xf8, 0xff, 0xfe]);

const ntp = (utcMs: number) =>
	(BigInt(Math.floor(utcMs / 1000) + 2_208_988_800) << 32n) |
	BigInt(Math.floor(((utcMs % 1000) / 1000) * 2 ** 32));

const receiver = () => {
	const times: number[] = [];
	const track = new TrackReceiver(
		opus,
		{ frame: ({ timeMs }) => times.push(timeMs), lost: () => undefined },
		(monotonicMs) => startMs + monotonicMs,
	);
	return { track, times };
};

const packet = (number: number, timestamp: number): RtpPacket => ({
	...{ payloadType: 100, marker: false, ssrc: 1, payload },
	sequenceNumber: number % 0x1_0000,
	timestamp: ((Math.round(timestamp) % span) + span) % span,
});

/** A packet each 20 ms; from `at` on the count is `jump` ticks further, and so are its reports. */
const played = (first: number, jump: number, at: number, late: (number: number) => number) => {
	const { track, times } = receiver();
	for (let number = 0; number < 400; number += 1) {
		const sentMs = number * 20;
		const timestamp = first + sentMs * 48 + (number >= at ? jump : 0);
		track.rtp(packet(number, timestamp), sentMs + late(number));
		if (number % 50 === 1) {
			const report = { ssrc: 1, ntp: ntp(startMs + sentMs), rtpTimestamp: packet(0, timestamp).timestamp };
			track.senderReport(report, sentMs + late(number));
		}
		if (number % 5 === 4) track.feedback(2, sentMs + late(number));
	}
	return times;
};

test('the times go on as the packets arrive, however far the count jumps and whenever', () => {
	const farAway = fc.integer({ min: 30 * 48_000, max: span - 30 * 48_000 });
	fc.assert(
		fc.property(fc.nat(span - 1), farAway, fc.integer({ min: 2, max: 399 }), (first, jump, at) => {
			const times = played(first, jump, at, () => 40);
			expect(times.length).toBeGreaterThan(300);
			for (const [place, timeMs] of times.entries()) {
				expect(Math.abs(timeMs - startMs - (400 - times.length + place) * 20)).toBeLessThan(5);
			}
		}),
		{ numRuns: 50 },
	);
});

test('packets that a network held up for seconds keep the times that they were sent at', () => {
	const times = played(7, 0, 0, (number) => (number >= 100 && number < 300 ? 40 + (300 - number) * 20 : 40));
	expect(times).toHaveLength(400);
	for (const [place, timeMs] of times.entries()) {
		expect(Math.abs(timeMs - startMs - place * 20)).toBeLessThan(5);
	}
});
