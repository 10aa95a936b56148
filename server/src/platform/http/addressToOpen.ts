// The address under which an operator can open the pages of a server that has begun to listen.
import type { Config } from '../config.ts';

const everywhere = new Set(['0.0.0.0', '::']);

/** `port`: the one it listens on, which PORT need not name. Without a slash at its end. */
export const addressToOpen = (
	{ PUBLIC_URL, TLS_CERT, HOST }: Pick<Config, 'HOST'> & Partial<Pick<Config, 'PUBLIC_URL' | 'TLS_CERT'>>,
	port: number,
): string => {
	if (PUBLIC_URL !== undefined) return PUBLIC_URL;
	const host = everywhere.has(HOST) ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST;
	return `${TLS_CERT === undefined ? 'http' : 'https'}://${host}:${port}`;
};
