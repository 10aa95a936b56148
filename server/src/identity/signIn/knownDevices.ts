// The cookie by which a browser shows that somebody has signed in on it before: OWASP's device cookie.
// It gives no access: its owner only counts in a bucket of their own when they mistype their password.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { newSecret } from '../../platform/index.ts';

/** A shared computer remembers this many people; the longest unseen are forgotten. */
const maximumNames = 8;

export interface KnownDevice {
	/** Names this browser; random. */
	readonly nonce: string;
	/** Marks of those who have signed in on it, latest first. */
	readonly names: readonly string[];
}

export class KnownDevices {
	readonly #secret: string;

	constructor(secret: string) {
		this.#secret = secret;
	}

	/** Undefined: no cookie, or not one of ours. */
	read(cookie: string | undefined): KnownDevice | undefined {
		const [nonce, names, signature] = (cookie ?? '').split('.');
		if (nonce === undefined || names === undefined || signature === undefined) return undefined;
		const expected = Buffer.from(this.#sign(nonce, names));
		const given = Buffer.from(signature);
		if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
		return { nonce, names: names === '' ? [] : names.split('~') };
	}

	knows(device: KnownDevice, loginKey: string): boolean {
		return device.names.includes(this.#mark(device.nonce, loginKey));
	}

	/** The cookie's value for a browser on which nobody has signed in yet. */
	introduce(): string {
		return this.#cookie(newSecret(), '');
	}

	/** The cookie's value after `loginKey` has signed in. */
	remember(device: KnownDevice | undefined, loginKey: string): string {
		const nonce = device?.nonce ?? newSecret();
		const mark = this.#mark(nonce, loginKey);
		const others = (device?.names ?? []).filter((name) => name !== mark);
		return this.#cookie(nonce, [mark, ...others].slice(0, maximumNames).join('~'));
	}

	#cookie(nonce: string, names: string): string {
		return [nonce, names, this.#sign(nonce, names)].join('.');
	}

	#mark(nonce: string, loginKey: string): string {
		return this.#hmac(JSON.stringify(['name', nonce, loginKey])).slice(0, 22);
	}

	#sign(nonce: string, names: string): string {
		return this.#hmac(JSON.stringify(['device', nonce, names]));
	}

	#hmac(text: string): string {
		return createHmac('sha256', this.#secret).update(text).digest('base64url');
	}
}
