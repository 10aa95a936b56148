// The shape of one HTTP endpoint. The table is in endpoints.ts; server, client and OpenAPI read it.
import { z } from 'zod';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface Endpoint<
	P extends z.ZodType = z.ZodType,
	Q extends z.ZodType = z.ZodType,
	B extends z.ZodType = z.ZodType,
	R extends z.ZodType = z.ZodType,
> {
	readonly method: Method;
	/** In express and OpenAPI's common form: `/api/lessons/:lessonId`. */
	readonly path: string;
	readonly summary: string;
	readonly params: P;
	readonly query: Q;
	readonly body: B;
	readonly response: R;
	/** The type of the file that is the request's body, in the place of `body`. */
	readonly upload?: string;
}

const none = z.strictObject({});
type None = typeof none;

/** `body` is strict and empty unless given; so are `params` and `query`. */
export function endpoint<
	R extends z.ZodType,
	P extends z.ZodType = None,
	Q extends z.ZodType = None,
	B extends z.ZodType = None,
>(
	method: Method,
	path: string,
	summary: string,
	parts: { response: R; params?: P; query?: Q; body?: B; upload?: string },
): Endpoint<P, Q, B, R>;
// The second signature is the implementation's: without it a given schema's type would be "that or none".
export function endpoint(
	method: Method,
	path: string,
	summary: string,
	parts: Pick<Endpoint, 'response'> & Partial<Endpoint>,
): Endpoint {
	return { method, path, summary, params: none, query: none, body: none, ...parts };
}

/** The answer of endpoints that have nothing to say. */
export const Done = z.object({});

/** The header that carries the CSRF token of {@link SessionInfo} in every request that changes something. */
export const CSRF_HEADER = 'x-csrf-token';
/** `1`: a person is at the page that asks. Pages ask much by themselves, and that keeps nobody signed in. */
export const ATTENDED_HEADER = 'x-attended';

/** Pages of long lists: an opaque cursor and at most 200 rows. */
export const pageQuery = {
	cursor: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,200}$/, 'bad-format')
		.exactOptional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const page = <T extends z.ZodType>(item: T) =>
	z.object({ items: z.array(item), next: z.string().nullable(), total: z.int() });
