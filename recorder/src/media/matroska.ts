import type { VideoFormat } from './frames.ts';
import { avcConfiguration } from './h264.ts';
import { opusHead } from './opus.ts';

/** Tick of all times in the stream: 0.1 ms, so that both 90 kHz and 48 kHz times lose nothing audible. */
export const ticksPerMs = 10;

export const videoTrack = 1;
export const audioTrack = 2;

/** Start of a live Matroska stream (RFC 9559) with the given tracks; `video` is undefined for sound alone. */
export function matroskaHeader(tracks: { video: VideoFormat | undefined; audio: boolean }): Buffer {
	const entries: Buffer[] = [];
	if (tracks.video !== undefined) entries.push(videoEntry(tracks.video));
	if (tracks.audio) entries.push(audioEntry());
	return Buffer.concat([
		element(0x1a45dfa3, [
			unsigned(0x4286, 1),
			unsigned(0x42f7, 1),
			unsigned(0x42f2, 4),
			unsigned(0x42f3, 8),
			text(0x4282, 'matroska'),
			unsigned(0x4287, 4),
			unsigned(0x4285, 2),
		]),
		// A segment without known size: a live stream.
		id(0x18538067),
		Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
		element(0x1549a966, [
			unsigned(0x2ad7b1, 1_000_000 / ticksPerMs),
			text(0x4d80, 'recorder'),
			text(0x5741, 'recorder'),
		]),
		element(0x1654ae6b, entries),
	]);
}

/**
 * What stands before a frame's data: a cluster of its own with one SimpleBlock, so that any pause and any time
 * is possible and a frame never waits for the next. `ticks` is the time since the start (0.1 ms).
 */
export function matroskaBlockHead(track: number, ticks: number, keyFrame: boolean, bytes: number): Buffer {
	const head = Buffer.allocUnsafe(32);
	const blockBytes = 4 + bytes;
	head.writeUInt32BE(0x1f43b675, 0);
	// Timestamp element: 2 + 6 bytes; block: 1 + 4 bytes and its content.
	head.writeUInt8(0x08, 4);
	head.writeUInt32BE(8 + 5 + blockBytes, 5);
	head.writeUInt8(0xe7, 9);
	head.writeUInt8(0x86, 10);
	head.writeUIntBE(ticks, 11, 6);
	head.writeUInt8(0xa3, 17);
	head.writeUInt32BE(0x1000_0000 + blockBytes, 18);
	head.writeUInt8(0x80 | track, 22);
	head.writeUInt16BE(0, 23);
	head.writeUInt8(keyFrame ? 0x80 : 0, 25);
	return head.subarray(0, 26);
}

function videoEntry(format: VideoFormat): Buffer {
	const h264 = format.codec === 'h264';
	return element(0xae, [
		unsigned(0xd7, videoTrack),
		unsigned(0x73c5, videoTrack),
		unsigned(0x83, 1),
		unsigned(0x9c, 0),
		text(0x86, h264 ? 'V_MPEG4/ISO/AVC' : 'V_VP8'),
		...(h264 ? [element(0x63a2, [avcConfiguration(format)])] : []),
		element(0xe0, [unsigned(0xb0, format.width), unsigned(0xba, format.height)]),
	]);
}

function audioEntry(): Buffer {
	const rate = Buffer.alloc(8);
	rate.writeDoubleBE(48_000, 0);
	return element(0xae, [
		unsigned(0xd7, audioTrack),
		unsigned(0x73c5, audioTrack),
		unsigned(0x83, 2),
		unsigned(0x9c, 0),
		text(0x86, 'A_OPUS'),
		unsigned(0x56aa, 0),
		unsigned(0x56bb, 80_000_000),
		element(0x63a2, [opusHead()]),
		element(0xe1, [element(0xb5, [rate]), unsigned(0x9f, 2)]),
	]);
}

function element(elementId: number, content: readonly Buffer[]): Buffer {
	const size = content.reduce((sum, { length }) => sum + length, 0);
	const length = Buffer.allocUnsafe(4);
	length.writeUInt32BE(0x1000_0000 + size, 0);
	return Buffer.concat([id(elementId), length, ...content]);
}

function unsigned(elementId: number, value: number): Buffer {
	const content = Buffer.allocUnsafe(6);
	content.writeUIntBE(value, 0, 6);
	return element(elementId, [content]);
}

function text(elementId: number, value: string): Buffer {
	return element(elementId, [Buffer.from(value, 'utf8')]);
}

function id(value: number): Buffer {
	const hex = value.toString(16);
	return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
