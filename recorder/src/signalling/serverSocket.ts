import { NOTIFICATION_EVENT, Notification, PROTOCOL_VERSION, REQUEST_EVENT } from '@classroom/protocol';
import type { AnswerOf, ErrorCode, RequestOf, RequestType } from '@classroom/protocol';
import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { answerOf, RequestFailed } from './requestFailed.ts';

export type ServerSocketEvents = {
	/** Connected, or connected again. */
	open: [];
	lost: [];
	notification: [notification: Notification];
	/** The server sent this socket away for good. */
	dismissed: [code: ErrorCode];
};

export type ServerSocketOptions = { url: string; token: string; log: Logger };

const answerWithinMs = 8000;
const connectWithinMs = 5000;
const firstWaitMs = 200;
/** A lesson without recording is worse than some connection attempts: never wait long. */
const longestWaitMs = 2000;

/** A signalling socket with the recorder's token, which comes back by itself until it is closed or dismissed. */
export class ServerSocket extends EventEmitter<ServerSocketEvents> {
	readonly #socket: Socket;
	readonly #log: Logger;
	#attempt = 0;
	#notBefore = 0;
	#timer: NodeJS.Timeout | undefined;
	#state: 'living' | 'dismissed' | 'closed' = 'living';

	constructor({ url, token, log }: ServerSocketOptions) {
		super();
		this.#log = log;
		this.#socket = io(url, {
			autoConnect: false,
			// Ours knows of `goingAway` and of dismissals.
			reconnection: false,
			forceNew: true,
			timeout: connectWithinMs,
			transports: ['websocket'],
			auth: { serviceToken: token, protocol: PROTOCOL_VERSION },
		});
		this.#listen();
	}

	get open(): boolean {
		return this.#socket.connected;
	}

	start(): void {
		if (this.#state === 'living') this.#socket.connect();
	}

	/** Asks and waits for the answer. Throws RequestFailed. */
	async request<T extends RequestType>(type: T, data: Omit<RequestOf<T>, 'type'>): Promise<AnswerOf<T>> {
		if (!this.#socket.connected) throw new RequestFailed('unavailable');
		let raw: unknown;
		try {
			raw = await this.#socket.timeout(answerWithinMs).emitWithAck(REQUEST_EVENT, { type, ...data });
		} catch (cause) {
			throw new RequestFailed('unavailable', { cause });
		}
		return answerOf(type, raw);
	}

	/** For good. Idempotent. */
	close(): void {
		if (this.#state !== 'dismissed') this.#state = 'closed';
		clearTimeout(this.#timer);
		this.#socket.disconnect();
	}

	#listen(): void {
		this.#socket.on('connect', () => {
			this.#attempt = 0;
			this.#notBefore = 0;
			this.emit('open');
		});
		this.#socket.on('connect_error', (error) => {
			this.#log.warn({ reason: error.message }, 'the server cannot be reached');
			this.#later();
		});
		this.#socket.on('disconnect', (reason) => {
			this.#log.info({ reason }, 'socket lost');
			if (this.#state === 'living') this.emit('lost');
			this.#later();
		});
		this.#socket.on(NOTIFICATION_EVENT, (raw: unknown) => {
			const parsed = Notification.safeParse(raw);
			if (parsed.success) this.#receive(parsed.data);
		});
	}

	#receive(notification: Notification): void {
		if (notification.type === 'goingAway') {
			this.#notBefore = performance.now() + Math.min(notification.retryAfterMs, longestWaitMs);
		}
		if (notification.type === 'dismissed') {
			this.#state = 'dismissed';
			this.#socket.disconnect();
			this.emit('dismissed', notification.code);
			return;
		}
		this.emit('notification', notification);
	}

	#later(): void {
		if (this.#state !== 'living') return;
		clearTimeout(this.#timer);
		const growing = Math.min(longestWaitMs, firstWaitMs * 1.6 ** this.#attempt);
		this.#attempt += 1;
		const waitMs = Math.max(growing * (0.7 + Math.random() * 0.6), this.#notBefore - performance.now());
		this.#timer = setTimeout(() => {
			this.#socket.connect();
		}, waitMs);
	}
}
