// What a file really is, by its content: its name may say anything.
import type { CoursewareKind } from '@classroom/protocol';
import { open } from 'node:fs/promises';
import { openPromise } from 'yauzl';
import { AppError, isAppError } from '../platform/index.ts';

/** PDF readers look for its mark in so many first bytes (ISO 32000-1, Annex H, note 13). */
const HEAD_BYTES = 1024;
/** A presentation's parts, unpacked: more is a bomb. */
const INFLATED_BYTES_MAX = 2_000_000_000;
const PARTS_MAX = 20_000;

type Found = CoursewareKind | 'zip' | 'office-97' | 'heic' | 'unknown';

/** By its first bytes. A ZIP may be a presentation. */
export const kindOfHead = (head: Buffer): Found => {
	if (head.includes('%PDF-')) return 'pdf';
	if (starts(head, [0x89, 0x50, 0x4e, 0x47]) || starts(head, [0xff, 0xd8, 0xff])) return 'image';
	const text = head.toString('latin1', 0, 16);
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image';
	if (/^ftyp(hei|mif|hevc)/.test(text.slice(4))) return 'heic';
	if (starts(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
	return starts(head, [0xd0, 0xcf, 0x11, 0xe0]) ? 'office-97' : 'unknown';
};

const starts = (head: Buffer, bytes: readonly number[]): boolean =>
	bytes.every((byte, index) => head[index] === byte);

/**
 * @throws AppError `courseware-other-format`, `courseware-encrypted` for an Office file with a password,
 * `courseware-too-complex` for a presentation that unpacks to more than any has, `courseware-damaged`
 */
export const kindOfFile = async (file: string): Promise<CoursewareKind> => {
	const found = kindOfHead(await headOf(file));
	switch (found) {
		case 'pdf':
		case 'image':
			return found;
		case 'zip':
		case 'pptx':
			await checkPresentation(file);
			return 'pptx';
		case 'office-97':
			// Old presentations, and new ones with a password, share one container.
			throw (await hasPassword(file)) ? new AppError('courseware-encrypted') : otherFormat(found);
		case 'heic':
		case 'unknown':
			throw otherFormat(found);
	}
};

const headOf = async (file: string): Promise<Buffer> => {
	await using handle = await open(file);
	const head = Buffer.alloc(HEAD_BYTES);
	const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
	return head.subarray(0, bytesRead);
};

const hasPassword = async (file: string): Promise<boolean> => {
	const name = Buffer.from('EncryptedPackage', 'utf16le');
	await using handle = await open(file);
	let before = Buffer.alloc(0);
	for await (const chunk of handle.createReadStream({ autoClose: false })) {
		if (!Buffer.isBuffer(chunk)) continue;
		const both = Buffer.concat([before, chunk]);
		if (both.includes(name)) return true;
		before = both.subarray(-name.length);
	}
	return false;
};

/** What the ZIP says of itself; what it holds is looked at by who unpacks it, in little memory. */
const checkPresentation = async (file: string): Promise<void> => {
	try {
		const zip = await openPromise(file, { strictFileNames: true });
		let inflated = 0;
		let parts = 0;
		let presentation = false;
		for await (const { fileName, uncompressedSize } of zip.eachEntry()) {
			parts += 1;
			inflated += uncompressedSize;
			if (parts > PARTS_MAX || inflated > INFLATED_BYTES_MAX) throw new AppError('courseware-too-complex');
			presentation ||= fileName === 'ppt/presentation.xml';
		}
		if (!presentation) throw otherFormat('zip');
	} catch (error) {
		if (isAppError(error)) throw error;
		throw new AppError('courseware-damaged', 'the ZIP cannot be read', { cause: error });
	}
};

const otherFormat = (found: Found): AppError => new AppError('courseware-other-format', `it is ${found}`);
