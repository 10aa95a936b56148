import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VideoUnit } from './frames.ts';
import { sameFormat } from './frames.ts';
import { avcConfiguration, H264Depacketizer } from './h264.ts';
import { opusDurationMs, silence } from './opus.ts';
import { spsSize } from './sps.ts';
import { Vp8Depacketizer } from './vp8.ts';

/** 640x360 in constrained baseline, and 1920x1080 in high profile, both with cropping. */
const sps = Buffer.from('6742c016d900a02ff970110000030001000003001e0f162e48', 'hex');
const highSps = Buffer.from('67640028acd940780227e5c044000003000400000300783c60c658', 'hex');
const pps = Buffer.from('68ce3c80', 'hex');
const idr = Buffer.from([0x65, ...Array.from({ length: 3000 }, (_, index) => index % 251)]);
const delta = Buffer.from([0x41, 1, 2, 3]);

const withLength = (...nals: Buffer[]) =>
	Buffer.concat(
		nals.flatMap((nal) => {
			const length = Buffer.alloc(4);
			length.writeUInt32BE(nal.length);
			return [length, nal];
		}),
	);

function fragments(nal: Buffer, size: number): Buffer[] {
	const first = nal[0]!;
	const parts: Buffer[] = [];
	for (let at = 1; at < nal.length; at += size) {
		const flags = (at === 1 ? 0x80 : 0) | (at + size >= nal.length ? 0x40 : 0);
		parts.push(
			Buffer.concat([
				Buffer.from([(first & 0xe0) | 28, flags | (first & 0x1f)]),
				nal.subarray(at, at + size),
			]),
		);
	}
	return parts;
}

function stapA(...nals: Buffer[]): Buffer {
	const parts = nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 0xff]), nal]);
	return Buffer.concat([Buffer.from([24]), ...parts]);
}

function collect() {
	const units: VideoUnit[] = [];
	return { units, output: (unit: VideoUnit) => units.push(unit) };
}

describe('H264Depacketizer', () => {
	const keyPackets = (size: number) => [stapA(sps, pps), ...fragments(idr, size)];
	const send = (depacketizer: H264Depacketizer, packets: Buffer[], timestamp: number) => {
		for (const [index, packet] of packets.entries()) {
			depacketizer.push(packet, timestamp, index === packets.length - 1);
		}
	};

	it('puts pictures together, however they were cut', () => {
		fc.assert(
			fc.property(fc.integer({ min: 10, max: 4000 }), (size) => {
				const { units, output } = collect();
				const depacketizer = new H264Depacketizer(output);
				send(depacketizer, keyPackets(size), 0);
				send(depacketizer, [delta], 3000);
				expect(units).toHaveLength(2);
				expect(units[0]).toMatchObject({ timestamp: 0, keyFrame: true, format: { width: 640, height: 360 } });
				expect(units[0]!.data.equals(withLength(sps, pps, idr))).toBe(true);
				expect(units[1]).toMatchObject({ timestamp: 3000, keyFrame: false, data: withLength(delta) });
			}),
		);
	});

	it('gives nothing out before a key frame, and never a picture of which something was lost', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (kept) => {
				const { units, output } = collect();
				const depacketizer = new H264Depacketizer(output);
				const pictures = Array.from({ length: 6 }, (_, index) =>
					index % 3 === 0 ? keyPackets(1000) : fragments(Buffer.concat([delta, Buffer.alloc(20)]), 12),
				);
				const whole: boolean[] = [];
				let at = 0;
				for (const [index, packets] of pictures.entries()) {
					let complete = true;
					for (const [part, packet] of packets.entries()) {
						if (kept[at++ % kept.length] === true) {
							depacketizer.push(packet, index * 3000, part === packets.length - 1);
						} else {
							complete = false;
							depacketizer.lost();
						}
					}
					const before = index % 3 === 0 ? true : whole[index - 1]!;
					whole.push(complete && before);
				}
				const given = units.map(({ timestamp }) => timestamp / 3000);
				for (const picture of given) expect(whole[picture]).toBe(true);
				// A whole key frame is never left out.
				for (const picture of [0, 3]) if (whole[picture] === true) expect(given).toContain(picture);
			}),
		);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 20 }), (packets) => {
				const depacketizer = new H264Depacketizer(() => undefined);
				for (const [index, packet] of packets.entries()) {
					depacketizer.push(Buffer.from(packet), index >> 1, index % 2 === 0);
				}
				spsSize(Buffer.from(packets[0] ?? []));
			}),
		);
	});

	it('knows sizes and configuration', () => {
		expect(spsSize(sps)).toEqual({ width: 640, height: 360 });
		expect(spsSize(highSps)).toEqual({ width: 1920, height: 1080 });
		expect(avcConfiguration({ sps, pps }).toString('hex')).toBe(
			`01${sps.toString('hex', 1, 4)}ffe1${sps.length.toString(16).padStart(4, '0')}${sps.toString('hex')}010004${pps.toString('hex')}`,
		);
		const format = { codec: 'h264', width: 640, height: 360, sps, pps } as const;
		expect(sameFormat(format, { ...format, pps: Buffer.from([1]) })).toBe(true);
		expect(sameFormat(format, { ...format, sps: highSps })).toBe(false);
		expect(sameFormat(format, { codec: 'vp8', width: 640, height: 360 })).toBe(false);
	});
});

describe('Vp8Depacketizer', () => {
	const key = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01, 1, 2, 3, 4]);
	const other = Buffer.from([0x11, 5, 6]);

	it('puts frames together over all kinds of descriptors', () => {
		const { units, output } = collect();
		const depacketizer = new Vp8Depacketizer(output);
		depacketizer.push(
			Buffer.concat([Buffer.from([0x90, 0xe0, 0x80, 5, 1, 0x20]), key.subarray(0, 9)]),
			0,
			false,
		);
		depacketizer.push(Buffer.concat([Buffer.from([0x80, 0x80, 5]), key.subarray(9)]), 0, true);
		depacketizer.push(Buffer.concat([Buffer.from([0x10]), other]), 3000, true);
		expect(units).toEqual([
			{ timestamp: 0, keyFrame: true, data: key, format: { codec: 'vp8', width: 640, height: 360 } },
			{ timestamp: 3000, keyFrame: false, data: other, format: { codec: 'vp8', width: 640, height: 360 } },
		]);
	});

	it('waits for a key frame after a loss', () => {
		const { units, output } = collect();
		const depacketizer = new Vp8Depacketizer(output);
		depacketizer.push(Buffer.concat([Buffer.from([0x10]), key]), 0, true);
		depacketizer.lost();
		expect(depacketizer.needsKeyFrame).toBe(true);
		depacketizer.push(Buffer.concat([Buffer.from([0x00]), other]), 3000, true);
		depacketizer.push(Buffer.concat([Buffer.from([0x10]), other]), 6000, true);
		depacketizer.push(Buffer.concat([Buffer.from([0x10]), key]), 9000, true);
		expect(units.map(({ timestamp }) => timestamp)).toEqual([0, 9000]);
	});
});

describe('Opus', () => {
	it('knows how long packets are', () => {
		expect(opusDurationMs(Buffer.from([0xfc, 0xff, 0xfe]))).toBe(20);
		expect(opusDurationMs(Buffer.from([0x78, 1]))).toBe(20);
		expect(opusDurationMs(Buffer.from([0x19, 1]))).toBe(120);
		expect(opusDurationMs(Buffer.from([0xe3, 0x04]))).toBe(10);
		expect(opusDurationMs(Buffer.alloc(0))).toBe(0);
	});

	it('makes silence of any length, to 2.5 ms', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (wanted) => {
				const packets = silence(wanted);
				const made = packets.reduce((sum, { durationMs }) => sum + durationMs, 0);
				expect(Math.abs(made - wanted)).toBeLessThanOrEqual(1.25);
				for (const { data, durationMs } of packets) expect(opusDurationMs(data)).toBe(durationMs);
			}),
		);
	});
});
