import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configTable, describeConfig, loadConfig } from './config.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'classroom-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const load = (environment: Record<string, string>) =>
	loadConfig({ PATH: '/bin', HOME: '/root', ...environment }, folder);

test('with nothing configured it is the demonstration, on this machine only', () => {
	expect(load({})).toMatchObject({
		MODE: 'demo',
		HOST: '127.0.0.1',
		PORT: 3000,
		DATA_DIR: path.join(folder, 'data'),
		DATABASE_URL: `sqlite:${path.join(folder, 'data', 'classroom.sqlite')}`,
		RECORDINGS_DIR: path.join(folder, 'data', 'recordings'),
		RECORDER_ADDRESSES: ['127.0.0.1'],
		TIME_ZONE: 'Asia/Shanghai',
	});
});

test('whoever opens it to others gets no demonstration unless they say so', () => {
	expect(load({ PORT: '0', DATA_DIR: 'd', LOG_LEVEL: 'debug' }).MODE).toBe('demo');
	expect(load({ HOST: '0.0.0.0' }).MODE).toBe('production');
	expect(load({ DATABASE_URL: 'postgres://x/y' }).MODE).toBe('production');
	expect(load({ HOST: '0.0.0.0', MODE: 'demo' }).MODE).toBe('demo');
});

test.each([
	[{ PORT: 'x' }, 'PORT: must be a whole number, 0 to 65535.'],
	[{ PORT: '70000' }, 'PORT: must be at most 65535.'],
	[{ MODE: 'prod' }, 'MODE: '],
	[{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must be sqlite:PATH or postgres://'],
	[{ RECORDER_ADDRESSES: '10.0.0.0/8, here' }, 'RECORDER_ADDRESSES.1: must be IP addresses'],
	[{ TIME_ZONE: 'Mars' }, 'TIME_ZONE: must be a time zone'],
	[{ PUBLIC_URL: 'classroom' }, 'PUBLIC_URL: must be an http or https address.'],
	[
		{ MEDIA_ANNOUNCED_IP: '1.2.3.4' },
		'MEDIA_ANNOUNCED_IP is not a key of the configuration. Did you mean MEDIA_',
	],
	[{ TLS_CERT: 'a.pem' }, 'TLS_CERT and TLS_KEY belong together'],
	[{ TURN_URLS: 'turn:a:3478' }, 'TURN_URLS needs TURN_SECRET'],
	[{ CONFIG_FILE: 'missing.json' }, 'missing.json cannot be used'],
])('%o stops the program with a sentence', (environment, sentence) => {
	expect(() => load(environment)).toThrow(sentence);
});

test('a file may hold numbers and lists; the environment wins; an unknown key stops', () => {
	const file = path.join(folder, 'file.json');
	writeFileSync(
		file,
		JSON.stringify({ PORT: 8080, HOST: '::1', RECORDER_ADDRESSES: ['10.0.0.0/8'], TRUST_PROXY: true }),
	);
	expect(load({ CONFIG_FILE: file, PORT: '9090' })).toMatchObject({
		PORT: 9090,
		HOST: '::1',
		RECORDER_ADDRESSES: ['10.0.0.0/8'],
		TRUST_PROXY: true,
	});
	writeFileSync(file, JSON.stringify({ PROT: 8080 }));
	expect(() => load({ CONFIG_FILE: file })).toThrow('PROT is not a key of the configuration.');
	writeFileSync(file, '{');
	expect(() => load({ CONFIG_FILE: file })).toThrow('cannot be used');
});

test("the recorder's keys may stand in the same environment, within the recorder's bounds", () => {
	const keys = {
		RECORDER_ID: 'recorder-1',
		RECORDER_LISTEN_IP: '10.0.0.2',
		RECORDER_ANNOUNCED_IP: '203.0.113.9',
		RECORDER_PLACES: '200',
	};
	expect(load(keys)).toMatchObject({ ...keys, RECORDER_PLACES: 200, MODE: 'demo' });
	expect(() => load({ RECORDER_PLACES: '201' })).toThrow('RECORDER_PLACES: must be at most 200.');
	expect(() => load({ RECORDER_ID: 'a b' })).toThrow('RECORDER_ID: may have letters');
});

test('every key is described, with its default', () => {
	for (const row of describeConfig()) {
		expect(row.meaning, row.key).not.toBe('');
		expect(row.default, row.key).not.toBe('');
	}
	expect(configTable()).toContain('| `MEDIA_PORT` | First media port');
	expect(configTable()).toContain('| number of cores |');
});
