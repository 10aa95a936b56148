// The ZIP around a workbook, opened with distrust: what it says it holds and what it really holds are both limited,
// and what comes out is packed anew, so that whoever reads it next sees exactly what was checked.
import type { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError, isAppError } from '../errors.ts';
import { refuseForeign } from './fileKind.ts';
import { MAX_INFLATED_BYTES, MAX_PARTS, MAX_RATIO } from './limits.ts';

/** Below this a part may be as repetitive as it likes, bytes. */
const smallPart = 1024 * 1024;
/** Pictures, macros, links to other files and the like are never looked at. */
const wanted =
	/^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/[\w.-]+\.xml|xl\/_rels\/[\w.-]+\.rels|xl\/worksheets\/[\w.-]+\.xml)$/i;
const unwanted = /^xl\/(metadata|connections|calcChain|volatileDependencies|cellimages|persons)/i;

/**
 * The workbook with nothing but its cells. Throws `spreadsheet-other-format`, `spreadsheet-encrypted`,
 * `spreadsheet-too-large` or `spreadsheet-damaged`.
 */
export const safeArchive = async (bytes: Uint8Array): Promise<Uint8Array> => {
	refuseForeign(bytes);
	try {
		const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
			validateEntrySizes: true,
			strictFileNames: true,
		});
		return zipSync(await partsOf(zip), { level: 0 });
	} catch (error) {
		if (isAppError(error)) throw error;
		throw new AppError('spreadsheet-damaged', 'the ZIP cannot be read', { cause: error });
	}
};

const partsOf = async (zip: ZipFile): Promise<Record<string, Uint8Array>> => {
	if (zip.entryCount > MAX_PARTS) throw tooLarge(`${zip.entryCount} parts`);
	const parts = new Map<string, Uint8Array>();
	let budget = MAX_INFLATED_BYTES;
	let met = 0;
	for await (const entry of zip.eachEntry()) {
		met += 1;
		if (met > MAX_PARTS) throw tooLarge('more parts than it says');
		refuseOthers(entry.fileName);
		if (!wanted.test(entry.fileName) || unwanted.test(entry.fileName)) continue;
		if (parts.has(entry.fileName)) throw new AppError('spreadsheet-damaged', 'one part twice');
		const part = await inflated(zip, entry, budget);
		budget -= part.length;
		refuseTricks(part);
		parts.set(entry.fileName, part);
	}
	return Object.fromEntries(parts);
};

/** yauzl ends a stream that gives more or less than the entry says. */
const inflated = async (zip: ZipFile, entry: Entry, budget: number): Promise<Uint8Array> => {
	const { uncompressedSize, compressedSize, fileName } = entry;
	if (uncompressedSize > budget) throw tooLarge(`${fileName} is ${uncompressedSize} bytes`);
	if (uncompressedSize > smallPart && uncompressedSize > compressedSize * MAX_RATIO) {
		throw tooLarge(`${fileName} is packed ${Math.round(uncompressedSize / compressedSize)} times`);
	}
	if (entry.isEncrypted()) throw new AppError('spreadsheet-encrypted');
	return collect(await zip.openReadStreamPromise(entry), uncompressedSize);
};

const collect = async (stream: Readable, size: number): Promise<Uint8Array> => {
	const whole = new Uint8Array(size);
	let at = 0;
	for await (const chunk of stream) {
		if (!(chunk instanceof Uint8Array) || at + chunk.length > size) {
			throw new AppError('spreadsheet-damaged', 'a part is longer than it says');
		}
		whole.set(chunk, at);
		at += chunk.length;
	}
	if (at !== size) throw new AppError('spreadsheet-damaged', 'a part is shorter than it says');
	return whole;
};

/** A workbook has no document type, so nobody needs to know what its entities would expand to; and it is UTF-8. */
const refuseTricks = (part: Uint8Array): void => {
	const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
	const start = text.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
	const first = text
		.subarray(start, start + 64)
		.toString('latin1')
		.trimStart();
	const declared = text.includes('<!DOCTYPE') || text.includes('<!ENTITY') || text.includes('<!doctype');
	if (declared || (text.length > start && !first.startsWith('<')) || first.includes('\0')) {
		throw new AppError('spreadsheet-damaged', 'a part that no program for spreadsheets writes');
	}
};

const refuseOthers = (fileName: string): void => {
	if (fileName === 'xl/workbook.bin') throw otherFormat('xlsb');
	if (fileName === 'content.xml') throw otherFormat('ods');
	if (fileName === 'word/document.xml') throw otherFormat('docx');
	if (fileName === 'ppt/presentation.xml') throw otherFormat('pptx');
};

const otherFormat = (format: string): AppError =>
	new AppError('spreadsheet-other-format', `it is ${format}`, { details: { format } });

const tooLarge = (why: string): AppError => new AppError('spreadsheet-too-large', why);
