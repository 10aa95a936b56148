// What a file really is, by its first bytes: its name may say anything.
import { AppError } from '../errors.ts';

export type FileKind = 'zip' | 'encrypted' | 'xls' | 'pdf' | 'html' | 'csv' | 'empty' | 'unknown';

const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b];

export const kindOf = (bytes: Uint8Array): FileKind => {
	if (bytes.length === 0) return 'empty';
	if (startsWith(bytes, zip)) return 'zip';
	// Old workbooks (Excel's .xls, WPS' .et) and new ones with a password share one container.
	if (startsWith(bytes, ole)) return includesUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : 'xls';
	const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1').trimStart().toLowerCase();
	if (head.startsWith('%pdf')) return 'pdf';
	if (head.startsWith('<')) return 'html';
	return looksLikeText(bytes) ? 'csv' : 'unknown';
};

/** Throws `spreadsheet-other-format` (its `format` names the kind) or `spreadsheet-encrypted`. */
export const refuseForeign = (bytes: Uint8Array): void => {
	const kind = kindOf(bytes);
	if (kind === 'zip') return;
	if (kind === 'encrypted') throw new AppError('spreadsheet-encrypted');
	throw new AppError('spreadsheet-other-format', `it is ${kind}`, { details: { format: kind } });
};

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
	start.every((byte, index) => bytes[index] === byte);

const includesUtf16 = (bytes: Uint8Array, text: string): boolean =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, 'utf16le'));

/** UTF-8, GBK or UTF-16: no text has control characters but tab and line ends. */
const looksLikeText = (bytes: Uint8Array): boolean => {
	const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	return (
		utf16 || bytes.subarray(0, 4096).every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
	);
};
