// The one way to the server's HTTP API: typed by the contract's endpoints, parsed at both ends.
import { ATTENDED_HEADER, CSRF_HEADER, fieldIssues } from '@classroom/protocol';
import type { Endpoint } from '@classroom/protocol';
import { z } from 'zod';
import { ApiError, errorOfAnswer } from './apiError.ts';
import { isAttended } from './attendance.ts';
import { noteServerClock } from './serverClock.ts';

type Optional<K extends string, V> = Readonly<Partial<Record<K, V>>>;
type Part<K extends string, S extends z.ZodType> =
	z.input<S> extends Record<string, never>
		? Optional<K, z.input<S>>
		: Partial<z.input<S>> extends z.input<S>
			? Optional<K, z.input<S>>
			: Readonly<Record<K, z.input<S>>>;

/** What an endpoint wants: `params`, `query` and `body`, each needed only if something in it is. */
export type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
	Part<'query', Q> &
	Part<'body', B>;

type LooseInput = Readonly<{ params?: unknown; query?: unknown; body?: unknown }>;

/** A village link may need half a minute; longer is as good as nothing. */
const GIVE_UP_MS = 30_000;

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional());
const ShowsClock = z.object({ serverNow: z.number() });
const ShowsToken = z.object({ csrfToken: z.string() });

let csrfToken: string | undefined;

/** Parses by the contract before sending, so a form learns of a mistake without a journey. */
function checked<S extends z.ZodType>(schema: S, value: unknown, part: string): z.output<S> {
	const parsed = schema.safeParse(value ?? {});
	if (parsed.success) return parsed.data;
	const issues = fieldIssues(parsed.error);
	throw new ApiError('bad-request', { issues: part === 'body' ? issues : [] }, { cause: parsed.error });
}

/** The address of an endpoint: its path with `params` filled in and `query` after it. */
export function address(path: string, params: unknown, query: unknown): string {
	const values = Values.parse(params);
	const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(Values.parse(query))) {
		if (value !== undefined) search.set(name, String(value));
	}
	const text = search.toString();
	return text === '' ? filled : `${filled}?${text}`;
}

async function bodyOf(response: Response): Promise<unknown> {
	const text = await response.text();
	if (text === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function note(body: unknown, sentAt: number): void {
	const clock = ShowsClock.safeParse(body);
	if (clock.success) noteServerClock(clock.data.serverNow, sentAt, Date.now());
	const token = ShowsToken.safeParse(body);
	if (token.success) csrfToken = token.data.csrfToken;
}

/** What every request says of whoever is at the page. */
export function standingHeaders(changes: boolean): Record<string, string> {
	return {
		...(isAttended() && { [ATTENDED_HEADER]: '1' }),
		...(changes && csrfToken !== undefined && { [CSRF_HEADER]: csrfToken }),
	};
}

async function send(endpoint: Endpoint, input: LooseInput, signal?: AbortSignal): Promise<unknown> {
	const url = address(
		endpoint.path,
		checked(endpoint.params, input.params, 'params'),
		checked(endpoint.query, input.query, 'query'),
	);
	const body = checked(endpoint.body, input.body, 'body');
	const changes = endpoint.method !== 'get';
	const giveUp = new AbortController();
	const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
	const abort = (): void => giveUp.abort();
	signal?.addEventListener('abort', abort);
	const sentAt = Date.now();
	try {
		const response = await fetch(url, {
			method: endpoint.method.toUpperCase(),
			credentials: 'same-origin',
			cache: 'no-store',
			headers: {
				accept: 'application/json',
				...(changes && { 'content-type': 'application/json' }),
				...standingHeaders(changes),
			},
			...(changes && { body: JSON.stringify(body) }),
			signal: giveUp.signal,
		});
		const answer = await bodyOf(response);
		if (!response.ok) throw errorOfAnswer(response.status, answer);
		note(answer, sentAt);
		return answer;
	} catch (error) {
		if (error instanceof ApiError || signal?.aborted) throw error;
		throw new ApiError('offline', {}, { cause: error });
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', abort);
	}
}

/**
 * Calls an endpoint of the contract: `await api(endpoints.readLesson, { params: { lessonId } })`.
 * @throws ApiError with a code for whatever goes wrong; only the caller's own abort is thrown as it is.
 */
export async function api<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	endpoint: Endpoint<P, Q, B, R>,
	input: Input<P, Q, B>,
	signal?: AbortSignal,
): Promise<z.output<R>> {
	const answer = await send(endpoint, input, signal);
	const parsed = endpoint.response.safeParse(answer);
	if (!parsed.success) throw new ApiError('bad-answer', {}, { cause: parsed.error });
	return parsed.data;
}
