// Who calls: one for each column of the table, with what they bring along.
import { CSRF_HEADER, ErrorBody, identityEndpoints, SessionInfo } from '@classroom/protocol';
import { LiveSocket } from '../lesson/live/liveSocket.ts';
import type { CountyWriter } from './counties.ts';

export const columns = [
	'county-admin',
	'school-admin',
	'teacher',
	'assistant',
	'student',
	'inspector',
	'classroom',
	'service',
	'nobody',
	'first-password',
] as const;
export type Column = (typeof columns)[number];

export interface Answered {
	readonly status: number;
	/** Null: not JSON, or no error. */
	readonly error: ErrorBody | null;
}

export interface Sent {
	readonly method: string;
	/** With its parameters filled in. */
	readonly path: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export class Requester {
	readonly url: string;
	readonly cookie: string;
	readonly bearer: string | undefined;
	csrfToken = '';

	constructor(url: string, cookie: string, bearer?: string) {
		this.url = url;
		this.cookie = cookie;
		this.bearer = bearer;
	}

	/** Learns the CSRF token, as every page does first. */
	async prepare(): Promise<this> {
		const response = await fetch(`${this.url}${identityEndpoints.session.path}`, {
			headers: this.#headers(),
		});
		const info = SessionInfo.safeParse(await response.json());
		if (info.success) this.csrfToken = info.data.csrfToken;
		return this;
	}

	async send({ method, path, body, headers = {} }: Sent): Promise<Answered> {
		const changes = method !== 'get';
		const response = await fetch(`${this.url}${path}`, {
			method: method.toUpperCase(),
			headers: {
				...this.#headers(),
				...(changes ? { 'content-type': 'application/json', [CSRF_HEADER]: this.csrfToken } : {}),
				...headers,
			},
			...(changes ? { body: JSON.stringify(body ?? {}) } : {}),
		});
		const text = await response.text();
		if (response.ok) return { status: response.status, error: null };
		return { status: response.status, error: ErrorBody.parse(JSON.parse(text)) };
	}

	async socket(): Promise<LiveSocket> {
		return LiveSocket.open(this.url, {
			cookie: this.cookie,
			...(this.bearer === undefined ? {} : { serviceToken: this.bearer }),
		});
	}

	#headers(): Record<string, string> {
		return {
			...(this.cookie === '' ? {} : { cookie: this.cookie }),
			...(this.bearer === undefined ? {} : { authorization: `Bearer ${this.bearer}` }),
		};
	}
}

/** Whom each column signs in as; all of county east. */
const people: Readonly<Partial<Record<Column, string>>> = {
	'county-admin': 'east-admin',
	'school-admin': 'east-give-head',
	teacher: 'east-give-teacher',
	assistant: 'east-take-assistant',
	student: 'east-take-student',
	inspector: 'east-inspector',
	'first-password': 'east-new',
};

export class Cast {
	readonly #url: string;
	readonly #writer: CountyWriter;
	readonly #recorderToken: string;
	#devices = 0;

	constructor(url: string, writer: CountyWriter, recorderToken: string) {
		this.#url = url;
		this.#writer = writer;
		this.#recorderToken = recorderToken;
	}

	/** With a session, or device, of its own: whatever ends it harms nobody else. */
	async enter(column: Column): Promise<Requester> {
		switch (column) {
			case 'nobody':
				return new Requester(this.#url, '').prepare();
			case 'service':
				return new Requester(this.#url, '', this.#recorderToken).prepare();
			case 'classroom':
				return this.classroom('east-take-room');
			default:
				return this.person(people[column]!);
		}
	}

	person(personId: string): Promise<Requester> {
		return new Requester(this.#url, `scc_session=${this.#writer.session(personId)}`).prepare();
	}

	/** `deviceId`: made up when not given. */
	classroom(classroomId: string, deviceId = `device-${(this.#devices += 1)}`): Promise<Requester> {
		const token = this.#writer.device(classroomId, deviceId);
		return new Requester(this.#url, `scc_device=${token}`).prepare();
	}
}
