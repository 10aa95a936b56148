// Identifiers, secrets and the short codes that people read to each other.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { z } from 'zod';

/** Crockford's base 32: without i, l, o and u, so that nothing is misread; in ascending order. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const encode = (value: bigint, length: number): string => {
	let rest = value;
	let text = '';
	for (let place = 0; place < length; place += 1) {
		text = alphabet.charAt(Number(rest & 31n)) + text;
		rest >>= 5n;
	}
	return text;
};

/**
 * 26 characters that sort by creation: 48 bits of UTC milliseconds, then 80 random bits (the layout of a ULID).
 * `now` is for tests and demonstration data.
 */
export const sortableId = (now: number = Date.now()): string =>
	encode(BigInt(now), 10) + encode(BigInt(`0x${randomBytes(10).toString('hex')}`), 16);

/** A new id of the contract's kind: `newId(LessonId)`. */
export const newId = <T extends z.ZodType<string, string>>(kind: T, now?: number): z.output<T> =>
	kind.parse(sortableId(now));

/** 256 random bits as 43 characters of base64url: sessions, device tokens, one-time links. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: its SHA-256 in base64url. Secrets have 256 bits, so no salt is needed. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Without 0 and O, 1, I and L, U and V's look-alike. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code to be read aloud, or typed with a remote control. */
export const shortCode = (length: number): string =>
	Array.from({ length }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join('');
