// One HTTP request to a webhook's address: no redirects, no proxies, ten seconds, to a checked address.
import http from 'node:http';
import https from 'node:https';
import type { DeliveryFailure } from '@classroom/protocol';
import type { AddressCheck } from './publicAddress.ts';
import { guardedLookup, isRefusedLiteral, RefusedAddress } from './publicAddress.ts';

export interface Answer {
	/** HTTP status; null: there was no answer. */
	readonly status: number | null;
	/** The first few kilobytes of it. */
	readonly text: string;
	/** Null: it was answered, whatever with. */
	readonly failure: Exclude<DeliveryFailure, 'answer' | 'paused'> | null;
}

export interface Sending {
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly check: AddressCheck;
	/** The server stops: end at once. */
	readonly signal?: AbortSignal;
}

const timeoutMs = 10_000;
const mostCharacters = 4_000;

export const send = async ({ url, headers, body, check, signal }: Sending): Promise<Answer> => {
	if (isRefusedLiteral(url, check)) return failed('address');
	const timeout = AbortSignal.timeout(timeoutMs);
	try {
		const response = await request(
			url,
			{
				method: 'POST',
				headers: {
					'content-type': 'application/json; charset=utf-8',
					'content-length': Buffer.byteLength(body),
					'user-agent': 'smart-cloud-classroom',
					...headers,
				},
				// An agent of its own: no connection is kept, and no proxy of the environment is asked.
				agent: url.protocol === 'https:' ? new https.Agent() : new http.Agent(),
				lookup: guardedLookup(check),
				signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
			},
			body,
		);
		return { status: response.statusCode ?? null, text: await beginningOf(response), failure: null };
	} catch (error) {
		if (timeout.aborted) return failed('timeout');
		return failed(failureOf(error));
	}
};

const request = (url: URL, options: https.RequestOptions, body: string): Promise<http.IncomingMessage> =>
	new Promise((resolve, reject) => {
		const { request } = url.protocol === 'https:' ? https : http;
		request(url, options, resolve).on('error', reject).end(body);
	});

const beginningOf = async (response: http.IncomingMessage): Promise<string> => {
	let text = '';
	response.setEncoding('utf8');
	for await (const part of response) {
		text += String(part);
		// Leaving the loop ends the connection.
		if (text.length >= mostCharacters) break;
	}
	return text.slice(0, mostCharacters);
};

const failed = (failure: Answer['failure']): Answer => ({ status: null, text: '', failure });

const failureOf = (error: unknown): Exclude<Answer['failure'], null> => {
	if (error instanceof RefusedAddress) return 'address';
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)
		? 'certificate'
		: 'unreachable';
};
