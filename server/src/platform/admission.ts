// Admits or refuses, and counts and logs every refusal.
import type { Access, Callers } from './callers.ts';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';
import type { Counter, Metrics } from './metrics.ts';

export class Admission<Caller extends object> {
	readonly #callers: Callers<Caller>;
	readonly #log: Log;
	readonly #refused: Counter<'via' | 'code'>;

	constructor(callers: Callers<Caller>, log: Log, metrics: Metrics) {
		this.#callers = callers;
		this.#log = log;
		this.#refused = metrics.counter({
			name: 'classroom_refused_total',
			help: 'Requests refused because of who sent them',
			labels: ['via', 'code'],
		});
	}

	/** `what`: the route or request type. Throws `signed-out` or `forbidden`. */
	admit<Granted extends Caller>(
		caller: Caller,
		access: Access<Caller, Granted>,
		via: 'http' | 'socket',
		what: string,
	): Granted {
		const granted = access.admit(caller);
		if (granted !== undefined) return granted;
		throw this.refuse(
			new AppError(this.#callers.isAnonymous(caller) ? 'signed-out' : 'forbidden'),
			via,
			what,
			caller,
		);
	}

	/** Counts and logs a refusal that a handler or the platform decided on; returns the error. */
	refuse(error: AppError, via: 'http' | 'socket', what: string, caller?: Caller): AppError {
		this.#refused.inc({ via, code: error.code });
		const who = caller === undefined ? {} : this.#callers.describe(caller);
		this.#log.warn({ via, what, code: error.code, ...who }, 'refused');
		return error;
	}
}

const refusals: ReadonlySet<string> = new Set([
	'signed-out',
	'forbidden',
	'bad-csrf-token',
	'bad-origin',
	'other-county',
	'agreement-revoked',
	'device-revoked',
	'address-not-allowed',
	// Guessed: a link, a pairing's code or secret.
	'link-used',
	'pairing-not-found',
]);

/** Whether an error says that somebody asked for what is not theirs, or tried to guess it. */
export const isRefusal = (error: unknown): error is AppError =>
	error instanceof AppError && refusals.has(error.code);
