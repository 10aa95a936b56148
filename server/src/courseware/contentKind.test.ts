import { expect, test } from 'vitest';
import { kindOfHead } from './contentKind.ts';
import { pageSize } from './render/pageSize.ts';

test.each([
	['%PDF-1.7', 'pdf'],
	['\n\n%PDF-1.4 with something before it', 'pdf'],
	['\x89PNG\r\n\x1a\n', 'image'],
	['\xff\xd8\xff\xe0', 'image'],
	['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image'],
	['RIFF\x10\x00\x00\x00WAVEfmt ', 'unknown'],
	['\x00\x00\x00\x18ftypheic', 'heic'],
	['PK\x03\x04', 'zip'],
	['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'office-97'],
	['<html>', 'unknown'],
	['', 'unknown'],
])('%j is %s', (text, kind) => {
	expect(kindOfHead(Buffer.from(text, 'latin1'))).toBe(kind);
});

test.each([
	['a slide', { width: 720, height: 405 }, { width: 1920, height: 1080 }],
	['a sheet of paper', { width: 595, height: 842 }, { width: 1920, height: 2717 }],
	['a scroll', { width: 100, height: 10_000 }, { width: 29, height: 2880 }],
	['a line', { width: 14_400, height: 1 }, { width: 1920, height: 1 }],
])('%s', (_, page, size) => {
	expect(pageSize(page, 1920)).toMatchObject(size);
});
