// First passwords: easy to read out and type, changed at the first sign-in.

/** Without look-alikes (0 and o, 1, l and i). */
const letters = '23456789abcdefghjkmnpqrstuvwxyz';
/** A byte from here on would favour the first letters. */
const fairBelow = 256 - (256 % letters.length);
const GROUPS = 3;
const GROUP = 4;

/** `k7mt-rw3p-x9hn`: 12 letters of chance, 59 bits. `draw` gives random bytes (0 to 255). */
export function passwordFrom(draw: () => number): string {
	const group = (): string => {
		let drawn = '';
		while (drawn.length < GROUP) {
			const byte = draw();
			if (byte < fairBelow) drawn += letters[byte % letters.length] ?? '';
		}
		return drawn;
	};
	return Array.from({ length: GROUPS }, group).join('-');
}

export function newPassword(): string {
	return passwordFrom(() => crypto.getRandomValues(new Uint8Array(1))[0] ?? 0);
}
