// For tests and load programs: stands in for mediasoup's PlainTransport, on any network.
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { PictureLossIndication, RtcpPacketConverter, RtcpPayloadSpecificFeedback } from 'werift-rtp';
import { GenericNack, RtcpSenderInfo, RtcpSrPacket, RtcpTransportLayerFeedback } from 'werift-rtp';
import type { CapturedStream } from './capturedMedia.ts';

/** What happens to a datagram on the way: nothing, gone, or late by so many ms. */
export type Fate = 'deliver' | 'drop' | { delayMs: number };
export type Network = (packet: { kind: string; retransmission: boolean; index: number }) => Fate;

const ntpEpochToUnixMs = 2_208_988_800_000;
type Target = { ip: string; port: number };

/** As long as mediasoup keeps packets for retransmission (ms). */
const keptMs = { audio: 1000, video: 2000 };
let nextSsrc = 0x1000;

type Sending = {
	stream: CapturedStream;
	ssrc: number;
	rtxSsrc: number;
	sequence: number;
	rtxSequence: number;
	timestampBase: number;
	sent: Map<number, { data: Buffer; at: number }>;
	next: number;
	round: number;
	/** UTC ms at which the material's time 0 was. */
	startMs: number;
	state: 'sending' | 'paused' | 'closed';
	reportedAt: number;
	lastTimestamp: number;
};

/** Sends captured streams in real time, repeated without end, answers NACK by RTX, and makes sender reports. */
export class StreamSender {
	readonly #socket: Socket;
	readonly #target: Target;
	readonly #network: Network;
	readonly #clock: () => number;
	readonly #sendings: Sending[] = [];
	#timer: NodeJS.Timeout | undefined;
	#index = 0;
	#closed = false;
	nacked = 0;
	pictureLosses = 0;
	sentPackets = 0;

	private constructor(socket: Socket, target: Target, network: Network, clock: () => number) {
		this.#socket = socket;
		this.#target = target;
		this.#network = network;
		this.#clock = clock;
		socket.on('message', (data) => {
			this.#feedback(data);
		});
		this.#timer = setInterval(() => {
			this.#tick();
		}, 10);
	}

	/** `clock` is the sender's, in UTC ms: it need not be the recorder's. */
	static async open(
		target: Target,
		network: Network = () => 'deliver',
		clock: () => number = () => performance.timeOrigin + performance.now(),
	): Promise<StreamSender> {
		const socket = createSocket('udp4');
		socket.bind(0, '127.0.0.1');
		await once(socket, 'listening');
		return new StreamSender(socket, target, network, clock);
	}

	get local(): { ip: string; port: number } {
		return { ip: '127.0.0.1', port: this.#socket.address().port };
	}

	/** Makes a Consumer of the stream; sends nothing before `resume`. Sequence and timestamps begin near their wrap. */
	consume(stream: CapturedStream): { id: number; rtpParameters: unknown } {
		const ssrc = nextSsrc++;
		const rtxSsrc = nextSsrc++;
		this.#sendings.push({
			stream,
			ssrc,
			rtxSsrc,
			sequence: 65_500,
			rtxSequence: 65_530,
			timestampBase: 0xffff_ffff - stream.clockRate * 3,
			sent: new Map(),
			next: 0,
			round: 0,
			startMs: 0,
			state: 'paused',
			reportedAt: 0,
			lastTimestamp: 0,
		});
		const { mimeType, payloadType, clockRate } = stream;
		return {
			id: this.#sendings.length - 1,
			rtpParameters: {
				codecs: [
					{ mimeType, payloadType, clockRate },
					{ mimeType: `${stream.kind}/rtx`, payloadType: payloadType + 10, clockRate },
				],
				encodings: [{ ssrc, rtx: { ssrc: rtxSsrc } }],
			},
		};
	}

	/** Sends from the material's beginning, which is taken for captured at `startMs` (UTC ms; now if not given). */
	resume(id: number, startMs = this.#clock()): void {
		const sending = this.#sendings[id];
		if (sending === undefined) return;
		// What was captured during a pause is not sent.
		if (sending.startMs === 0) sending.startMs = startMs;
		else while (this.#dueAt(sending) < this.#clock() - 5) this.#advance(sending);
		sending.state = 'sending';
	}

	pause(id: number): void {
		const sending = this.#sendings[id];
		if (sending !== undefined) sending.state = 'paused';
	}

	close(): void {
		this.#closed = true;
		clearInterval(this.#timer);
		this.#socket.close();
	}

	#tick(): void {
		const now = this.#clock();
		for (const sending of this.#sendings) {
			if (sending.state !== 'sending') continue;
			while (this.#dueAt(sending) <= now) this.#sendNext(sending);
			if (sending.lastTimestamp !== 0 && now - sending.reportedAt >= 1000) this.#report(sending, now);
		}
	}

	#dueAt({ stream, next, round, startMs }: Sending): number {
		return startMs + round * stream.lengthMs + (stream.packets[next]?.atMs ?? 0);
	}

	#advance(sending: Sending): void {
		sending.next += 1;
		if (sending.next < sending.stream.packets.length) return;
		sending.next = 0;
		sending.round += 1;
	}

	#sendNext(sending: Sending): void {
		const packet = sending.stream.packets[sending.next];
		if (packet === undefined) return;
		const data = Buffer.from(packet.data);
		const atMs = sending.round * sending.stream.lengthMs + packet.atMs;
		const timestamp = (sending.timestampBase + Math.round((atMs * sending.stream.clockRate) / 1000)) >>> 0;
		sending.lastTimestamp = timestamp;
		data.writeUInt16BE(sending.sequence, 2);
		data.writeUInt32BE(timestamp, 4);
		data.writeUInt32BE(sending.ssrc, 8);
		sending.sent.set(sending.sequence, { data, at: this.#clock() });
		if (sending.sent.size > 2500) sending.sent.delete((sending.sequence - 2500) & 0xffff);
		sending.sequence = (sending.sequence + 1) & 0xffff;
		this.#advance(sending);
		this.sentPackets += 1;
		this.#send(data, sending.stream.kind, false);
	}

	#send(data: Buffer, kind: string, retransmission: boolean): void {
		const fate = this.#network({ kind, retransmission, index: this.#index++ });
		const { ip, port } = this.#target;
		if (fate === 'deliver') this.#socket.send(data, port, ip);
		if (typeof fate === 'string') return;
		setTimeout(() => {
			if (!this.#closed) this.#socket.send(data, port, ip);
		}, fate.delayMs);
	}

	/** As mediasoup does: the instant of sending, and the timestamp that the media has reached by then. */
	#report(sending: Sending, now: number): void {
		sending.reportedAt = now;
		const { clockRate } = sending.stream;
		const rtpTimestamp =
			(sending.timestampBase + Math.round(((now - sending.startMs) * clockRate) / 1000)) >>> 0;
		const ntpMs = now + ntpEpochToUnixMs;
		const seconds = Math.floor(ntpMs / 1000);
		const fraction = Math.floor(((ntpMs - seconds * 1000) / 1000) * 0x1_0000_0000);
		const senderInfo = new RtcpSenderInfo({
			ntpTimestamp: (BigInt(seconds) << 32n) | BigInt(fraction),
			rtpTimestamp,
			packetCount: 1,
			octetCount: 1,
		});
		const { ip, port } = this.#target;
		this.#socket.send(new RtcpSrPacket({ ssrc: sending.ssrc, senderInfo }).serialize(), port, ip);
	}

	#feedback(data: Buffer): void {
		for (const packet of RtcpPacketConverter.deSerialize(data)) {
			if (packet instanceof RtcpPayloadSpecificFeedback) {
				if (packet.feedback instanceof PictureLossIndication) this.pictureLosses += 1;
			} else if (packet instanceof RtcpTransportLayerFeedback && packet.feedback instanceof GenericNack) {
				const { mediaSourceSsrc, lost } = packet.feedback;
				const sending = this.#sendings.find(({ ssrc }) => ssrc === mediaSourceSsrc);
				for (const sequence of lost) if (sending !== undefined) this.#resend(sending, sequence & 0xffff);
			}
		}
	}

	/** RFC 4588. */
	#resend(sending: Sending, sequence: number): void {
		this.nacked += 1;
		const sent = sending.sent.get(sequence);
		if (sent === undefined || this.#clock() - sent.at > keptMs[sending.stream.kind]) return;
		const original = sent.data;
		const header = Buffer.from(original.subarray(0, 14));
		header.writeUInt8((original.readUInt8(1) & 0x80) | (sending.stream.payloadType + 10), 1);
		header.writeUInt16BE(sending.rtxSequence, 2);
		header.writeUInt32BE(sending.rtxSsrc, 8);
		header.writeUInt16BE(sequence, 12);
		sending.rtxSequence = (sending.rtxSequence + 1) & 0xffff;
		this.#send(Buffer.concat([header, original.subarray(12)]), sending.stream.kind, true);
	}
}
