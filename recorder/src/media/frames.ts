/** What a video track is made of; a change of codec or size begins a new run. */
export type VideoFormat =
	| {
			readonly codec: 'h264';
			readonly width: number;
			readonly height: number;
			/** Sequence and picture parameter sets, without start codes. */
			readonly sps: Buffer;
			readonly pps: Buffer;
	  }
	| { readonly codec: 'vp8'; readonly width: number; readonly height: number };

/** One picture: an H.264 access unit with 4-byte lengths, or a VP8 frame. `timestamp` is extended. */
export type VideoUnit = {
	readonly timestamp: number;
	readonly keyFrame: boolean;
	readonly data: Buffer;
	readonly format: VideoFormat;
};

/** A picture with its time by the sender's clock (UTC ms, with fraction). */
export type VideoFrame = Omit<VideoUnit, 'timestamp'> & { readonly kind: 'video'; readonly timeMs: number };

/** An Opus packet with its time (UTC ms, with fraction) and duration (ms). */
export type AudioFrame = {
	readonly kind: 'audio';
	readonly timeMs: number;
	readonly durationMs: number;
	readonly data: Buffer;
};

export type MediaFrame = VideoFrame | AudioFrame;
export type MediaKind = MediaFrame['kind'];

/** Whether pictures of both formats can stand in one run: same codec, size and (H.264) profile and level. */
export function sameFormat(a: VideoFormat, b: VideoFormat): boolean {
	if (a.width !== b.width || a.height !== b.height) return false;
	if (a.codec === 'h264' && b.codec === 'h264') return a.sps.subarray(1, 4).equals(b.sps.subarray(1, 4));
	return a.codec === b.codec;
}

/** Turns the packets of one stream, in order, into pictures. */
export interface VideoDepacketizer {
	/** Takes the next packet's payload; `timestamp` is extended. */
	push(payload: Buffer, timestamp: number, marker: boolean): void;
	/** Packets are missing here: nothing is given out until the next key frame. */
	lost(): void;
	/** Whether it waits for a key frame. */
	readonly needsKeyFrame: boolean;
}
