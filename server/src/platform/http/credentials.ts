// Reads what a request brings along to say who sends it.
import type { IncomingMessage } from 'node:http';
import { ATTENDED_HEADER } from '@classroom/protocol';
import { parseCookie } from 'cookie';
import type { Request } from 'express';
import type { Credentials } from '../callers.ts';

export const readCredentials = (request: Request): Credentials => ({
	...readHeaders(request),
	address: request.ip ?? '',
	// Pages read by themselves again and again; they change something only for somebody.
	attended: request.method !== 'GET' || request.get(ATTENDED_HEADER) === '1',
});

/** Also for a socket's opening request, where there is no express. */
export const readHeaders = (request: IncomingMessage): Omit<Credentials, 'address' | 'attended'> => {
	const { cookie, authorization } = request.headers;
	const bearer = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(authorization ?? '')?.[1];
	return {
		cookies: cookie === undefined ? {} : parseCookie(cookie),
		bearer,
		userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
	};
};
