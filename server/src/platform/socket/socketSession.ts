// What comes in on one socket: measured, counted, queued, answered.
import { REQUEST_EVENT, MAX_MESSAGE_BYTES } from '@classroom/protocol';
import type { ErrorBody } from '@classroom/protocol';
import type { Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { Conduct } from './conduct.ts';
import type { ConductLimits } from './conduct.ts';
import type { CrowdLimits } from './crowd.ts';
import type { Connection } from './connection.ts';
import { sizeOf } from './outbox.ts';
import { RequestQueue } from './requestQueue.ts';

export interface SocketLimits extends ConductLimits, CrowdLimits {
	/** A request is at most this many bytes. */
	readonly messageBytes: number;
	/** Requests of one socket that may wait for the one being served. */
	readonly waitingRequests: number;
	/** Bytes that may wait for a slow reader. */
	readonly outboxBytes: number;
}

export const defaultLimits: SocketLimits = {
	messageBytes: MAX_MESSAGE_BYTES,
	requestsPerSecond: 50,
	burst: 300,
	offencesPerMinute: 20,
	waitingRequests: 100,
	outboxBytes: 4 * 1024 * 1024,
	socketsPerCaller: 12,
	socketsPerAddress: 4_000,
};

export type SocketAnswer =
	{ readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly error: ErrorBody };

/** Never rejects: errors are answers. */
export interface Dispatch<Caller extends object, Notification> {
	dispatch(raw: unknown, connection: Connection<Caller, Notification>): Promise<SocketAnswer>;
	refuse(error: AppError): SocketAnswer;
}

type Acknowledge = (answer: SocketAnswer) => void;

export class SocketSession<Caller extends object, Notification> {
	readonly #socket: Socket;
	readonly #connection: Connection<Caller, Notification>;
	readonly #dispatch: Dispatch<Caller, Notification>;
	readonly #limits: SocketLimits;
	readonly #conduct: Conduct;
	readonly #queue: RequestQueue;
	/** Bytes since the last event: binary attachments come as messages of their own. */
	#bytes = 0;

	constructor(
		socket: Socket,
		connection: Connection<Caller, Notification>,
		dispatch: Dispatch<Caller, Notification>,
		limits: SocketLimits,
		clock: Clock,
	) {
		this.#socket = socket;
		this.#connection = connection;
		this.#dispatch = dispatch;
		this.#limits = limits;
		this.#conduct = new Conduct(limits, clock);
		this.#queue = new RequestQueue(limits.waitingRequests);
	}

	start(): void {
		this.#socket.conn.on('packet', (packet: { type: string; data?: unknown }) => {
			if (packet.type === 'message') this.#bytes += sizeOf(packet.data);
		});
		this.#socket.onAny((event: string, ...parts: unknown[]) => {
			const bytes = this.#bytes;
			this.#bytes = 0;
			this.#receive(event, parts, bytes);
		});
		this.#connection.onClose(() => this.#queue.close());
	}

	#receive(event: string, parts: readonly unknown[], bytes: number): void {
		const acknowledge = acknowledgementIn(parts);
		const refuse = (error: AppError): void => this.#answer(acknowledge, this.#dispatch.refuse(error));
		const flood = (): void => {
			refuse(new AppError('too-many-requests'));
			if (this.#conduct.offends()) this.#connection.dismiss('too-many-bad-requests');
		};
		if (!this.#conduct.takeToken()) {
			flood();
			return;
		}
		if (bytes > this.#limits.messageBytes) {
			refuse(new AppError('too-large'));
			return;
		}
		if (event !== REQUEST_EVENT) {
			refuse(new AppError('unknown-request'));
			return;
		}
		if (parts.length !== 2 || acknowledge === undefined) {
			refuse(new AppError('bad-request'));
			return;
		}
		const taken = this.#queue.add(async () => {
			this.#answer(acknowledge, await this.#dispatch.dispatch(parts[0], this.#connection));
		});
		if (!taken) flood();
	}

	#answer(acknowledge: Acknowledge | undefined, answer: SocketAnswer): void {
		if (!this.#connection.keepsUp()) return;
		acknowledge?.(answer);
		if (!answer.ok && this.#conduct.fails(answer.error.code))
			this.#connection.dismiss('too-many-bad-requests');
	}
}

const acknowledgementIn = (parts: readonly unknown[]): Acknowledge | undefined => {
	const last = parts.at(-1);
	return typeof last === 'function' ? (answer) => void Reflect.apply(last, undefined, [answer]) : undefined;
};
