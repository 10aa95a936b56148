// Files over HTTP, as the pages send and save them.
import { CSRF_HEADER, XLSX_TYPE } from '@classroom/protocol';
import { expect } from 'vitest';
import { shown } from '../../../server/src/platform/index.ts';
import { readCells } from '../../../server/src/platform/spreadsheet/readCells.ts';
import type { Installation, SignedIn } from './installation.ts';

export const sendFile = (
	{ base }: Installation,
	who: SignedIn,
	path: string,
	bytes?: Uint8Array,
): Promise<Response> =>
	fetch(`${base}${path}`, {
		method: bytes === undefined ? 'GET' : 'POST',
		headers: {
			cookie: [...who.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
			[CSRF_HEADER]: who.csrfToken,
			...(bytes === undefined ? {} : { 'content-type': XLSX_TYPE }),
		},
		...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
	});

export const savedFile = async (
	installation: Installation,
	who: SignedIn,
	path: string,
	bytes?: Uint8Array,
): Promise<Uint8Array> => {
	const response = await sendFile(installation, who, path, bytes);
	expect([response.status, response.headers.get('content-type')]).toEqual([200, XLSX_TYPE]);
	expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''");
	return new Uint8Array(await response.arrayBuffer());
};

/** What stands in the cells of a file, sheet by sheet; rows without anything are left out. */
export const cellsIn = async (bytes: Uint8Array): Promise<Map<string, string[][]>> => {
	const { sheets } = await readCells(bytes);
	return new Map(
		sheets.map(({ name, rows }) => [
			name,
			rows.map((row) => row.map(shown)).filter((row) => row.some((text) => text !== '')),
		]),
	);
};
