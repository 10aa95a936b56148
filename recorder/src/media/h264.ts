import type { VideoDepacketizer, VideoFormat, VideoUnit } from './frames.ts';
import { spsSize } from './sps.ts';

const idrSlice = 5;
const spsType = 7;
const ppsType = 8;
const delimiter = 9;
const stapA = 24;
const fuA = 28;

/** H.264 from RTP (RFC 6184, packetization modes 0 and 1): single NAL units, STAP-A and FU-A. */
export class H264Depacketizer implements VideoDepacketizer {
	readonly #output: (unit: VideoUnit) => void;
	#needsKeyFrame = true;
	/** After a loss: the picture that goes on behind it, of which the beginning may be missing. */
	#suspect: { timestamp: number | undefined } | undefined = { timestamp: undefined };
	#timestamp: number | undefined;
	/** Of the access unit being collected: buffers to be joined, with a length before each NAL unit. */
	#pieces: Buffer[] = [];
	#hasIdr = false;
	#hasSlice = false;
	#fragment: { length: Buffer; bytes: number } | undefined;
	#sps: Buffer | undefined;
	#pps: Buffer | undefined;
	#format: Extract<VideoFormat, { codec: 'h264' }> | undefined;

	constructor(output: (unit: VideoUnit) => void) {
		this.#output = output;
	}

	get needsKeyFrame(): boolean {
		return this.#needsKeyFrame;
	}

	push(payload: Buffer, timestamp: number, marker: boolean): void {
		if (this.#skip(payload, timestamp)) return;
		if (this.#timestamp !== undefined && timestamp !== this.#timestamp) this.#finish();
		this.#timestamp = timestamp;
		const type = (payload[0] ?? 0) & 0x1f;
		if (type === fuA) this.#fuA(payload);
		else if (type === stapA) this.#stapA(payload);
		else if (type >= 1 && type <= 23) this.#nal(payload);
		if (marker) this.#finish();
	}

	lost(): void {
		this.#needsKeyFrame = true;
		this.#suspect = { timestamp: undefined };
		this.#timestamp = undefined;
		this.#clear();
	}

	/** Whether the packet may belong to a picture whose beginning was lost. Key pictures begin with an SPS. */
	#skip(payload: Buffer, timestamp: number): boolean {
		if (this.#suspect === undefined) return false;
		const type = (payload[0] ?? 0) & 0x1f;
		const starts = type === spsType || (type === stapA && ((payload[3] ?? 0) & 0x1f) === spsType);
		this.#suspect.timestamp ??= timestamp;
		if (!starts && timestamp === this.#suspect.timestamp) return true;
		this.#suspect = undefined;
		return false;
	}

	#stapA(payload: Buffer): void {
		for (let at = 1; at + 2 <= payload.length;) {
			const size = payload.readUInt16BE(at);
			at += 2;
			if (size === 0 || at + size > payload.length) return;
			this.#nal(payload.subarray(at, at + size));
			at += size;
		}
	}

	#fuA(payload: Buffer): void {
		if (payload.length < 3) return;
		const indicator = payload.readUInt8(0);
		const header = payload.readUInt8(1);
		const data = payload.subarray(2);
		if ((header & 0x80) !== 0) {
			const start = Buffer.allocUnsafe(5);
			start.writeUInt8((indicator & 0xe0) | (header & 0x1f), 4);
			this.#noteSlice(header & 0x1f);
			this.#fragment = { length: start, bytes: 1 };
			this.#pieces.push(start);
		}
		const fragment = this.#fragment;
		if (fragment === undefined) return;
		fragment.bytes += data.length;
		this.#pieces.push(data);
		if ((header & 0x40) !== 0) {
			fragment.length.writeUInt32BE(fragment.bytes, 0);
			this.#fragment = undefined;
		}
	}

	#nal(nal: Buffer): void {
		const type = (nal[0] ?? 0) & 0x1f;
		if (type === delimiter) return;
		if (type === spsType && !(this.#sps?.equals(nal) ?? false)) {
			this.#sps = Buffer.from(nal);
			this.#format = undefined;
		}
		if (type === ppsType && !(this.#pps?.equals(nal) ?? false)) {
			this.#pps = Buffer.from(nal);
			this.#format = undefined;
		}
		this.#noteSlice(type);
		const length = Buffer.allocUnsafe(4);
		length.writeUInt32BE(nal.length, 0);
		this.#pieces.push(length, nal);
	}

	#noteSlice(type: number): void {
		if (type === idrSlice) this.#hasIdr = true;
		if (type >= 1 && type <= idrSlice) this.#hasSlice = true;
	}

	/** Ends the access unit: gives it out if it can be decoded. */
	#finish(): void {
		const timestamp = this.#timestamp;
		const keyFrame = this.#hasIdr;
		const format = this.#currentFormat();
		// An unfinished fragment without a loss is a broken sender's: its picture is not whole either.
		if (this.#fragment !== undefined) {
			this.lost();
		} else if (this.#hasSlice && timestamp !== undefined && format !== undefined) {
			if (keyFrame) this.#needsKeyFrame = false;
			if (!this.#needsKeyFrame) {
				this.#output({ timestamp, keyFrame, data: Buffer.concat(this.#pieces), format });
			}
			this.#clear();
		} else if (this.#hasSlice) {
			this.#clear();
		}
		this.#timestamp = undefined;
	}

	#currentFormat(): VideoFormat | undefined {
		if (this.#format === undefined && this.#sps !== undefined && this.#pps !== undefined) {
			this.#format = { codec: 'h264', ...spsSize(this.#sps), sps: this.#sps, pps: this.#pps };
		}
		return this.#format;
	}

	#clear(): void {
		this.#pieces = [];
		this.#hasIdr = false;
		this.#hasSlice = false;
		this.#fragment = undefined;
	}
}

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1), with NAL lengths of 4 bytes. */
export function avcConfiguration({ sps, pps }: { sps: Buffer; pps: Buffer }): Buffer {
	const head = Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(sps.length, 6);
	const between = Buffer.from([1, 0, 0]);
	between.writeUInt16BE(pps.length, 1);
	return Buffer.concat([head, sps, between, pps]);
}
