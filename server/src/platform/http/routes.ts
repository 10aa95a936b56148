// Routes by contract: parsed in, parsed out, admitted by a declared access, and listed for the permission test.
import type { Endpoint, Method } from '@classroom/protocol';
import { CSRF_HEADER } from '@classroom/protocol';
import type { Request, Response, Router } from 'express';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Admission } from '../admission.ts';
import { isRefusal } from '../admission.ts';
import type { Access, Callers, Credentials } from '../callers.ts';
import { AppError, parseRequest } from '../errors.ts';
import type { Log } from '../log.ts';
import { readCredentials } from './credentials.ts';
import { checkOrigin } from './csrf.ts';
import type { Csrf } from './csrf.ts';
import type { RateLimit } from './rateLimit.ts';
import { replyOn } from './reply.ts';
import type { Reply } from './reply.ts';
import { checkUpload, readUpload } from './readUpload.ts';

/** One parsed, admitted request. */
export interface Call<E extends Endpoint, Granted> {
	readonly params: z.output<E['params']>;
	readonly query: z.output<E['query']>;
	readonly body: z.output<E['body']>;
	readonly caller: Granted;
	readonly credentials: Credentials;
	readonly reply: Reply;
}

export interface Implementation<E extends Endpoint, Caller extends object, Granted extends Caller> {
	readonly access: Access<Caller, Granted>;
	/** Beside the general one, for what costs more than others. */
	readonly limit?: RateLimit;
	/** Returns what the contract's response schema parses; anything beyond the schema is left out of the answer. */
	readonly handler: (call: Call<E, Granted>) => z.input<E['response']> | Promise<z.input<E['response']>>;
}

export interface UploadImplementation<E extends Endpoint, Caller extends object, Granted extends Caller> {
	readonly access: Access<Caller, Granted>;
	readonly limitBytes: number;
	readonly handler: (
		call: Pick<Call<E, Granted>, 'params' | 'query' | 'caller'> & { readonly bytes: Buffer },
	) => z.input<E['response']> | Promise<z.input<E['response']>>;
}

export interface ReceivingImplementation<E extends Endpoint, Caller extends object, Granted extends Caller> {
	readonly access: Access<Caller, Granted>;
	/** Reads the body itself, as far as it wants; `bytes`: as the request says it, null where it does not. */
	readonly handler: (
		call: Pick<Call<E, Granted>, 'params' | 'query' | 'caller'> & {
			readonly body: Readable;
			readonly bytes: number | null;
		},
	) => Promise<z.input<E['response']>>;
}

export interface StreamImplementation<Caller extends object, Granted extends Caller> {
	readonly access: Access<Caller, Granted>;
	/** Sends the answer itself: files, playlists, streams. */
	readonly handler: (request: Request, response: Response, caller: Granted) => void | Promise<void>;
}

/** For the generated permission test: nothing is reachable that is not listed. */
export interface RouteInfo {
	readonly method: Method;
	readonly path: string;
	readonly access: string;
}

export interface RoutesOptions<Caller extends object> {
	readonly callers: Callers<Caller>;
	readonly admission: Admission<Caller>;
	readonly csrf: Csrf;
	readonly publicUrl: string | undefined;
	/** For all routes together. */
	readonly limit: RateLimit;
	readonly log: Log;
}

export class Routes<Caller extends object> {
	readonly #router: Router;
	readonly #options: RoutesOptions<Caller>;
	readonly #list: RouteInfo[] = [];

	constructor(router: Router, options: RoutesOptions<Caller>) {
		this.#router = router;
		this.#options = options;
	}

	get list(): readonly RouteInfo[] {
		return this.#list;
	}

	/** Serves one endpoint of the contract. */
	implement<E extends Endpoint, Granted extends Caller>(
		endpoint: E,
		{ access, limit, handler }: Implementation<E, Caller, Granted>,
	): void {
		this.#add(endpoint.method, endpoint.path, access, async (request, response, caller, credentials) => {
			await limit?.take(credentials.address);
			const answer = await handler({
				params: parseRequest<E['params']>(endpoint.params, request.params),
				query: parseRequest<E['query']>(endpoint.query, request.query),
				body: parseRequest<E['body']>(endpoint.body, jsonBody(request)),
				caller,
				credentials,
				reply: replyOn(response),
			});
			if (endpoint.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
			response.json(checked(endpoint, answer));
		});
	}

	/**
	 * Serves an endpoint whose body is a file: read only once its sender is admitted, and at most `limitBytes` of it.
	 * Throws `too-large`, `bad-request` for another type.
	 */
	upload<E extends Endpoint, Granted extends Caller>(
		endpoint: E,
		{ access, limitBytes, handler }: UploadImplementation<E, Caller, Granted>,
	): void {
		this.#add(endpoint.method, endpoint.path, access, async (request, response, caller) => {
			const query = parseRequest<E['query']>(endpoint.query, request.query);
			const params = parseRequest<E['params']>(endpoint.params, request.params);
			const bytes = await readUpload(request, endpoint.upload ?? '', limitBytes);
			const answer = await handler({ params, query, caller, bytes });
			response.setHeader('Cache-Control', 'no-store');
			response.json(checked(endpoint, answer));
		});
	}

	/** Serves an endpoint whose body is a file too large for memory. Whoever is refused in the middle is hung up on. */
	receive<E extends Endpoint, Granted extends Caller>(
		endpoint: E,
		{ access, handler }: ReceivingImplementation<E, Caller, Granted>,
	): void {
		this.#add(endpoint.method, endpoint.path, access, async (request, response, caller) => {
			const query = parseRequest<E['query']>(endpoint.query, request.query);
			const params = parseRequest<E['params']>(endpoint.params, request.params);
			checkUpload(request, endpoint.upload ?? '');
			const length = request.get('content-length');
			const bytes = length === undefined ? null : Number(length);
			try {
				const answer = await handler({ params, query, caller, body: request, bytes });
				response.setHeader('Cache-Control', 'no-store');
				response.json(checked(endpoint, answer));
			} catch (error) {
				// What is still on its way would be read as the next request.
				if (!request.complete) response.setHeader('Connection', 'close');
				throw error;
			}
		});
	}

	/** Serves a file or stream that is no JSON; the handler parses what it reads of the request. */
	stream<Granted extends Caller>(
		method: Method,
		path: string,
		{ access, handler }: StreamImplementation<Caller, Granted>,
	): void {
		this.#add(method, path, access, (request, response, caller) => handler(request, response, caller));
	}

	#add<Granted extends Caller>(
		method: Method,
		path: string,
		access: Access<Caller, Granted>,
		serve: (
			request: Request,
			response: Response,
			caller: Granted,
			credentials: Credentials,
		) => void | Promise<void>,
	): void {
		this.#list.push({ method, path, access: access.name });
		const what = `${method.toUpperCase()} ${path}`;
		this.#router[method](path, async (request, response) => {
			const { callers, admission, limit } = this.#options;
			const credentials = readCredentials(request);
			await limit.take(credentials.address);
			const caller = await callers.authenticate(credentials);
			try {
				if (method !== 'get') this.#checkForgery(request, caller);
			} catch (error) {
				throw isRefusal(error) ? admission.refuse(error, 'http', what, caller) : error;
			}
			const granted = admission.admit(caller, access, 'http', what);
			try {
				await serve(request, response, granted, credentials);
			} catch (error) {
				throw isRefusal(error) ? admission.refuse(error, 'http', what, caller) : error;
			}
		});
	}

	#checkForgery(request: Request, caller: Caller): void {
		const { callers, csrf, publicUrl } = this.#options;
		checkOrigin(request.get('origin'), request.get('host'), publicUrl);
		const session = callers.csrfSession(caller);
		if (session !== undefined) csrf.check(session, request.get(CSRF_HEADER));
	}
}

/** Nothing, or JSON: a form from another site can send neither our content type nor our header. */
const jsonBody = (request: Request): unknown => {
	const body: unknown = request.body;
	if (body !== undefined) return body;
	const sent =
		request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
	if (sent) throw new AppError('bad-request', 'the body must be application/json');
	return {};
};

const checked = <E extends Endpoint>(endpoint: E, answer: z.input<E['response']>): unknown => {
	const parsed = endpoint.response.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw new AppError('internal', `the answer of ${endpoint.method} ${endpoint.path} breaks the contract`, {
		cause: parsed.error,
	});
};
