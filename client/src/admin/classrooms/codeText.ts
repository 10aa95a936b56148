/** What a pairing code looks like while it is typed: capitals, in two groups, without what cannot be in one. */
export function codeText(typed: string): string {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replaceAll(/[^0-9A-Z]/g, '')
		.slice(0, 6);
	return code.length > 3 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}
