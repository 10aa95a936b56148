// Hostile and foreign files: what is refused, and how little it costs.
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_INFLATED_BYTES } from './limits.ts';
import { Spreadsheets } from './spreadsheets.ts';
import type { MadeCell } from './workbook.testing.ts';
import { madeWorkbook } from './workbook.testing.ts';

const spreadsheets = new Spreadsheets();

const codeOf = async (bytes: Uint8Array): Promise<string> =>
	spreadsheets.read(bytes).then(
		() => 'read',
		(error: unknown) => z.object({ code: z.string() }).parse(error).code,
	);

const good = () => madeWorkbook({ sheets: [{ name: '物品', rows: [['名称']] }] });
const withPart = (name: string, xml: string | Uint8Array): Uint8Array =>
	zipSync({ ...unzipSync(good()), [name]: typeof xml === 'string' ? strToU8(xml) : xml });
const ole = (text: string) =>
	Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(text, 'utf16le')]);

test.each<[string, () => Uint8Array, string]>([
	['.xls or .et', () => ole('Workbook'), 'spreadsheet-other-format'],
	['.csv in UTF-8', () => strToU8('学校,姓名\n'), 'spreadsheet-other-format'],
	['.csv in GBK', () => Buffer.from('d1a7d0a32cd0d5c3fb0d0a', 'hex'), 'spreadsheet-other-format'],
	['an HTML table called .xls', () => strToU8('<html><table></table></html>'), 'spreadsheet-other-format'],
	['nothing', () => new Uint8Array(), 'spreadsheet-other-format'],
	['.ods', () => zipSync({ 'content.xml': strToU8('<a/>') }), 'spreadsheet-other-format'],
	['.xlsb', () => withPart('xl/workbook.bin', 'x'), 'spreadsheet-other-format'],
	['a password', () => ole('EncryptedPackage'), 'spreadsheet-encrypted'],
	['half a file', () => good().slice(0, 700), 'spreadsheet-damaged'],
	['a ZIP of something else', () => zipSync({ 'a.txt': strToU8('a') }), 'spreadsheet-damaged'],
	['not XML', () => withPart('xl/worksheets/sheet1.xml', 'sheet'), 'spreadsheet-damaged'],
	[
		'UTF-16',
		() => withPart('xl/worksheets/sheet1.xml', Buffer.from('<x/>', 'utf16le')),
		'spreadsheet-damaged',
	],
	[
		'entities',
		() => withPart('xl/sharedStrings.xml', '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'),
		'spreadsheet-damaged',
	],
	['a path out of the archive', () => withPart('../../etc/x.xml', '<x/>'), 'spreadsheet-damaged'],
])('refused: %s', async (_, bytes, code) => {
	expect(await codeOf(bytes())).toBe(code);
});

test('pictures, macros and links to other files are never looked at', async () => {
	expect(await codeOf(withPart('xl/media/image1.png', new Uint8Array(100)))).toBe('read');
	expect(await codeOf(withPart('xl/externalLinks/externalLink1.xml', '<!DOCTYPE x>'))).toBe('read');
});

/** The entry's sizes in both headers, as whoever lies writes them. */
const lying = (bytes: Uint8Array, claimed: number): Uint8Array => {
	const copy = Buffer.from(bytes);
	for (let at = 0; at < copy.length - 4; at += 1) {
		const signature = copy.readUInt32LE(at);
		const central = signature === 0x02014b50;
		if (!central && signature !== 0x04034b50) continue;
		const [size, name] = central ? [24, 46] : [22, 30];
		if (copy.subarray(at + name, at + name + 9).toString('latin1') === 'xl/worksh') {
			copy.writeUInt32LE(claimed, at + size);
		}
	}
	return copy;
};

test('a ZIP bomb is refused: by what it says, by its ratio, by what it really holds, and by its parts', async () => {
	const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024, 0x20);
	const bomb = withPart('xl/worksheets/sheet1.xml', zeros(300));
	expect(bomb.length).toBeLessThan(1024 * 1024);
	const memory = process.memoryUsage().rss;
	expect(await codeOf(bomb)).toBe('spreadsheet-too-large');
	expect(await codeOf(withPart('xl/worksheets/sheet1.xml', zeros(20)))).toBe('spreadsheet-too-large');
	expect(await codeOf(lying(bomb, 1000))).toBe('spreadsheet-damaged');
	const many = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`xl/a${n}.xml`, strToU8('<a/>')]));
	expect(await codeOf(zipSync({ ...unzipSync(good()), ...many }))).toBe('spreadsheet-too-large');
	expect(process.memoryUsage().rss - memory).toBeLessThan(MAX_INFLATED_BYTES);
});

test('what takes too long or too much memory is ended, and the next file is read', async () => {
	const rows = Array.from({ length: 20_000 }, (_, n): MadeCell[] => [`桌${n}`, String(n), '村']);
	const file = madeWorkbook({ sheets: [{ name: '物品', rows: rows }] });
	const hurried = new Spreadsheets({ timeMs: 20 });
	await expect(hurried.read(file)).rejects.toMatchObject({ code: 'spreadsheet-too-large' });
	const narrow = new Spreadsheets({ memoryMb: 12 });
	await expect(narrow.read(file)).rejects.toMatchObject({ code: 'spreadsheet-too-large' });
	expect((await spreadsheets.read(file)).sheets[0]?.rows).toHaveLength(20_000);
});
