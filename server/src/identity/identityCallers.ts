// Turns what a request or a socket brings along into a Caller, anew each time: whoever is disabled, signed out or
// revoked is out with the next request.
import type { Callers, Credentials } from '../platform/index.ts';
import type { Caller } from './caller.ts';
import { anonymous, callerRole } from './caller.ts';
import { DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { Devices } from './devices/devices.ts';
import { isServiceToken } from './serviceToken.ts';
import type { Sessions } from './sessions/sessions.ts';

export interface IdentityCallersOptions {
	readonly sessions: Sessions;
	readonly devices: Devices;
	/** Undefined: no service may come in. */
	readonly recorderToken: string | undefined;
}

export class IdentityCallers implements Callers<Caller> {
	readonly #sessions: Sessions;
	readonly #devices: Devices;
	readonly #recorderToken: string | undefined;

	constructor({ sessions, devices, recorderToken }: IdentityCallersOptions) {
		this.#sessions = sessions;
		this.#devices = devices;
		this.#recorderToken = recorderToken;
	}

	/**
	 * A bearer is a service or nobody, whatever cookies come with it. A person who signs in on a classroom's device
	 * is that person until they sign out, leave it alone, or the classroom needs it.
	 */
	async authenticate({
		bearer,
		cookies,
		attended,
	}: Pick<Credentials, 'bearer' | 'cookies' | 'attended'>): Promise<Caller> {
		if (bearer !== undefined) {
			return isServiceToken(this.#recorderToken, bearer)
				? { kind: 'service', service: 'recorder' }
				: anonymous;
		}
		const token = cookies[DEVICE_COOKIE];
		const classroom = token === undefined ? null : await this.#devices.callerOf(token);
		const session = cookies[SESSION_COOKIE];
		const use = { attended, onDeviceOf: classroom?.classroomId ?? null };
		const person = session === undefined ? null : await this.#sessions.callerOf(session, use);
		return person ?? classroom ?? anonymous;
	}

	isAnonymous(caller: Caller): boolean {
		return caller.kind === 'anonymous';
	}

	csrfSession(caller: Caller): string | undefined {
		switch (caller.kind) {
			case 'person':
				return `session:${caller.sessionId}`;
			case 'classroom':
				return `device:${caller.deviceId}`;
			case 'service':
			case 'anonymous':
				return undefined;
		}
	}

	describe(caller: Caller): Readonly<Record<string, string>> {
		const role = callerRole(caller);
		switch (caller.kind) {
			case 'person':
				return { role, personId: caller.personId, countyId: caller.countyId };
			case 'classroom':
				return { role, deviceId: caller.deviceId, countyId: caller.countyId };
			case 'service':
			case 'anonymous':
				return { role };
		}
	}
}
