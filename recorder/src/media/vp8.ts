import type { VideoDepacketizer, VideoFormat, VideoUnit } from './frames.ts';

/** VP8 from RTP (RFC 7741). */
export class Vp8Depacketizer implements VideoDepacketizer {
	readonly #output: (unit: VideoUnit) => void;
	#needsKeyFrame = true;
	#timestamp: number | undefined;
	#pieces: Buffer[] = [];
	#format: VideoFormat | undefined;

	constructor(output: (unit: VideoUnit) => void) {
		this.#output = output;
	}

	get needsKeyFrame(): boolean {
		return this.#needsKeyFrame;
	}

	push(payload: Buffer, timestamp: number, marker: boolean): void {
		if (this.#timestamp !== undefined && timestamp !== this.#timestamp) this.#finish();
		const start = descriptorBytes(payload);
		const startsFrame = ((payload[0] ?? 0) & 0x17) === 0x10;
		if (startsFrame) this.#pieces = [];
		this.#timestamp = timestamp;
		// Without its first packet a frame is worth nothing.
		if (start < payload.length && (startsFrame || this.#pieces.length > 0)) {
			this.#pieces.push(payload.subarray(start));
		}
		if (marker) this.#finish();
	}

	lost(): void {
		this.#needsKeyFrame = true;
		this.#pieces = [];
	}

	#finish(): void {
		const timestamp = this.#timestamp;
		this.#timestamp = undefined;
		if (this.#pieces.length === 0 || timestamp === undefined) return;
		const data = Buffer.concat(this.#pieces);
		this.#pieces = [];
		const keyFrame = ((data[0] ?? 1) & 1) === 0;
		if (keyFrame) {
			const format = keyFrameFormat(data);
			if (format === undefined) return;
			if (format.width !== this.#format?.width || format.height !== this.#format.height)
				this.#format = format;
			this.#needsKeyFrame = false;
		}
		if (!this.#needsKeyFrame && this.#format !== undefined) {
			this.#output({ timestamp, keyFrame, data, format: this.#format });
		}
	}
}

/** Length of the payload descriptor (RFC 7741, 4.2). */
function descriptorBytes(payload: Buffer): number {
	const first = payload[0] ?? 0;
	if ((first & 0x80) === 0) return 1;
	const extension = payload[1] ?? 0;
	let bytes = 2;
	if ((extension & 0x80) !== 0) bytes += ((payload[2] ?? 0) & 0x80) !== 0 ? 2 : 1;
	if ((extension & 0x40) !== 0) bytes += 1;
	if ((extension & 0x30) !== 0) bytes += 1;
	return bytes;
}

/** Size from a key frame's header (RFC 6386, 9.1). */
function keyFrameFormat(data: Buffer): VideoFormat | undefined {
	if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
	return { codec: 'vp8', width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}
