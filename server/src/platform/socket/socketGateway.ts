// The signalling sockets: who may connect, what they may send, and that one of them never harms another.
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '@classroom/protocol';
import { PROTOCOL_VERSION, SocketAuth } from '@classroom/protocol';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Admission } from '../admission.ts';
import type { Callers } from '../callers.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { errorAnswer } from '../errorAnswer.ts';
import { AppError, isAppError, parseRequest } from '../errors.ts';
import { readHeaders } from '../http/credentials.ts';
import { checkOrigin } from '../http/csrf.ts';
import type { Listener } from '../http/listener.ts';
import type { Log } from '../log.ts';
import type { Counter, Metrics } from '../metrics.ts';
import { Arrivals } from './arrivals.ts';
import { SocketConnection } from './connection.ts';
import type { CloseCause, Connection } from './connection.ts';
import { Crowd } from './crowd.ts';
import { Dispatcher } from './dispatcher.ts';
import type { HandlerMap, SignallingContract } from './handlers.ts';
import { defaultLimits, SocketSession } from './socketSession.ts';
import type { SocketLimits } from './socketSession.ts';

type NotificationIn<C extends SignallingContract> = z.output<C['notification']>;

export interface SocketGatewayOptions<C extends SignallingContract, Caller extends object> {
	/** The listener of `createHttp`: both share a port. */
	readonly listener: Listener;
	readonly config: Pick<Config, 'TRUST_PROXY'> & Partial<Pick<Config, 'PUBLIC_URL'>>;
	readonly log: Log;
	readonly metrics: Metrics;
	readonly clock: Clock;
	readonly callers: Callers<Caller>;
	readonly admission: Admission<Caller>;
	readonly contract: C;
	readonly handlers: HandlerMap<C, Caller>;
	/** What a client is told that must not come back by itself. */
	readonly dismissal: (code: ErrorCode) => NotificationIn<C>;
	readonly onConnection?: (connection: Connection<Caller, NotificationIn<C>>) => void;
	readonly limits?: Partial<SocketLimits>;
}

export class SocketGateway<C extends SignallingContract, Caller extends object> {
	readonly #options: SocketGatewayOptions<C, Caller>;
	readonly #limits: SocketLimits;
	readonly #server: Server;
	readonly #dispatcher: Dispatcher<C, Caller>;
	readonly #connections = new Map<string, SocketConnection<Caller, NotificationIn<C>>>();
	readonly #arrivals = new Arrivals<Socket, Caller>();
	readonly #crowd: Crowd<Socket>;
	readonly #closed: Counter<'cause'>;

	constructor(options: SocketGatewayOptions<C, Caller>) {
		this.#options = options;
		this.#limits = { ...defaultLimits, ...options.limits };
		this.#crowd = new Crowd(this.#limits);
		this.#dispatcher = new Dispatcher(options);
		options.metrics.gauge({
			name: 'classroom_sockets',
			help: 'Signalling sockets connected',
			collect: () => this.#connections.size,
		});
		this.#closed = options.metrics.counter({
			name: 'classroom_sockets_closed_total',
			help: 'Signalling sockets closed, by cause',
			labels: ['cause'],
		});
		this.#server = new Server(options.listener, {
			serveClient: false,
			// Past this the transport itself cuts the socket; from messageBytes on there is an answer with a code.
			maxHttpBufferSize: 8 * this.#limits.messageBytes,
			pingInterval: 10_000,
			pingTimeout: 10_000,
			perMessageDeflate: false,
			allowRequest: (request, decide) => this.#allow(request, decide),
		});
		this.#server.use((socket, next) => void this.#authenticate(socket).then(() => next(), next));
		this.#server.on('connection', (socket) => this.#connect(socket));
	}

	/** Everybody connected now, to tell them something or to dismiss some. */
	get connections(): Iterable<Connection<Caller, NotificationIn<C>>> {
		return this.#connections.values();
	}

	/** Request types with their access, for the generated permission test. */
	listRequests(): { type: string; access: string }[] {
		return this.#dispatcher.list();
	}

	/** Closes the connections of those whom `which` is true for, and tells them why; of those just arriving too. */
	dismiss(which: (caller: Caller) => boolean, code: ErrorCode): void {
		this.#arrivals.dismiss(which, code);
		for (const connection of [...this.#connections.values()]) {
			if (which(connection.caller)) connection.dismiss(code);
		}
	}

	/** Tells everybody `farewell` and closes; the listener itself is left to `Http.close`. Idempotent. */
	async close(farewell: NotificationIn<C>): Promise<void> {
		for (const connection of [...this.#connections.values()]) connection.leave(farewell);
		// Lets the farewells reach the network before the transports close.
		await new Promise((resolve) => setTimeout(resolve, 50));
		this.#server.engine.close();
	}

	#allow(request: IncomingMessage, decide: (error: string | null, allowed: boolean) => void): void {
		const { admission, config } = this.#options;
		try {
			checkOrigin(request.headers.origin, request.headers.host, config.PUBLIC_URL);
			decide(null, true);
		} catch (error) {
			if (isAppError(error)) admission.refuse(error, 'socket', 'connect');
			decide('bad-origin', false);
		}
	}

	/** Throws an error whose `data` is the contract's ErrorBody: socket.io hands it to the client. */
	async #authenticate(socket: Socket): Promise<void> {
		const { callers, admission, log } = this.#options;
		this.#arrivals.begin(socket);
		socket.conn.once('close', () => {
			this.#arrivals.end(socket);
			this.#crowd.leave(socket);
		});
		try {
			const auth = parseRequest(SocketAuth, socket.handshake.auth);
			if (auth.protocol > PROTOCOL_VERSION)
				throw new AppError('bad-request', 'a newer client than this server');
			const address = this.#addressOf(socket.request);
			const caller = await callers.authenticate({
				...readHeaders(socket.request),
				bearer: auth.serviceToken,
				address,
				// Sockets come back by themselves.
				attended: false,
			});
			if (callers.isAnonymous(caller)) {
				throw admission.refuse(new AppError('signed-out'), 'socket', 'connect', caller);
			}
			this.#admitToCrowd(socket, caller, address);
			this.#arrivals.identified(socket, caller);
		} catch (error) {
			this.#arrivals.end(socket);
			const { body } = errorAnswer(error, log);
			throw Object.assign(new Error(body.code), { data: body });
		}
	}

	/** A service's connections are as many as the lessons it has: its token is the operator's own. */
	#admitToCrowd(socket: Socket, caller: Caller, address: string): void {
		const { callers, admission } = this.#options;
		try {
			if (socket.conn.readyState === 'open') this.#crowd.enter(socket, callers.csrfSession(caller), address);
		} catch (error) {
			if (isAppError(error)) admission.refuse(error, 'socket', 'connect', caller);
			throw error;
		}
	}

	#addressOf(request: IncomingMessage): string {
		const forwarded = request.headers['x-forwarded-for'];
		const claimed = this.#options.config.TRUST_PROXY && typeof forwarded === 'string';
		return (claimed ? forwarded.split(',').at(-1)?.trim() : undefined) ?? request.socket.remoteAddress ?? '';
	}

	#connect(socket: Socket): void {
		const { dismissal, clock, onConnection } = this.#options;
		const arrived = this.#arrivals.end(socket);
		if (arrived === undefined) return void socket.disconnect(true);
		const { caller, dismissed } = arrived;
		const connection = new SocketConnection<Caller, NotificationIn<C>>(socket, caller, {
			outboxLimit: this.#limits.outboxBytes,
			dismissal,
		});
		if (dismissed !== undefined) {
			connection.dismiss(dismissed);
			return;
		}
		this.#connections.set(connection.id, connection);
		connection.onClose((cause: CloseCause) => {
			this.#connections.delete(connection.id);
			this.#closed.inc({ cause });
		});
		new SocketSession(socket, connection, this.#dispatcher, this.#limits, clock).start();
		onConnection?.(connection);
	}
}
