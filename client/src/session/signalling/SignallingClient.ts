// The socket to the server: typed requests, notifications, and coming back by itself for ever.
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { NOTIFICATION_EVENT, Notification, PROTOCOL_VERSION, REQUEST_EVENT } from '@classroom/protocol';
import type { AnswerOf, ErrorCode, RequestOf, RequestType } from '@classroom/protocol';
import type { PageEvents } from '../page.ts';
import { RequestFailed } from '../requestFailed.ts';
import { Announcer, Store } from '../store.ts';
import type { Readable, Unsubscribe } from '../store.ts';
import { answerOf, refusalOf } from './acknowledgement.ts';
import { backoff, comeBackAfter } from './backoff.ts';
import { finalCodes } from './connection.ts';
import type { Connection } from './connection.ts';

/** A request without its `type`. */
export type RequestData<T extends RequestType> = Omit<RequestOf<T>, 'type'>;

/** What the rest of the session needs of the socket. */
export interface Signalling {
	readonly connection: Readable<Connection>;
	request<T extends RequestType>(type: T, data: RequestData<T>): Promise<AnswerOf<T>>;
	onNotification(listener: (notification: Notification) => void): Unsubscribe;
	/** Connects now, also after a dismissal. */
	start(): void;
	/** Makes the socket anew: a request was lost, and what the server made of it is not known. */
	reconnect(): void;
	/** Keeps the socket open until this is taken back; the last one closes it after a while. */
	hold(): Unsubscribe;
}

export type SignallingOptions = Readonly<{
	/** The server's address; the page's own by default. */
	url?: string;
	page: PageEvents;
	/** An answer that takes longer (ms) will not come. */
	timeoutMs?: number;
	/** 0 to 1. */
	random?: () => number;
}>;

const TIMEOUT_MS = 8000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Pages follow each other: the next one need not connect anew. */
const LINGER_MS = 3000;

export class SignallingClient implements Signalling {
	readonly #connection = new Store<Connection>({ state: 'idle' });
	readonly connection: Readable<Connection> = this.#connection;
	readonly #socket: Socket;
	readonly #notifications = new Announcer<Notification>();
	readonly #timeoutMs: number;
	readonly #random: () => number;
	readonly #leavePage: Unsubscribe;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#attempt = 0;
	/** Not to come back before (ms): the server said so. */
	#notBefore = 0;
	#heardAt = 0;
	readonly #holders = new Set<symbol>();
	#lingering: ReturnType<typeof setTimeout> | undefined;

	constructor({ url, page, timeoutMs = TIMEOUT_MS, random = Math.random }: SignallingOptions) {
		this.#timeoutMs = timeoutMs;
		this.#random = random;
		const options = {
			autoConnect: false,
			// Ours knows of `goingAway`, of dismissals and of the page: see #later.
			reconnection: false,
			forceNew: true,
			timeout: CONNECT_TIMEOUT_MS,
			// Some school proxies let no WebSocket through: long polling is the way round.
			transports: ['websocket', 'polling'],
			tryAllTransports: true,
			withCredentials: true,
			auth: { protocol: PROTOCOL_VERSION },
		};
		this.#socket = url === undefined ? io(options) : io(url, options);
		this.#listen();
		this.#leavePage = page.on((news) => this.#onPageNews(news));
	}

	start(): void {
		const { state } = this.#connection.read();
		if (state === 'closed' || state === 'open' || state === 'connecting') return;
		this.#attempt = 0;
		this.#connect();
	}

	hold(): Unsubscribe {
		clearTimeout(this.#lingering);
		const holder = Symbol('holder');
		this.#holders.add(holder);
		if (this.#connection.read().state === 'idle') this.start();
		return () => {
			if (!this.#holders.delete(holder) || this.#holders.size > 0) return;
			this.#lingering = setTimeout(() => this.#rest(), LINGER_MS);
		};
	}

	reconnect(): void {
		if (this.#connection.read().state === 'open') this.#socket.io.engine.close();
	}

	/** For good. */
	close(): void {
		if (this.#connection.read().state === 'closed') return;
		clearTimeout(this.#lingering);
		clearTimeout(this.#timer);
		this.#leavePage();
		this.#connection.set({ state: 'closed' });
		this.#socket.disconnect();
	}

	onNotification(listener: (notification: Notification) => void): Unsubscribe {
		return this.#notifications.on(listener);
	}

	/**
	 * Asks and waits for the answer.
	 * @throws RequestFailed with the server's code; `unavailable` when the socket is down or nobody answers.
	 */
	async request<T extends RequestType>(type: T, data: RequestData<T>): Promise<AnswerOf<T>> {
		if (!this.#socket.connected) throw new RequestFailed({ code: 'unavailable' });
		let raw: unknown;
		try {
			raw = await this.#socket.timeout(this.#timeoutMs).emitWithAck(REQUEST_EVENT, { type, ...data });
		} catch (cause) {
			this.#suspect();
			throw new RequestFailed({ code: 'unavailable' }, { cause });
		}
		return answerOf(type, raw);
	}

	#listen(): void {
		const socket = this.#socket;
		socket.on('connect', () => {
			this.#attempt = 0;
			this.#notBefore = 0;
			this.#heardAt = Date.now();
			socket.io.engine.on('packet', () => (this.#heardAt = Date.now()));
			this.#connection.set({ state: 'open' });
		});
		socket.on('connect_error', (error) => {
			const code = refusalOf(error);
			if (code !== undefined && finalCodes.has(code)) this.#dismiss(code);
			else this.#later();
		});
		socket.on('disconnect', () => this.#later());
		socket.on(NOTIFICATION_EVENT, (raw: unknown) => {
			const parsed = Notification.safeParse(raw);
			// A newer server may say what this page does not know: it is for newer pages.
			if (parsed.success) this.#onNotification(parsed.data);
		});
	}

	#onNotification(notification: Notification): void {
		if (notification.type === 'goingAway') {
			this.#notBefore = Date.now() + comeBackAfter(notification.retryAfterMs, this.#random());
		}
		if (notification.type === 'dismissed') this.#dismiss(notification.code);
		this.#notifications.tell(notification);
	}

	#onPageNews(news: 'network-changed' | 'visible'): void {
		const { state } = this.#connection.read();
		if (state === 'waiting') {
			this.#attempt = 0;
			this.#connect();
		} else if (state === 'open' && news === 'network-changed') {
			// The socket went over the network that is gone; it would notice after half a minute.
			this.reconnect();
		}
	}

	/** No answer: if nothing else was heard either, the connection is dead and does not know it. */
	#suspect(): void {
		if (Date.now() - this.#heardAt >= this.#timeoutMs) this.reconnect();
	}

	#connect(): void {
		clearTimeout(this.#timer);
		this.#connection.set({ state: 'connecting', attempt: this.#attempt });
		this.#socket.connect();
	}

	/** Nobody needs the socket. The next one may be somebody else: it connects with the cookie of then. */
	#rest(): void {
		if (this.#connection.read().state === 'closed') return;
		clearTimeout(this.#timer);
		this.#connection.set({ state: 'idle' });
		this.#socket.disconnect();
	}

	#later(): void {
		const { state } = this.#connection.read();
		if (state === 'dismissed' || state === 'closed' || state === 'idle') return;
		clearTimeout(this.#timer);
		const now = Date.now();
		const waitMs = Math.max(backoff(this.#attempt, this.#random()), this.#notBefore - now);
		this.#attempt += 1;
		this.#connection.set({ state: 'waiting', attempt: this.#attempt, retryAt: now + waitMs });
		this.#timer = setTimeout(() => this.#connect(), waitMs);
	}

	#dismiss(code: ErrorCode): void {
		if (this.#connection.read().state === 'closed') return;
		clearTimeout(this.#timer);
		this.#connection.set({ state: 'dismissed', code });
		this.#socket.disconnect();
	}
}
