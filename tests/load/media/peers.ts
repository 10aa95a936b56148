// A sender and sinks over real ICE, DTLS and SRTP (libdatachannel): they decrypt, and decode nothing.
import { Audio, PeerConnection, RtcpReceivingSession, Video, type Track } from 'node-datachannel';
import { fingerprintIn, mediaOf, serverSdp } from './sdp.ts';
import type { Participant } from './signalling.ts';

const open = (name: string): PeerConnection =>
	new PeerConnection(name, { iceServers: [], bindAddress: '127.0.0.1', disableAutoNegotiation: true });

const localDescription = (connection: PeerConnection, type: 'offer' | 'answer'): Promise<string> =>
	new Promise((resolve) => {
		connection.onLocalDescription((sdp) => resolve(sdp));
		connection.setLocalDescription(type);
	});

const connected = (connection: PeerConnection): Promise<void> =>
	new Promise((resolve, reject) => {
		connection.onStateChange((state) => {
			if (state === 'connected') resolve();
			if (state === 'failed') reject(new Error('DTLS failed'));
		});
	});

export class Sink {
	/** RTP packets received since the beginning. */
	packets = 0;
	readonly #connection: PeerConnection;
	readonly #participant: Participant;
	/** Held, or the garbage collector takes them and their callbacks. */
	readonly #tracks: Track[] = [];

	private constructor(participant: Participant, connection: PeerConnection) {
		this.#participant = participant;
		this.#connection = connection;
	}

	static async open(name: string, participant: Participant): Promise<Sink> {
		const connection = open(name);
		const sink = new Sink(participant, connection);
		const transport = await participant.createTransport('receive');
		const consumers = [];
		for (const producerId of await participant.producers()) {
			consumers.push(await participant.consume(transport.transportId, producerId));
		}
		connection.onTrack((track) => {
			sink.#tracks.push(track);
			track.setMediaHandler(new RtcpReceivingSession());
			track.onMessage(() => {
				sink.packets += 1;
			});
		});
		const media = consumers.map((consumer) => mediaOf(consumer.kind, consumer.rtpParameters));
		const ready = connected(connection);
		connection.setRemoteDescription(
			serverSdp(transport, media, { direction: 'sendonly', setup: 'actpass' }),
			'offer',
		);
		const answer = await localDescription(connection, 'answer');
		await participant.connect(transport.transportId, fingerprintIn(answer));
		await ready;
		for (const consumer of consumers) await participant.resume(consumer.consumerId);
		return sink;
	}

	close(): void {
		this.#connection.close();
		this.#participant.close();
	}
}

const AUDIO = { payloadType: 100, ssrc: 11_111_111 };
const VIDEO = { payloadType: 101, ssrc: 22_222_222 };
const PAYLOAD_BYTES = 1_100;
const PACKETS_A_FRAME = 10;

interface SendTracks {
	readonly audio: (packet: Buffer) => void;
	readonly video: (packet: Buffer) => void;
}

/** One sound and one picture, the picture all key frames, in packets of 1,100 bytes. */
export class Sender {
	readonly #connection: PeerConnection;
	readonly #participant: Participant;
	readonly #send: SendTracks;
	#timer: NodeJS.Timeout | null = null;
	/** RTP time goes on while nothing is sent, as a paused camera's does. */
	readonly #opened = performance.now();
	#sequence = { audio: 0, video: 0 };

	private constructor(participant: Participant, connection: PeerConnection, send: SendTracks) {
		this.#participant = participant;
		this.#connection = connection;
		this.#send = send;
	}

	static async open(participant: Participant): Promise<Sender> {
		const connection = open('sender');
		const audio = new Audio('0', 'SendOnly');
		audio.addOpusCodec(AUDIO.payloadType);
		audio.addSSRC(AUDIO.ssrc, 'load', 'load', 'audio');
		const video = new Video('1', 'SendOnly');
		video.addVP8Codec(VIDEO.payloadType);
		video.addSSRC(VIDEO.ssrc, 'load', 'load', 'video');
		const audioTrack = connection.addTrack(audio);
		const videoTrack = connection.addTrack(video);
		const transport = await participant.createTransport('send');
		const offer = await localDescription(connection, 'offer');
		const media = [
			{ kind: 'audio' as const, ...AUDIO, codec: 'opus/48000/2' },
			{ kind: 'video' as const, ...VIDEO, codec: 'VP8/90000' },
		];
		const ready = connected(connection);
		await participant.connect(transport.transportId, fingerprintIn(offer));
		connection.setRemoteDescription(
			serverSdp(transport, media, { direction: 'recvonly', setup: 'passive' }),
			'answer',
		);
		await ready;
		await participant.produce(transport.transportId, 'audio', {
			codecs: [
				{
					mimeType: 'audio/opus',
					payloadType: AUDIO.payloadType,
					clockRate: 48_000,
					channels: 2,
					rtcpFeedback: [],
				},
			],
			encodings: [{ ssrc: AUDIO.ssrc }],
			rtcp: { cname: 'load' },
		});
		await participant.produce(transport.transportId, 'video', {
			codecs: [
				{
					mimeType: 'video/VP8',
					payloadType: VIDEO.payloadType,
					clockRate: 90_000,
					rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
				},
			],
			encodings: [{ ssrc: VIDEO.ssrc }],
			rtcp: { cname: 'load' },
		});
		return new Sender(participant, connection, {
			audio: (packet) => void audioTrack.sendMessageBinary(packet),
			video: (packet) => void videoTrack.sendMessageBinary(packet),
		});
	}

	/** Sends `packetsPerSecond`, 50 of them sound, until stopped. */
	start(packetsPerSecond: number): void {
		const begun = performance.now();
		let sentAudio = 0;
		let sentVideo = 0;
		const videoRate = packetsPerSecond - 50;
		this.#timer = setInterval(() => {
			const seconds = (performance.now() - begun) / 1000;
			for (; sentAudio < seconds * 50; sentAudio += 1) this.#sendAudio();
			for (; sentVideo < seconds * videoRate; sentVideo += 1) this.#sendVideo();
		}, 5);
	}

	stop(): void {
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#timer = null;
	}

	close(): void {
		this.stop();
		this.#connection.close();
		this.#participant.close();
	}

	#sendAudio(): void {
		const sequence = this.#sequence.audio++;
		this.#send.audio(packet(AUDIO, sequence, sequence * 960, false, Buffer.alloc(80, 1)));
	}

	#sendVideo(): void {
		const sequence = this.#sequence.video++;
		const place = sequence % PACKETS_A_FRAME;
		const payload = Buffer.alloc(PAYLOAD_BYTES, 1);
		// VP8 payload descriptor (RFC 7741): S on the first packet; then a frame header whose P bit 0 says key frame.
		payload[0] = place === 0 ? 0x10 : 0x00;
		if (place === 0) payload[1] = 0x00;
		const timestamp = Math.floor((performance.now() - this.#opened) * 90);
		this.#send.video(packet(VIDEO, sequence, timestamp, place === PACKETS_A_FRAME - 1, payload));
	}
}

const packet = (
	{ payloadType, ssrc }: { payloadType: number; ssrc: number },
	sequence: number,
	timestamp: number,
	marker: boolean,
	payload: Buffer,
): Buffer => {
	const header = Buffer.alloc(12);
	header[0] = 0x80;
	header[1] = payloadType | (marker ? 0x80 : 0);
	header.writeUInt16BE(sequence & 0xffff, 2);
	header.writeUInt32BE(timestamp >>> 0, 4);
	header.writeUInt32BE(ssrc, 8);
	return Buffer.concat([header, payload]);
};
