// Lets a browser in as somebody else than before: what was open ends, what begins gets new secrets.
import type { CountyId, PersonId, SessionInfo } from '@classroom/protocol';
import { AppError } from '../platform/index.ts';
import type { Reply } from '../platform/index.ts';
import type { Caller } from './caller.ts';
import { DEVICE_COOKIE, LONG_LIVED_MS, SESSION_COOKIE } from './cookies.ts';
import type { SessionInfoOptions } from './sessionInfo.ts';
import { sessionInfo } from './sessionInfo.ts';
import type { Sessions } from './sessions/sessions.ts';
import { SESSION_LIFE_MS } from './sessions/sessionRules.ts';

/** The server knows when a session is over; a browser that forgot it before would drop out of a lesson under way. */
const COOKIE_MS = SESSION_LIFE_MS + 24 * 3_600_000;

export interface EntranceOptions extends SessionInfoOptions {
	readonly sessions: Sessions;
}

export class Entrance {
	readonly #options: EntranceOptions;

	constructor(options: EntranceOptions) {
		this.#options = options;
	}

	/** `caller`: who the browser was until now. */
	async enter(
		person: { readonly personId: PersonId; readonly countyId: CountyId },
		caller: Caller,
		reply: Reply,
	): Promise<SessionInfo> {
		const { sessions } = this.#options;
		await this.#endSessionOf(caller);
		const { secret } = await sessions.begin(person);
		const entered = await sessions.callerOf(secret, { attended: true, onDeviceOf: null });
		if (entered === null) throw new AppError('signed-out', 'disabled while signing in');
		reply.setCookie(SESSION_COOKIE, secret, { maxAgeMs: COOKIE_MS });
		return this.describe(entered);
	}

	/** The browser is a classroom's device from now on: nobody stays signed in on it. */
	async enterAsDevice(token: string, caller: Caller, reply: Reply): Promise<void> {
		await this.#endSessionOf(caller);
		reply.clearCookie(SESSION_COOKIE);
		reply.setCookie(DEVICE_COOKIE, token, { maxAgeMs: LONG_LIVED_MS });
	}

	/** Ends the person's session; a device stays one. */
	async leave(caller: Caller, reply: Reply): Promise<void> {
		await this.#endSessionOf(caller);
		reply.clearCookie(SESSION_COOKIE);
	}

	describe(caller: Caller): Promise<SessionInfo> {
		return sessionInfo(this.#options, caller);
	}

	async #endSessionOf(caller: Caller): Promise<void> {
		if (caller.kind === 'person') await this.#options.sessions.end(caller.sessionId);
	}
}
