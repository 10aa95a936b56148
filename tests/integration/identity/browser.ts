// What a browser does for its pages: keeps cookies, sends them, and remembers the session's CSRF token.
import type { Endpoint } from '@classroom/protocol';
import { CSRF_HEADER, ErrorBody, SessionInfo } from '@classroom/protocol';
import type { z } from 'zod';

export interface Asked {
	readonly params?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
	readonly status: number;
	readonly body: unknown;
	readonly headers: Headers;
}

export class Browser {
	readonly cookies = new Map<string, string>();
	/** As the last answer that set it had it. */
	readonly setCookies = new Map<string, string>();
	readonly #base: string;
	readonly #address: string;
	csrfToken = '';

	constructor(base: string, address: string) {
		this.#base = base;
		this.#address = address;
	}

	async ask(
		endpoint: Endpoint,
		{ params = {}, query = {}, body, headers = {} }: Asked = {},
	): Promise<Answer> {
		const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
			encodeURIComponent(params[name] ?? ''),
		);
		const search = new URLSearchParams(query).toString();
		const response = await fetch(`${this.#base}${path}${search === '' ? '' : `?${search}`}`, {
			method: endpoint.method.toUpperCase(),
			headers: {
				'x-forwarded-for': this.#address,
				...(this.cookies.size === 0 ? {} : { cookie: this.#cookieHeader() }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(endpoint.method === 'get' ? {} : { [CSRF_HEADER]: this.csrfToken }),
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		this.#keepCookies(response.headers);
		const answer: unknown = await response.json();
		const info = SessionInfo.safeParse(answer);
		if (info.success) this.csrfToken = info.data.csrfToken;
		return { status: response.status, body: answer, headers: response.headers };
	}

	/** The parsed answer of a request that must succeed. */
	async ok<E extends Endpoint>(endpoint: E, asked: Asked = {}): Promise<z.output<E['response']>> {
		const { status, body } = await this.ask(endpoint, asked);
		if (status !== 200) throw new Error(`${endpoint.path}: ${status} ${JSON.stringify(body)}`);
		return endpoint.response.parse(body) as z.output<E['response']>;
	}

	/** The code of a request that must fail; for `bad-request` with the issues. */
	async code(endpoint: Endpoint, asked: Asked = {}): Promise<string> {
		const { status, body } = await this.ask(endpoint, asked);
		if (status === 200) return 'ok';
		const error = ErrorBody.parse(body);
		const issues = (error.issues ?? []).map((issue) => `${issue.path} ${issue.code}`);
		return [error.code, ...issues].join(', ');
	}

	/** Another window with the same cookies at the same moment, perhaps at another server. */
	copy(base = this.#base): Browser {
		const other = new Browser(base, this.#address);
		for (const [name, value] of this.cookies) other.cookies.set(name, value);
		other.csrfToken = this.csrfToken;
		return other;
	}

	#cookieHeader(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
	}

	#keepCookies(headers: Headers): void {
		for (const line of headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			this.setCookies.set(name, line);
			const expires = /expires=([^;]+)/i.exec(line)?.[1];
			const gone = value === '' || (expires !== undefined && Date.parse(expires) <= Date.now());
			if (gone) this.cookies.delete(name);
			else this.cookies.set(name, decodeURIComponent(value));
		}
	}
}
