// Against cross-site request forgery: a request that changes something comes from our own pages (Origin), and
// carries a token that only they could read (an HMAC of the session).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.ts';

export interface Csrf {
	/** The token that a session's pages send in the CSRF header. */
	tokenFor(session: string): string;
	/** Throws `bad-csrf-token`. */
	check(session: string, token: string | undefined): void;
}

/** `secret`: the same on all nodes and after restarts. */
export const createCsrf = (secret: string): Csrf => {
	const tokenFor = (session: string): string =>
		createHmac('sha256', secret).update(`csrf:${session}`).digest('base64url');
	return {
		tokenFor,
		check(session, token) {
			const expected = Buffer.from(tokenFor(session));
			const given = Buffer.from(token ?? '');
			if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
				throw new AppError('bad-csrf-token');
			}
		},
	};
};

/**
 * Throws `bad-origin` when a browser says that the request comes from a page of another origin.
 * Programs that are no browsers send no Origin; their requests carry tokens that no foreign page knows.
 */
export const checkOrigin = (
	origin: string | undefined,
	host: string | undefined,
	publicUrl: string | undefined,
): void => {
	if (origin === undefined) return;
	const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
	const ours = parsed !== undefined && (parsed.host === host || parsed.origin === originOf(publicUrl));
	if (!ours) throw new AppError('bad-origin');
};

const originOf = (url: string | undefined): string | undefined =>
	url === undefined ? undefined : new URL(url).origin;
