/** Opus frame durations by the configuration in the packet's first byte (RFC 6716, 3.1), in ms. */
const frameMs = [
	...[10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 40, 60],
	...[10, 20, 10, 20],
	...[2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20],
];

/** Duration (ms) of an Opus packet; 0 if it is not one. */
export function opusDurationMs(packet: Buffer): number {
	const toc = packet[0];
	if (toc === undefined) return 0;
	const one = frameMs[toc >> 3] ?? 0;
	switch (toc & 3) {
		case 0:
			return one;
		case 1:
		case 2:
			return 2 * one;
		default:
			return ((packet[1] ?? 0) & 0x3f) * one;
	}
}

/** Shortest piece of silence there is: everything is aligned to this (ms). */
export const silenceStepMs = 2.5;

/**
 * Full-band CELT packets, stereo, that say "silence" (the well-known FC FF FE and its shorter sisters).
 * Every decoder takes them at any place.
 */
const silences: readonly { durationMs: number; data: Buffer }[] = [
	{ durationMs: 20, data: Buffer.from([0xfc, 0xff, 0xfe]) },
	{ durationMs: 10, data: Buffer.from([0xf4, 0xff, 0xfe]) },
	{ durationMs: 5, data: Buffer.from([0xec, 0xff, 0xfe]) },
	{ durationMs: 2.5, data: Buffer.from([0xe4, 0xff, 0xfe]) },
];

/** Silence packets that together last `durationMs`, rounded to the nearest 2.5 ms. */
export function silence(durationMs: number): { durationMs: number; data: Buffer }[] {
	const packets: { durationMs: number; data: Buffer }[] = [];
	let left = Math.round(durationMs / silenceStepMs) * silenceStepMs;
	for (const packet of silences) {
		while (left >= packet.durationMs) {
			packets.push(packet);
			left -= packet.durationMs;
		}
	}
	return packets;
}

/** OpusHead (RFC 7845, 5.1): two channels, nothing to skip, because recording begins in mid-stream. */
export function opusHead(): Buffer {
	const head = Buffer.alloc(19);
	head.write('OpusHead', 0, 'latin1');
	head.writeUInt8(1, 8);
	head.writeUInt8(2, 9);
	head.writeUInt16LE(0, 10);
	head.writeUInt32LE(48_000, 12);
	return head;
}
