// From a raw message to its handler's answer: parsed, admitted, served, parsed again.
import { z } from 'zod';
import type { Admission } from '../admission.ts';
import { isRefusal } from '../admission.ts';
import type { Access } from '../callers.ts';
import { errorAck } from '../errorAnswer.ts';
import { AppError, parseRequest } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Histogram, Metrics } from '../metrics.ts';
import type { Connection } from './connection.ts';
import type { Admit, HandlerMap, SignallingContract } from './handlers.ts';
import type { Dispatch, SocketAnswer } from './socketSession.ts';

export interface DispatcherOptions<C extends SignallingContract, Caller extends object> {
	readonly contract: C;
	readonly handlers: HandlerMap<C, Caller>;
	readonly admission: Admission<Caller>;
	readonly log: Log;
	readonly metrics: Metrics;
}

/** A handler of whatever type; see SocketHandler.serve on why this is sound. */
interface AnyHandler<C extends SignallingContract, Caller extends object> {
	readonly access: Access<Caller>;
	serve(
		call: {
			request: z.output<C['request']>;
			caller: Caller;
			connection: Connection<Caller, z.output<C['notification']>>;
		},
		admit: Admit<Caller>,
	): Promise<unknown>;
}

const WithType = z.looseObject({ type: z.string().max(64) });

export class Dispatcher<C extends SignallingContract, Caller extends object> implements Dispatch<
	Caller,
	z.output<C['notification']>
> {
	readonly #contract: C;
	readonly #handlers: ReadonlyMap<string, AnyHandler<C, Caller>>;
	readonly #admission: Admission<Caller>;
	readonly #log: Log;
	readonly #seconds: Histogram<'type' | 'outcome'>;

	constructor({ contract, handlers, admission, log, metrics }: DispatcherOptions<C, Caller>) {
		this.#contract = contract;
		this.#handlers = new Map(Object.entries(handlers));
		this.#admission = admission;
		this.#log = log;
		this.#seconds = metrics.histogram({
			name: 'classroom_signalling_request_seconds',
			help: 'Time to answer a signalling request',
			labels: ['type', 'outcome'],
		});
	}

	list(): { type: string; access: string }[] {
		return [...this.#handlers].map(([type, { access }]) => ({ type, access: access.name }));
	}

	refuse(error: AppError): SocketAnswer {
		this.#seconds.observe({ type: 'other', outcome: error.code }, 0);
		return errorAck(error, this.#log);
	}

	async dispatch(
		raw: unknown,
		connection: Connection<Caller, z.output<C['notification']>>,
	): Promise<SocketAnswer> {
		const started = performance.now();
		let type = 'other';
		let answer: SocketAnswer;
		try {
			type = this.#typeOf(raw);
			answer = { ok: true, answer: await this.#serve(type, raw, connection) };
		} catch (error) {
			if (isRefusal(error)) this.#admission.refuse(error, 'socket', type, connection.caller);
			answer = errorAck(error, this.#log);
		}
		const outcome = answer.ok ? 'ok' : answer.error.code;
		this.#seconds.observe({ type, outcome }, (performance.now() - started) / 1000);
		return answer;
	}

	/** Throws unless it is one of the contract's types. */
	#typeOf(raw: unknown): string {
		const { type } = parseRequest(WithType, raw);
		if (this.#handlers.has(type)) return type;
		throw new AppError('unknown-request', `no request is called ${JSON.stringify(type)}`);
	}

	async #serve(
		type: string,
		raw: unknown,
		connection: Connection<Caller, z.output<C['notification']>>,
	): Promise<unknown> {
		const handler = this.#handlers.get(type);
		const schema = this.#contract.answers[type];
		if (handler === undefined || schema === undefined) throw new AppError('unknown-request');
		const request = parseRequest<C['request']>(this.#contract.request, raw);
		const { caller } = connection;
		const answer = await handler.serve({ request, caller, connection }, (access) => {
			const granted = access.admit(caller);
			if (granted === undefined) throw new AppError('forbidden');
			return granted;
		});
		const parsed = schema.safeParse(answer);
		if (parsed.success) return parsed.data;
		throw new AppError('internal', `the answer to ${type} breaks the contract`, { cause: parsed.error });
	}
}
