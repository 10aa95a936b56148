import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAddress, judge as judgeAddress } from './address.ts';
import { judge as judgeClock } from './clock.ts';
import { examine } from './examine.ts';
import { ok, problem, warning } from './finding.ts';
import { checkPorts } from './ports.ts';
import { checkFfmpeg, checkNode, namesIn } from './programs.ts';
import { asJson, asText, isHealthy } from './report.ts';
import { checkDatabase, checkRecordings, judgeSpace } from './storage.ts';
import { checkTls, judge as judgeCertificate } from './tls.ts';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 8, 1);

let folder: string;
let pem: { cert: string; private: string };

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
	pem = await generate([{ name: 'commonName', value: 'school.example' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: new Date(now - dayMs),
		notAfterDate: new Date(now + 100 * dayMs),
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'school.example' },
					{ type: 7, ip: '10.0.0.5' },
				],
			},
		],
	});
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('programs', () => {
	test.each([
		['24.0.0', 'ok'],
		['26.1.0', 'ok'],
		['22.9.0', 'problem'],
	])('Node %s: %s', (version, state) => {
		expect(checkNode(version).state).toBe(state);
	});

	test('the names in a list of ffmpeg', () => {
		const names = namesIn(' V....D h264   H.264\n D  matroska,webm  Matroska\n');
		expect([...names]).toEqual(expect.arrayContaining(['h264', 'matroska', 'webm']));
	});

	test('an ffmpeg that is not there is named', async () => {
		const finding = await checkFfmpeg(path.join(folder, 'no-ffmpeg'));
		expect(finding.state).toBe('problem');
		expect(finding.says).toContain('no-ffmpeg');
	});
});

describe('storage', () => {
	test('a new SQLite database can be written, a folder in its place cannot', async () => {
		expect(await checkDatabase(`sqlite:${path.join(folder, 'new/db.sqlite')}`)).toMatchObject({
			state: 'ok',
		});
		expect(await checkDatabase(`sqlite:${folder}`)).toMatchObject({ state: 'problem' });
	});

	test('passwords are not shown', async () => {
		const finding = await checkDatabase('postgres://me:hush@127.0.0.1:1/x');
		expect(finding.state).toBe('problem');
		expect(finding.says).not.toContain('hush');
	});

	test('a file in the place of the recordings’ folder is a problem', async () => {
		const file = path.join(folder, 'file');
		await writeFile(file, '');
		expect(await checkRecordings(file)).toMatchObject({ state: 'problem' });
		expect(await checkRecordings(path.join(folder, 'recordings'))).not.toMatchObject({ state: 'problem' });
	});

	test.each([
		[1, 'problem'],
		[5, 'warning'],
		[100, 'ok'],
	])('%d GB free: %s', (gigabytes, state) => {
		expect(judgeSpace('/r', gigabytes).state).toBe(state);
	});
});

describe('ports', () => {
	test('a taken port is a problem unless it is our own server’s', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const PORT = address !== null && typeof address === 'object' ? address.port : 0;
		const config = {
			HOST: '127.0.0.1',
			PORT,
			MEDIA_LISTEN_IP: '127.0.0.1',
			MEDIA_PORT: PORT,
			MEDIA_WORKERS: 1,
		};
		expect((await checkPorts(config, false)).map(({ state }) => state)).toEqual(['problem', 'problem']);
		expect((await checkPorts(config, true)).map(({ state }) => state)).toEqual(['ok', 'ok']);
		server.close();
	});

	test('an address that this machine does not have', async () => {
		const config = {
			HOST: '192.0.2.77',
			PORT: 0,
			MEDIA_LISTEN_IP: '127.0.0.1',
			MEDIA_PORT: 0,
			MEDIA_WORKERS: 1,
		};
		expect((await checkPorts(config, false))[0]).toMatchObject({ state: 'problem' });
	});
});

describe('media address', () => {
	const base = { HOST: '127.0.0.1', PUBLIC_URL: undefined, MEDIA_PORT: 0 };

	test.each([
		['this machine only', { ...base, MEDIA_LISTEN_IP: '127.0.0.1' }, 'ok'],
		['open page, closed media', { ...base, HOST: '10.0.0.5', MEDIA_LISTEN_IP: '127.0.0.1' }, 'problem'],
		['no address announced', { ...base, MEDIA_LISTEN_IP: '0.0.0.0' }, 'problem'],
		[
			'a name that is none',
			{ ...base, MEDIA_LISTEN_IP: '0.0.0.0', MEDIA_ANNOUNCED_ADDRESS: 'x.invalid' },
			'problem',
		],
	])('%s', async (_name, keys, state) => {
		const config = { MEDIA_ANNOUNCED_ADDRESS: undefined, ...keys };
		expect(await checkAddress(config, false)).toMatchObject({ state });
	});

	test('what does not come back is a warning that names it', () => {
		expect(judgeAddress('a', { UDP: true, TCP: true }).state).toBe('ok');
		expect(judgeAddress('a', { UDP: false, TCP: true }).says).toContain('by UDP does');
		expect(judgeAddress('a', { UDP: false, TCP: false }).state).toBe('warning');
	});
});

describe('TLS', () => {
	const certificate = () => new X509Certificate(pem.cert);

	test.each([
		['school.example', now, 'warning', 'signed by itself'],
		['10.0.0.5', now, 'warning', 'signed by itself'],
		['other.example', now, 'problem', 'not for other.example'],
		['school.example', now + 101 * dayMs, 'problem', 'ended'],
		['school.example', now + 95 * dayMs, 'warning', 'ends in'],
		['school.example', now - 5 * dayMs, 'problem', 'only from'],
	])('a certificate for %s at %d: %s', (host, when, state, says) => {
		const finding = judgeCertificate(certificate(), host, when);
		expect(finding.state).toBe(state);
		expect(finding.says).toContain(says);
	});

	test('certificate and key must belong together', async () => {
		const other = await generate([{ name: 'commonName', value: 'other' }], {
			keyType: 'ec',
			algorithm: 'sha256',
		});
		const [TLS_CERT, TLS_KEY] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
		await writeFile(TLS_CERT, pem.cert);
		await writeFile(TLS_KEY, other.private);
		const config = { HOST: '0.0.0.0', PUBLIC_URL: undefined, TLS_CERT, TLS_KEY };
		expect(await checkTls(config, now)).toMatchObject({ state: 'problem' });
		await writeFile(TLS_KEY, pem.private);
		expect(await checkTls(config, now)).toMatchObject({ state: 'warning' });
	});

	test('a server for others without TLS gets no cameras', async () => {
		const config = { PUBLIC_URL: undefined, TLS_CERT: undefined, TLS_KEY: undefined };
		expect(await checkTls({ ...config, HOST: '10.0.0.5' }, now)).toMatchObject({ state: 'problem' });
		expect(await checkTls({ ...config, HOST: '127.0.0.1' }, now)).toMatchObject({ state: 'ok' });
	});
});

describe('clock', () => {
	test.each([
		[0, null, 'ok'],
		[500, null, 'warning'],
		[0, { offsetMs: 20, source: 's', precisionMs: 5 }, 'ok'],
		[0, { offsetMs: -1400, source: 's', precisionMs: 500 }, 'ok'],
		[0, { offsetMs: -1600, source: 's', precisionMs: 500 }, 'problem'],
	])('a jump of %d ms and offset %o: %s', (drift, offset, state) => {
		expect(judgeClock('now', drift, offset).state).toBe(state);
	});
});

describe('report', () => {
	const findings = [
		ok('Node', 'fine'),
		warning('TLS', 'soon', 'Renew.'),
		problem('ports', 'taken', 'Stop it.'),
	];

	test('a line each, with what to do', () => {
		expect(asText(findings)).toBe(
			'ok       Node   fine\n' +
				'WARNING  TLS    soon\n                → Renew.\n' +
				'PROBLEM  ports  taken\n                → Stop it.\n\n' +
				'1 problem, 1 warning.\n',
		);
		expect(JSON.parse(asJson(findings))).toEqual({ ok: false, findings });
	});

	test('warnings do not fail', () => {
		expect(isHealthy(findings)).toBe(false);
		expect(isHealthy(findings.slice(0, 2))).toBe(true);
	});

	test('a bad configuration is a finding', async () => {
		const findings = await examine({ PORT: 'many' });
		expect(findings.at(-1)).toMatchObject({ about: 'configuration', state: 'problem' });
		expect(findings.at(-1)?.says).toContain('PORT');
	});
});
