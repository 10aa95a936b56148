// First passwords: easy to read out and type, changed at the first sign-in.
import { randomInt } from 'node:crypto';

/** Without look-alikes (0 and o, 1, l and i). */
const letters = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 3;
const GROUP = 4;

/** `k7mt-rw3p-x9hn`: 12 letters of chance, 59 bits. */
export const drawPassword = (): string =>
	Array.from({ length: GROUPS }, () =>
		Array.from({ length: GROUP }, () => letters[randomInt(letters.length)]).join(''),
	).join('-');
