import { RtpHeader, RtpPacket as WeriftPacket } from 'werift-rtp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRtcp, parseRtpPacket, unwrapRtx } from './rtpPacket.ts';
import { unwrapNear } from './sequence.ts';
import { nack, pictureLoss, receiverReports, senderReports } from './rtcp.ts';
import { ReceptionStats } from './receptionStats.ts';
import { KeyFrameRequests } from './keyFrameRequests.ts';
import { parseStream } from './rtpParameters.ts';

describe('parseRtpPacket', () => {
	it('reads what another implementation wrote', () => {
		fc.assert(
			fc.property(
				fc.record({
					payloadType: fc.integer({ min: 0, max: 127 }),
					marker: fc.boolean(),
					sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
					timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
					ssrc: fc.integer({ min: 0, max: 0xffff_ffff }),
				}),
				fc.uint8Array({ maxLength: 50 }),
				fc.boolean(),
				(fields, bytes, extended) => {
					const header = new RtpHeader({
						...fields,
						extension: extended,
						extensionProfile: 0xbede,
						extensions: extended ? [{ id: 1, payload: Buffer.from([1, 2]) }] : [],
					});
					const data = new WeriftPacket(header, Buffer.from(bytes)).serialize();
					expect(parseRtpPacket(data)).toEqual({ ...fields, payload: Buffer.from(bytes) });
				},
			),
		);
	});

	it('never throws, and refuses what is too short', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
				const data = Buffer.from(bytes);
				const packet = parseRtpPacket(data);
				if (data.length < 12) expect(packet).toBeUndefined();
				if (packet !== undefined) unwrapRtx(packet, 1, 2);
				isRtcp(data);
				senderReports(data);
			}),
		);
	});

	it('unwraps a retransmission', () => {
		const rtx = { payloadType: 97, marker: true, sequenceNumber: 5, timestamp: 9, ssrc: 2 };
		expect(unwrapRtx({ ...rtx, payload: Buffer.from([0x12, 0x34, 7]) }, 1, 96)).toEqual({
			payloadType: 96,
			marker: true,
			sequenceNumber: 0x1234,
			timestamp: 9,
			ssrc: 1,
			payload: Buffer.from([7]),
		});
		expect(unwrapRtx({ ...rtx, payload: Buffer.from([0, 1]) }, 1, 96)).toBeUndefined();
	});
});

it('unwraps numbers near a reference', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 2 ** 40 }),
			fc.integer({ min: -32_767, max: 32_767 }),
			(near, off) => {
				const exact = near + off;
				expect(unwrapNear(((exact % 65_536) + 65_536) % 65_536, near, 16)).toBe(exact);
				const wide = near + off * 60_000;
				expect(unwrapNear(((wide % 2 ** 32) + 2 ** 32) % 2 ** 32, near, 32)).toBe(wide);
			},
		),
	);
});

describe('RTCP', () => {
	it('writes what the other side reads', () => {
		const asked = nack(1, 2, [65_534, 65_535, 0, 1, 40]);
		expect(asked.subarray(0, 2)).toEqual(Buffer.from([0x81, 205]));
		expect(asked.length % 4).toBe(0);
		expect(pictureLoss(1, 2)).toEqual(Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]));
		const stats = new ReceptionStats(90_000);
		for (let seq = 0; seq < 100; seq++) if (seq % 4 !== 3) stats.packet(seq, seq * 3000, seq * 33.3);
		stats.senderReport(0x1234_5678_9abc_def0n, 1000);
		const report = stats.report(2, 99, 1500)!;
		expect(report).toMatchObject({ ssrc: 2, highestSequence: 99, lsr: 0x5678_9abc, dlsr: 32_768 });
		expect(report.fractionLost / 256).toBeCloseTo(0.25, 1);
		expect(report.packetsLost).toBe(25);
		expect(
			receiverReports(
				1,
				Array.from({ length: 40 }, () => report),
			),
		).toHaveLength(2);
	});
});

describe('KeyFrameRequests', () => {
	it('asks at once, then not more often than every 500 ms, until one comes', () => {
		const requests = new KeyFrameRequests();
		const asked: number[] = [];
		for (let at = 0; at <= 3000; at += 50) if (requests.due(true, at)) asked.push(at);
		expect(asked[0]).toBe(0);
		expect(asked.every((at, index) => index === 0 || at - asked[index - 1]! >= 500)).toBe(true);
		requests.came();
		expect(requests.due(false, 9000)).toBe(false);
		requests.want();
		expect(requests.due(false, 9050)).toBe(true);
		requests.came();
		requests.want();
		expect(requests.due(false, 9100)).toBe(false);
		expect(requests.due(false, 9600)).toBe(true);
	});
});

describe('parseStream', () => {
	const codec = { mimeType: 'video/H264', payloadType: 101, clockRate: 90_000 };

	it('finds codec and retransmission', () => {
		const rtx = { mimeType: 'video/rtx', payloadType: 102, clockRate: 90_000, parameters: { apt: 101 } };
		expect(parseStream({ codecs: [codec, rtx], encodings: [{ ssrc: 1, rtx: { ssrc: 2 } }] })).toEqual({
			codec: 'h264',
			payloadType: 101,
			clockRate: 90_000,
			ssrc: 1,
			rtx: { ssrc: 2, payloadType: 102 },
		});
	});

	it('refuses other codecs and shapes', () => {
		expect(() =>
			parseStream({ codecs: [{ ...codec, mimeType: 'video/AV1' }], encodings: [{ ssrc: 1 }] }),
		).toThrow(RangeError);
		expect(() => parseStream({ codecs: [codec], encodings: [] })).toThrow();
	});
});
