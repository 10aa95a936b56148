import type { MediaFrame, VideoDepacketizer } from '../media/frames.ts';
import { H264Depacketizer } from '../media/h264.ts';
import { opusDurationMs } from '../media/opus.ts';
import { Vp8Depacketizer } from '../media/vp8.ts';
import { JitterBuffer } from './jitterBuffer.ts';
import { KeyFrameRequests } from './keyFrameRequests.ts';
import { ReceptionStats } from './receptionStats.ts';
import { nack, pictureLoss } from './rtcp.ts';
import type { SenderReport } from './rtcp.ts';
import type { StreamParameters } from './rtpParameters.ts';
import { unwrapRtx } from './rtpPacket.ts';
import type { RtpPacket } from './rtpPacket.ts';
import type { RtpSink } from './rtpSocket.ts';
import { SenderClock } from './senderClock.ts';
import { unwrapNear } from './sequence.ts';
import type { RtcpReceiverInfo } from 'werift-rtp';

export type TrackReceiverOutput = {
	frame(frame: MediaFrame): void;
	/** Packets were lost for good after the last frame given out. */
	lost(): void;
};

/** Frames wait so long (ms) for the first sender report, which mediasoup sends about every second. */
const reportWaitMs = 2500;
/**
 * No network holds a packet up for so long (ms): a timestamp that is further from the one before than its arrival is of
 * another count. mediasoup sends such a one now and then when it changes the simulcast layer before it knows the layers'
 * times.
 */
const recountMs = 10_000;
/** A hole so old (ms) will probably stay: a key frame is asked for before it is given up. */
const probablyLostMs = 500;

type Held = { extended: number; frame: (timeMs: number) => MediaFrame };

/**
 * Receives the stream of one Consumer: order, retransmission, frames, and their times by the sender's clock.
 * A new Consumer of the same source gets a new TrackReceiver. `nowMs` is monotonic everywhere.
 */
export class TrackReceiver implements RtpSink {
	readonly stream: StreamParameters;
	readonly #output: TrackReceiverOutput;
	readonly #toUtcMs: (monotonicMs: number) => number;
	readonly #buffer: JitterBuffer;
	readonly #stats: ReceptionStats;
	readonly #clock: SenderClock;
	readonly #video: VideoDepacketizer | undefined;
	readonly #keyFrames = new KeyFrameRequests();
	#extended: number | undefined;
	/** Of what is being taken, and of the packet that {@link #extended} is of; ms. */
	#nowMs = 0;
	#arrivedAt = 0;
	#firstAt: number | undefined;
	#holeSince: number | undefined;
	#held: Held[] = [];
	packets = 0;
	packetsLost = 0;
	nacksSent = 0;

	/** `toUtcMs` gives the server's time, for streams that get no sender report. */
	constructor(
		stream: StreamParameters,
		output: TrackReceiverOutput,
		toUtcMs: (monotonicMs: number) => number,
	) {
		this.stream = stream;
		this.#output = output;
		this.#toUtcMs = toUtcMs;
		this.#stats = new ReceptionStats(stream.clockRate);
		this.#clock = new SenderClock(stream.clockRate);
		this.#video = this.#depacketizer();
		this.#buffer = new JitterBuffer({
			packet: (packet) => {
				this.#inOrder(packet);
			},
			lost: (count) => {
				this.#lost(count);
			},
		});
	}

	rtp(packet: RtpPacket, nowMs: number): void {
		if (packet.payloadType !== this.stream.payloadType) return;
		this.packets += 1;
		this.#nowMs = nowMs;
		this.#firstAt ??= nowMs;
		this.#stats.packet(packet.sequenceNumber, packet.timestamp, nowMs);
		this.#buffer.insert(packet, nowMs);
	}

	/** A packet of the retransmission stream. */
	rtx(packet: RtpPacket, nowMs: number): void {
		const { rtx, ssrc, payloadType } = this.stream;
		if (packet.payloadType !== rtx?.payloadType) return;
		this.#nowMs = nowMs;
		const original = unwrapRtx(packet, ssrc, payloadType);
		if (original !== undefined) this.#buffer.insert(original, nowMs);
	}

	senderReport(report: SenderReport, nowMs: number): void {
		this.#stats.senderReport(report.ntp, nowMs);
		// mediasoup may send one before the first packet arrives here; its timestamp cannot be extended yet.
		if (this.#extended !== undefined) this.#clock.senderReport(report.ntp, report.rtpTimestamp);
	}

	/** Has a key frame asked for (video), such as for the end of a segment. */
	wantKeyFrame(): void {
		this.#keyFrames.want();
	}

	/** The RTCP feedback that is due; to be called every 100 ms or so. */
	feedback(ownSsrc: number, nowMs: number): Buffer[] {
		const packets: Buffer[] = [];
		this.#nowMs = nowMs;
		const missing = this.#buffer.due(nowMs);
		if (missing.length > 0) {
			this.nacksSent += missing.length;
			packets.push(nack(ownSsrc, this.stream.ssrc, missing));
		}
		this.#releaseHeld(nowMs);
		if (this.#video === undefined) return packets;
		this.#holeSince = this.#buffer.waiting ? (this.#holeSince ?? nowMs) : undefined;
		if (this.#holeSince !== undefined && nowMs - this.#holeSince > probablyLostMs) this.#keyFrames.want();
		if (this.#keyFrames.due(this.#video.needsKeyFrame, nowMs)) {
			packets.push(pictureLoss(ownSsrc, this.stream.ssrc));
		}
		return packets;
	}

	receptionReport(nowMs: number): RtcpReceiverInfo | undefined {
		return this.#stats.report(this.stream.ssrc, this.#buffer.highest, nowMs);
	}

	#depacketizer(): VideoDepacketizer | undefined {
		const output = ({
			timestamp,
			...unit
		}: Parameters<ConstructorParameters<typeof H264Depacketizer>[0]>[0]) => {
			if (unit.keyFrame) this.#keyFrames.came();
			this.#give(timestamp, (timeMs) => ({ kind: 'video', timeMs, ...unit }));
		};
		switch (this.stream.codec) {
			case 'h264':
				return new H264Depacketizer(output);
			case 'vp8':
				return new Vp8Depacketizer(output);
			case 'opus':
				return undefined;
		}
	}

	#inOrder(packet: RtpPacket): void {
		const extended =
			this.#extended === undefined ? packet.timestamp : unwrapNear(packet.timestamp, this.#extended, 32);
		if (this.#extended !== undefined) this.#lookForRecount(this.#extended, extended);
		this.#extended = extended;
		this.#arrivedAt = this.#nowMs;
		this.#clock.seen(extended);
		if (this.#video !== undefined) {
			this.#video.push(packet.payload, extended, packet.marker);
			return;
		}
		const durationMs = opusDurationMs(packet.payload);
		const data = packet.payload;
		if (durationMs > 0) this.#give(extended, (timeMs) => ({ kind: 'audio', timeMs, durationMs, data }));
	}

	#lookForRecount(previous: number, extended: number): void {
		const waitedMs = this.#nowMs - this.#arrivedAt;
		const countedMs = (extended - previous) / (this.stream.clockRate / 1000);
		if (Math.abs(countedMs - waitedMs) <= recountMs) return;
		// A frame that is not whole yet, and those that wait for the clock, are of the old count.
		this.#video?.lost();
		this.#held = [];
		this.#clock.recounted(previous, extended, waitedMs);
	}

	#lost(count: number): void {
		this.packetsLost += count;
		this.#video?.lost();
		this.#output.lost();
	}

	#give(extended: number, frame: Held['frame']): void {
		const timeMs = this.#held.length > 0 ? undefined : this.#clock.toUtcMs(extended);
		if (timeMs === undefined) this.#held.push({ extended, frame });
		else this.#output.frame(frame(timeMs));
	}

	/** Gives out what waited for the clock, which is estimated by arrival if no report came. */
	#releaseHeld(nowMs: number): void {
		const [first] = this.#held;
		if (first === undefined || this.#firstAt === undefined) return;
		if (!this.#clock.known && nowMs - this.#firstAt >= reportWaitMs) {
			this.#clock.estimate(first.extended, this.#toUtcMs(this.#firstAt));
		}
		if (!this.#clock.known) return;
		const held = this.#held;
		this.#held = [];
		for (const { extended, frame } of held) this.#give(extended, frame);
	}
}
