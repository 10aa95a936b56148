// Transports, Producers and Consumers of one Peer in one Room.
import type { types } from 'mediasoup';
import {
	ProducerId,
	TransportId,
	type ConsumerId,
	type AnswerOf,
	type DtlsParameters,
	type IceParameters,
	type MediaKind,
	type RtpCapabilities,
	type RtpParameters,
	type Source,
	type SrtpParameters,
} from '@classroom/protocol';
import { AppError, type Log } from '../platform/index.ts';
import { mediaCall, mediaCallFor } from './mediaError.ts';
import type { PeerMediaEvents } from './peerMediaEvents.ts';
import { openPlainTransport } from './plainTransport.ts';
import type { LayerRates } from './ladder/LayerRates.ts';
import type { LinkReport } from './ladder/LinkLadder.ts';
import type { Rank } from './ladder/rungs.ts';
import { SendingLadder } from './ladder/SendingLadder.ts';
import type { MediaLimits } from './mediaLimits.ts';
import { ReceivedMedia } from './ReceivedMedia.ts';
import { Scores } from './scores.ts';
import type { MeasuredTransport } from './traffic.ts';
import { webRtcTransportOptions, wireTransport } from './webRtcTransport.ts';

/** More than any page of ours needs. */
const MAX_TRANSPORTS = 4;
const MAX_PRODUCERS = 8;
/**
 * The sender is asked for a key frame at most this often a layer, ms, however many receivers want one; what is
 * wanted meanwhile is asked for when the time is over. Short, since whoever joins may wait for it: Chromium makes no
 * more than one in 300 ms whatever it is asked.
 */
const KEY_FRAME_EVERY_MS = 250;

interface OwnProducer {
	readonly producer: types.Producer;
	readonly source: Source;
	readonly transport: types.WebRtcTransport;
	/** What was asked for last: mediasoup's own flag lags behind while a request is under way. */
	paused: boolean;
}

export class PeerMedia {
	readonly #router: types.Router;
	readonly #webRtcServer: types.WebRtcServer;
	readonly #limits: MediaLimits;
	readonly #events: PeerMediaEvents;
	readonly #log: Log;
	readonly #transports = new Map<TransportId, types.WebRtcTransport | types.PlainTransport>();
	readonly #producers = new Map<ProducerId, OwnProducer>();
	readonly #received: ReceivedMedia;
	readonly #uplink: Scores;
	readonly #sending: SendingLadder;
	#closed = false;

	constructor(
		router: types.Router,
		webRtcServer: types.WebRtcServer,
		limits: MediaLimits,
		rates: LayerRates,
		events: PeerMediaEvents,
		log: Log,
	) {
		this.#router = router;
		this.#webRtcServer = webRtcServer;
		this.#limits = limits;
		this.#events = events;
		this.#log = log;
		this.#uplink = new Scores((worst) => events.uplinkScore(worst));
		this.#received = new ReceivedMedia(router, rates, limits.clock, events, log);
		this.#sending = new SendingLadder({
			clock: limits.clock,
			log,
			cameraTransport: () => this.#cameraTransport(),
			onStep: (step, cause) => events.sending(step, cause),
		});
	}

	counts(): { producers: number; consumers: number } {
		return { producers: this.#producers.size, consumers: this.#received.size };
	}

	transports(): MeasuredTransport[] {
		return [...this.#transports.values()];
	}

	/** Closes every transport but those named; says which of the named live. */
	keepTransports(named: readonly TransportId[]): TransportId[] {
		for (const [id, transport] of this.#transports) {
			if (!named.includes(id)) transport.close();
		}
		return named.filter((id) => this.#transports.has(id));
	}

	/** The Consumers that live. */
	consumerIds(): ConsumerId[] {
		return this.#received.ids();
	}

	/** Closes one transport with all that runs over it; one that is gone already is fine. */
	closeTransport(id: TransportId): void {
		this.#transports.get(id)?.close();
	}

	async createWebRtcTransport(): Promise<AnswerOf<'createTransport'>> {
		this.#makeRoomForTransport();
		const transport = await mediaCall(() =>
			this.#router.createWebRtcTransport({ ...webRtcTransportOptions, webRtcServer: this.#webRtcServer }),
		);
		this.#adopt(transport);
		transport.on('icestatechange', (state) => this.#goneIf(transport, state === 'disconnected'));
		transport.on('dtlsstatechange', (state) =>
			this.#goneIf(transport, state === 'failed' || state === 'closed'),
		);
		return wireTransport(transport);
	}

	async connectTransport(id: TransportId, dtlsParameters: DtlsParameters): Promise<void> {
		const transport = this.#webRtcTransport(id);
		await mediaCallFor(() => transport.connect({ dtlsParameters }));
	}

	async restartIce(id: TransportId): Promise<IceParameters> {
		const transport = this.#webRtcTransport(id);
		return await mediaCall(() => transport.restartIce());
	}

	/** For recorders: sends to `ip:port` only, which has to be among the configured addresses. */
	async createPlainTransport(
		ip: string,
		port: number,
		srtpParameters: SrtpParameters | null,
	): Promise<AnswerOf<'createPlainTransport'>> {
		this.#makeRoomForTransport();
		const opened = await openPlainTransport(this.#router, this.#limits, { ip, port, srtpParameters });
		this.#adopt(opened.transport);
		return opened.answer;
	}

	async produce(
		id: TransportId,
		input: { kind: MediaKind; source: Source; rtpParameters: RtpParameters; paused: boolean },
	): Promise<ProducerId> {
		this.#refuseMany(this.#producers.size, MAX_PRODUCERS);
		const transport = this.#webRtcTransport(id);
		const producer = await mediaCallFor(() =>
			transport.produce({
				kind: input.kind,
				rtpParameters: input.rtpParameters,
				paused: input.paused,
				...(input.kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_EVERY_MS } : {}),
			}),
		);
		if (transport.closed) {
			producer.close();
			throw new AppError('transport-not-found', 'it closed while its producer was made');
		}
		const producerId = ProducerId.parse(producer.id);
		this.#producers.set(producerId, { producer, transport, source: input.source, paused: input.paused });
		if (input.source === 'camera') this.#sending.start();
		producer.observer.once('close', () => {
			this.#uplink.forget(producerId);
			if (this.#producers.delete(producerId) && !this.#closed) this.#events.producerClosed(producerId);
		});
		producer.on('score', (scores) => {
			this.#uplink.set(producerId, Math.max(0, ...scores.map((each) => each.score)));
		});
		return producerId;
	}

	/** Closes a Producer as asked: `producerClosed` is not called. One that is gone already is fine. */
	closeProducer(id: ProducerId): void {
		const own = this.#producers.get(id);
		this.#producers.delete(id);
		own?.producer.close();
	}

	sourceOf(id: ProducerId): Source | undefined {
		return this.#producers.get(id)?.source;
	}

	async setProducerPaused(id: ProducerId, paused: boolean): Promise<void> {
		const own = this.#ownProducer(id);
		if (own.paused === paused) return;
		own.paused = paused;
		// The Worker serves requests in order, so the last one wins however quickly they follow each other.
		await mediaCall(() => (paused ? own.producer.pause() : own.producer.resume()));
	}

	/** See {@link ReceivedMedia.consume}. */
	async consume(
		id: TransportId,
		producerId: ProducerId,
		rank: Rank,
		rtpCapabilities: RtpCapabilities,
	): Promise<Pick<AnswerOf<'consume'>, 'consumerId' | 'kind' | 'rtpParameters' | 'producerPaused'>> {
		return await this.#received.consume(this.#transport(id), producerId, rank, rtpCapabilities);
	}

	async setConsumerPaused(id: ConsumerId, paused: boolean): Promise<void> {
		await this.#received.setPaused(id, paused);
	}

	closeConsumer(id: ConsumerId): void {
		this.#received.closeOne(id);
	}

	/** Closes what this Peer has of a Producer, and tells it. */
	closeConsumersOf(producerId: ProducerId): void {
		this.#received.closeOf(producerId);
	}

	async setPreferredLayers(id: ConsumerId, spatialLayer: number): Promise<void> {
		await this.#received.prefer(id, spatialLayer);
	}

	/** More often than once a second it does nothing. */
	async requestKeyFrame(id: ConsumerId): Promise<void> {
		await this.#received.requestKeyFrame(id);
	}

	/** What the Peer measures of its link. */
	reported(report: LinkReport): void {
		this.#received.reported(report);
		this.#sending.reported(report.uplinkBitrate);
	}

	/** One of its own Producers. */
	producer(id: ProducerId): types.Producer | undefined {
		return this.#producers.get(id)?.producer;
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#received.close();
		this.#sending.close();
		for (const transport of this.#transports.values()) transport.close();
		this.#transports.clear();
		this.#producers.clear();
	}

	#adopt(transport: types.WebRtcTransport | types.PlainTransport): void {
		const id = TransportId.parse(transport.id);
		if (this.#closed) {
			transport.close();
			throw new AppError('media-unavailable', 'the peer left meanwhile');
		}
		this.#transports.set(id, transport);
		const forget = (): void => void this.#transports.delete(id);
		if (transport.type === 'webrtc') transport.observer.once('close', forget);
		else transport.observer.once('close', forget);
	}

	#goneIf(transport: types.WebRtcTransport, gone: boolean): void {
		if (!gone || this.#closed || transport.closed) return;
		this.#events.transportClosed(TransportId.parse(transport.id));
	}

	#transport(id: TransportId): types.WebRtcTransport | types.PlainTransport {
		const transport = this.#transports.get(id);
		if (transport === undefined) throw new AppError('transport-not-found');
		return transport;
	}

	#webRtcTransport(id: TransportId): types.WebRtcTransport {
		const transport = this.#transport(id);
		if (transport.type !== 'webrtc') throw new AppError('transport-not-found');
		return transport;
	}

	/** Undefined: no camera is sent now. */
	#cameraTransport(): types.WebRtcTransport | undefined {
		return [...this.#producers.values()].find(({ source, paused }) => source === 'camera' && !paused)
			?.transport;
	}

	#ownProducer(id: ProducerId): OwnProducer {
		const own = this.#producers.get(id);
		if (own === undefined) throw new AppError('producer-not-found');
		return own;
	}

	/** A client that never heard of a transport it asked for asks again: the oldest that nobody uses goes. */
	#makeRoomForTransport(): void {
		if (this.#transports.size < MAX_TRANSPORTS) return;
		const unused = [...this.#transports.values()].find(isUnused);
		if (unused === undefined) this.#refuseMany(this.#transports.size, MAX_TRANSPORTS);
		else unused.close();
	}

	#refuseMany(count: number, most: number): void {
		if (count < most) return;
		this.#log.warn({ count }, 'a peer asks for more media objects than any page of ours needs');
		throw new AppError('too-many-requests');
	}
}

/** Nobody has ever come to it. */
const isUnused = (transport: types.WebRtcTransport | types.PlainTransport): boolean =>
	transport.type === 'webrtc' && transport.iceState === 'new' && transport.dtlsState === 'new';
