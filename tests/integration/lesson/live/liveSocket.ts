// A signalling socket as raw as it gets: sends whatever it is told to, keeps everything it hears.
import type { AnswerOf, ErrorBody, Notification, RequestOf, RequestType } from '@classroom/protocol';
import { ack, answers, NOTIFICATION_EVENT, PROTOCOL_VERSION, REQUEST_EVENT } from '@classroom/protocol';
import { Notification as NotificationSchema } from '@classroom/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

export interface Credentials {
	readonly cookie?: string;
	readonly serviceToken?: string;
}

export type Ack = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; error: ErrorBody };
type OfType<T> = Extract<Notification, { type: T }>;

/** Longer than anything takes on a machine that has much else to do. */
const PATIENCE_MS = 60_000;
/** What is waited for may come by another socket, or from no socket at all. */
const LOOK_EVERY_MS = 100;

export class RefusedConnection extends Error {
	readonly code: string;

	constructor(code: string) {
		super(`the server does not let the socket in: ${code}`);
		this.code = code;
	}
}

export class RequestFailure extends Error {
	readonly code: string;
	readonly body: ErrorBody;

	constructor(type: string, body: ErrorBody) {
		super(`${type}: ${JSON.stringify(body)}`);
		this.code = body.code;
		this.body = body;
	}
}

export class LiveSocket {
	/** Parsed by the contract: one that breaks it fails the test. */
	readonly notifications: Notification[] = [];
	/** All that came, as text. */
	readonly heard: string[] = [];
	readonly #socket: Socket;
	readonly #waiting = new Set<() => void>();
	#broken: unknown = null;

	private constructor(socket: Socket) {
		this.#socket = socket;
		socket.on(NOTIFICATION_EVENT, (raw: unknown) => {
			this.heard.push(JSON.stringify(raw));
			const parsed = NotificationSchema.safeParse(raw);
			if (parsed.success) this.notifications.push(parsed.data);
			else this.#broken = parsed.error;
			this.#wake();
		});
		socket.on('disconnect', () => this.#wake());
	}

	/** @throws RefusedConnection */
	static async open(url: string, { cookie, serviceToken }: Credentials): Promise<LiveSocket> {
		const socket = io(url, {
			transports: ['websocket'],
			reconnection: false,
			forceNew: true,
			auth: { protocol: PROTOCOL_VERSION, ...(serviceToken === undefined ? {} : { serviceToken }) },
			extraHeaders: cookie === undefined ? {} : { cookie },
		});
		const live = new LiveSocket(socket);
		await new Promise<void>((resolve, reject) => {
			socket.once('connect', () => resolve());
			socket.once('connect_error', (error) => {
				socket.close();
				const { data } = error as { data?: { code?: string } };
				reject(new RefusedConnection(data?.code ?? error.message));
			});
		});
		return live;
	}

	get connected(): boolean {
		return this.#socket.connected;
	}

	/** Sends anything as a request. Rejects when the socket closes before the answer. */
	async say(raw: unknown): Promise<Ack> {
		const answer = await new Promise<unknown>((resolve, reject) => {
			const gone = (): void => reject(new Error('the socket closed before the answer'));
			if (!this.connected) {
				gone();
				return;
			}
			this.#socket.once('disconnect', gone);
			this.#socket.timeout(PATIENCE_MS).emit(REQUEST_EVENT, raw, (error: Error | null, value: unknown) => {
				this.#socket.off('disconnect', gone);
				if (error === null) resolve(value);
				else reject(error);
			});
		});
		this.heard.push(JSON.stringify(answer));
		return answer as Ack;
	}

	/** Emits any event with any arguments and waits for nothing. */
	throwAt(event: string, ...parts: unknown[]): void {
		this.#socket.emit(event, ...parts);
	}

	/** @throws RequestFailure */
	async ask<T extends RequestType>(
		type: T,
		...[parts]: keyof Omit<RequestOf<T>, 'type'> extends never ? [] : [Omit<RequestOf<T>, 'type'>]
	): Promise<AnswerOf<T>> {
		const parsed = ack(answers[type]).parse(await this.say({ type, ...parts }));
		if (!parsed.ok) throw new RequestFailure(type, parsed.error);
		return parsed.answer as AnswerOf<T>;
	}

	/** The code that a request fails with, or `ok`. */
	async code(raw: unknown): Promise<string> {
		const answer = await this.say(raw);
		return answer.ok ? 'ok' : answer.error.code;
	}

	/** The first notification of the type that was, or will be, heard and that `which` is true for. */
	async hears<T extends Notification['type']>(
		type: T,
		which: (notification: OfType<T>) => boolean = () => true,
	): Promise<OfType<T>> {
		const find = (): OfType<T> | undefined =>
			this.notifications.filter((each): each is OfType<T> => each.type === type).find(which);
		await this.until(() => find() !== undefined, `hears ${type}`);
		return find()!;
	}

	async closed(): Promise<void> {
		await this.until(() => !this.connected, 'is closed');
	}

	async until(condition: () => boolean, what: string): Promise<void> {
		const limit = Date.now() + PATIENCE_MS;
		while (!condition()) {
			if (this.#broken !== null) throw this.#broken as Error;
			const left = limit - Date.now();
			if (left <= 0)
				throw new Error(`in vain: a socket ${what}; it heard ${this.heard.slice(-8).join('\n')}`);
			await new Promise<void>((resolve) => {
				const wake = (): void => {
					clearTimeout(timer);
					this.#waiting.delete(wake);
					resolve();
				};
				const timer = setTimeout(wake, Math.min(left, LOOK_EVERY_MS));
				this.#waiting.add(wake);
			});
		}
	}

	/** Says goodbye to the transport, not to the Room. */
	close(): void {
		this.#socket.close();
	}

	/** The network is gone: no closing words. */
	cut(): void {
		this.#socket.io.engine.transport.close();
	}

	#wake(): void {
		for (const wake of [...this.#waiting]) wake();
	}
}
