// Our server, spoken to by its public protocol: a teacher who sends, classrooms that receive.
import {
	ack,
	answers,
	ConsumerId,
	NOTIFICATION_EVENT,
	ProducerId,
	PROTOCOL_VERSION,
	REQUEST_EVENT,
	RoomState,
	TransportId,
	visibleSources,
	type AnswerOf,
	type PeerRole,
	type RequestOf,
	type RequestType,
} from '@classroom/protocol';
import { io, type Socket } from 'socket.io-client';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import type { PlannedLesson } from '../../fixtures/plannedLesson.ts';
import { sinkCapabilities, type Participant } from './signalling.ts';

const ACK_WITHIN_MS = 20_000;

const ask = async <T extends RequestType>(socket: Socket, request: RequestOf<T>): Promise<AnswerOf<T>> => {
	const raw: unknown = await socket.timeout(ACK_WITHIN_MS).emitWithAck(REQUEST_EVENT, request);
	const parsed = ack(answers[request.type]).parse(raw);
	if (!parsed.ok) throw new Error(`${request.type}: ${parsed.error.code}`);
	return parsed.answer as AnswerOf<T>;
};

const connect = (client: HttpClient): Promise<Socket> =>
	new Promise((resolve, reject) => {
		const socket = io(client.url, {
			transports: ['websocket'],
			forceNew: true,
			auth: { protocol: PROTOCOL_VERSION },
			extraHeaders: {
				cookie: client
					.cookies()
					.map(({ name, value }) => `${name}=${value}`)
					.join('; '),
			},
		});
		socket.once('connect', () => resolve(socket));
		socket.once('connect_error', reject);
	});

/** Joins the lesson as this client; `role` as the contract has it. */
export const joinLesson = async (
	lesson: PlannedLesson['lesson'],
	client: HttpClient,
	role: PeerRole,
): Promise<Participant> => {
	const socket = await connect(client);
	socket.on(NOTIFICATION_EVENT, () => undefined);
	const join = {
		type: 'join' as const,
		lessonId: lesson.lessonId,
		role,
		afterSeq: null,
		transports: [],
		rtpCapabilities: sinkCapabilities,
	};
	const joined = await ask(socket, join);
	const state = joined.catchUp.kind === 'snapshot' ? RoomState.parse(joined.catchUp.state) : null;
	return {
		createTransport: async (direction) => await ask(socket, { type: 'createTransport', direction }),
		connect: async (transportId, fingerprint) => {
			await ask(socket, {
				type: 'connectTransport',
				transportId: TransportId.parse(transportId),
				dtlsParameters: { role: 'client', fingerprints: [fingerprint] },
			});
		},
		produce: async (transportId, kind, rtpParameters) => {
			const source = kind === 'audio' ? 'microphone' : 'camera';
			const id = TransportId.parse(transportId);
			return (await ask(socket, { type: 'produce', transportId: id, kind, source, rtpParameters }))
				.producerId;
		},
		producers: () =>
			Promise.resolve(
				state === null ? [] : visibleSources(state, joined.peerId).map(({ source }) => source.producerId),
			),
		consume: async (transportId, producerId) =>
			await ask(socket, {
				type: 'consume',
				transportId: TransportId.parse(transportId),
				producerId: ProducerId.parse(producerId),
			}),
		resume: async (consumerId) => {
			await ask(socket, { type: 'resumeConsumer', consumerId: ConsumerId.parse(consumerId) });
		},
		close: () => void socket.disconnect(),
	};
};
