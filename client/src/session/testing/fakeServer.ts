// A signalling server in this process: real socket.io, the contract's own schemas on both sides, a small Room behind.
import http from 'node:http';
import {
	ConsumerId,
	LessonId,
	NOTIFICATION_EVENT,
	Notification,
	PeerId,
	ProducerId,
	REQUEST_EVENT,
	RtpCapabilities,
	SignalRequest,
	TransportId,
	emptyRoom,
	fold,
	microphoneOpen,
	peerById,
} from '@classroom/protocol';
import type { ErrorCode, LessonEvent, LogEntry, RequestType, RoomState, Source } from '@classroom/protocol';
import * as fake from 'mediasoup-client/fakeParameters';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';

type Answer = Record<string, unknown>;

export const ME = PeerId.parse('me');
export const TEACHER = PeerId.parse('teacher');
export const LESSON = LessonId.parse('lesson');

export class FakeServer {
	readonly requests: SignalRequest[] = [];
	readonly entries: LogEntry[] = [];
	readonly transports = new Set<string>();
	/** The client's Consumers, each with its transport. */
	readonly consumers = new Map<ConsumerId, string>();
	/** Does what is asked next, and loses the answer. */
	readonly unanswered = new Set<RequestType>();
	/** Says no to a request instead of its answer. */
	readonly refusals = new Map<RequestType, ErrorCode>();
	/** Loses the announcements of these numbers. */
	readonly lose = new Set<number>();
	readonly #http = http.createServer();
	#io = this.#newServer();
	#ids = 0;

	#newServer(): Server {
		const io = new Server(this.#http, { transports: ['websocket', 'polling'] });
		io.on('connection', (socket) => {
			socket.on(REQUEST_EVENT, (raw: unknown, done: (ack: unknown) => void) => {
				const ack = this.#onRequest(socket, raw);
				if (!this.unanswered.delete(SignalRequest.parse(raw).type)) done(ack);
			});
		});
		return io;
	}

	async listen(): Promise<string> {
		await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
		const address = this.#http.address();
		if (address === null || typeof address === 'string') throw new Error('not listening on a port');
		return `http://127.0.0.1:${address.port}`;
	}

	async close(): Promise<void> {
		await this.#io.close();
	}

	get state(): RoomState {
		return this.entries.reduce(fold, emptyRoom(LESSON));
	}

	/** Cuts every socket, as a bad network does. */
	cut(): void {
		for (const socket of this.#io.sockets.sockets.values()) socket.conn.close();
	}

	/** Forgets all media, as a server that was restarted. */
	forgetMedia(): void {
		this.transports.clear();
		this.consumers.clear();
		if (this.state.peers.some((peer) => peer.sources.length > 0)) {
			this.append({ type: 'media-lost', cause: 'server-restarted' });
		}
	}

	append(...events: LessonEvent[]): void {
		for (const event of events) {
			const entry = { lessonId: LESSON, seq: this.entries.length + 1, at: 1000 + this.entries.length, event };
			this.entries.push(entry);
			if (!this.lose.has(entry.seq)) this.notify({ type: 'entry', entry, names: [] });
		}
	}

	notify(notification: Notification): void {
		this.#io.sockets.in('joined').emit(NOTIFICATION_EVENT, Notification.parse(notification));
	}

	startSource(peerId: PeerId, source: Source): ProducerId {
		const producerId = ProducerId.parse(this.#id('producer'));
		const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
		this.append({ type: 'source-started', peerId, source, kind, producerId });
		return producerId;
	}

	of<T extends RequestType>(type: T): Extract<SignalRequest, { type: T }>[] {
		return this.requests.filter(
			(request): request is Extract<SignalRequest, { type: T }> => request.type === type,
		);
	}

	#id(kind: string): string {
		this.#ids += 1;
		return `${kind}-${this.#ids}`;
	}

	#onRequest(socket: Socket, raw: unknown): unknown {
		const request = SignalRequest.parse(raw);
		this.requests.push(request);
		const refusal = this.refusals.get(request.type);
		if (refusal !== undefined) return { ok: false, error: { code: refusal } };
		const answer = this.#answer(socket, request);
		return typeof answer === 'string' ? { ok: false, error: { code: answer } } : { ok: true, answer };
	}

	#answer(socket: Socket, request: SignalRequest): Answer | ErrorCode {
		switch (request.type) {
			case 'join':
				return this.#join(socket, request);
			case 'readLog':
				return { entries: this.entries.slice(request.afterSeq), names: [] };
			case 'readChat':
				return { messages: [] };
			case 'createTransport':
				if (request.replaces !== undefined) this.transports.delete(request.replaces);
				return this.#transport();
			case 'restartIce':
				if (!this.transports.has(request.transportId)) return 'transport-not-found';
				return { iceParameters: fake.generateTransportRemoteParameters().iceParameters };
			case 'produce':
				if (!this.transports.has(request.transportId)) return 'transport-not-found';
				return { producerId: this.startSource(ME, request.source) };
			case 'closeProducer':
				this.#closeProducer(request.producerId);
				return {};
			case 'consume':
				return this.#consume(request.transportId, request.producerId);
			default:
				return {};
		}
	}

	#join(socket: Socket, request: Extract<SignalRequest, { type: 'join' }>): Answer {
		if (peerById(this.state, ME) === undefined) {
			this.append({
				type: 'peer-joined',
				peerId: ME,
				role: request.role,
				subject: { kind: 'service', service: 'recorder' },
			});
		}
		for (const id of [...this.transports]) {
			if (!request.transports.includes(TransportId.parse(id))) this.transports.delete(id);
		}
		void socket.join('joined');
		return {
			peerId: ME,
			role: request.role,
			lesson: {
				lessonId: LESSON,
				title: '识谱',
				kind: 'delivered',
				subject: 'music',
				teacher: '李老师',
				plannedStart: 0,
				plannedEnd: 1,
			},
			catchUp:
				request.afterSeq === null
					? { kind: 'snapshot', state: this.state }
					: { kind: 'entries', entries: this.entries.slice(request.afterSeq) },
			names: [],
			serverNow: Date.now() + 60_000,
			routerRtpCapabilities: RtpCapabilities.parse(fake.generateRouterRtpCapabilities()),
			iceServers: [],
			transports: request.transports.filter((id) => this.transports.has(id)),
			consumerIds: [...this.consumers].flatMap(([id, on]) => (this.transports.has(on) ? [id] : [])),
		};
	}

	#closeProducer(producerId: ProducerId): void {
		const source = peerById(this.state, ME)?.sources.find((each) => each.producerId === producerId)?.source;
		if (source !== undefined) {
			this.append({ type: 'source-stopped', peerId: ME, source, producerId, cause: 'stopped' });
		}
	}

	#transport(): Answer {
		const transportId = this.#id('transport');
		this.transports.add(transportId);
		const { iceParameters, dtlsParameters } = fake.generateTransportRemoteParameters();
		return {
			transportId,
			iceParameters: {
				usernameFragment: 'ufrag',
				password: 'p'.repeat(22),
				iceLite: iceParameters.iceLite ?? true,
			},
			iceCandidates: [],
			dtlsParameters,
		};
	}

	#consume(transportId: string, producerId: ProducerId): Answer | ErrorCode {
		if (!this.transports.has(transportId)) return 'transport-not-found';
		const owner = this.state.peers.find((peer) =>
			peer.sources.some((each) => each.producerId === producerId),
		);
		const source = owner?.sources.find((each) => each.producerId === producerId);
		if (owner === undefined || source === undefined) return 'producer-not-found';
		const parameters = fake.generateConsumerRemoteParameters({
			codecMimeType: source.kind === 'audio' ? 'audio/opus' : 'video/VP8',
		});
		const consumerId = ConsumerId.parse(this.#id('consumer'));
		this.consumers.set(consumerId, transportId);
		return {
			consumerId,
			producerId,
			peerId: owner.peerId,
			source: source.source,
			kind: source.kind,
			rtpParameters: parameters.rtpParameters,
			producerPaused: source.source === 'microphone' && !microphoneOpen(owner),
		};
	}
}
