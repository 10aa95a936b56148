// `npm run county -- NAME`, run against the database of a server that is running.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Installation } from './installation.ts';
import { startInstallation } from './installation.ts';

const program = path.join(import.meta.dirname, '../../../server/src/newCounty.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'classroom-county-'));
const url = `sqlite:${path.join(folder, 'test.sqlite')}`;

interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly said: string;
}

const run = (words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> =>
	new Promise((resolve) => {
		const env = {
			PATH: process.env['PATH'],
			MODE: 'production',
			DATABASE_URL: url,
			PUBLIC_URL: 'https://class.example',
			...more,
		};
		const child = execFile(process.execPath, [program, ...words], { env, cwd: folder }, (_, out, said) =>
			resolve({ code: child.exitCode, out, said }),
		);
	});
const secretIn = ({ out }: Ran): string =>
	/https:\/\/class\.example\/setup\/([\w-]{43})\n$/.exec(out)?.[1] ?? '';

let installation: Installation;
beforeAll(async () => {
	installation = await startInstallation(url);
	await installation.as('county-admin', await installation.addCounty('白河县'));
});
afterAll(async () => {
	await installation.close();
	rmSync(folder, { recursive: true, force: true });
});

const input = (secret: string, loginName: string) => ({
	secret,
	county: '别的名字',
	name: '管理员',
	loginName,
	password: 'correct horse battery',
});

test('a further county, and a link that makes its first administrator, once', async () => {
	const first = await run(['青山县']);
	expect(first).toMatchObject({ code: 0, said: '' });
	// Printed again for who lost it; the one before holds no longer.
	const again = await run(['青山县']);
	expect(again.code).toBe(0);
	const browser = installation.browser();
	const read = (ran: Ran) => browser.code(endpoints.readSetup, { params: { secret: secretIn(ran) } });
	expect(await read(first)).toBe('link-used');
	const secret = secretIn(again);
	expect(await browser.ok(endpoints.readSetup, { params: { secret } })).toEqual({ county: '青山县' });
	const info = await browser.ok(endpoints.setup, { body: input(secret, 'qingshan') });
	expect(info).toMatchObject({ kind: 'person', role: 'county-admin', county: '青山县' });
	expect(await read(again)).toBe('link-used');
	expect(await installation.browser().code(endpoints.setup, { body: input(secret, 'second') })).toBe(
		'link-used',
	);
	const { items } = await browser.ok(endpoints.audit);
	expect(items.map(({ action }) => action).toSorted()).toEqual(['county.created', 'person.created']);
	expect((await browser.ok(endpoints.listSchools)).total).toBe(0);
});

test.each([
	['no name', [], {}, /what the county is called/],
	['too long a name', ['县'.repeat(61)], {}, /1 to 60 characters/],
	['two lines', ['青山\n县'], {}, /what the county is called/],
	['a county with people', ['白河县'], {}, /白河县 already/],
	['the demonstration', ['红河县'], { MODE: 'demo' }, /This is a demonstration/],
	['a bad configuration', ['红河县'], { MEDIA_PROT: '1' }, /MEDIA_PROT is not a key/],
])('refused with a sentence: %s', async (_, words, more, sentence) => {
	const { code, out, said } = await run(words, more);
	expect({ code, out }).toEqual({ code: 1, out: '' });
	expect(said).toMatch(sentence);
	expect(said).not.toMatch(/ {4}at /);
});
