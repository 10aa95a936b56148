// Numbers as people type them.

/** `12`, `1.5`, `１２` as a number, nothing as null, anything else NaN (which the contract then refuses). */
export function readNumber(typed: string): number | null {
	const text = typed.normalize('NFKC').trim();
	if (text === '') return null;
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Mbit/s as typed, in whole kbit/s; null: not known. */
export function readMbit(typed: string): number | null {
	const mbit = readNumber(typed);
	return mbit === null ? null : Math.round(mbit * 1000);
}

export function mbitText(kbps: number | null): string {
	return kbps === null ? '' : String(kbps / 1000);
}
