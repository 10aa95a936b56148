import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loads, whatIsWrong } from './check.mjs';
import { mediasoupFolder, mediasoupVersion } from './paths.mjs';
import { ninjaFile, sourceFiles, versionFile, versionMark } from './recipe.mjs';

let folder: string;

beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'worker-check-'));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const worker = (name: string, text: string, mode = 0o755): string => {
	const file = path.join(folder, name);
	fs.writeFileSync(file, text);
	fs.chmodSync(file, mode);
	return file;
};

test('a worker that is not there, or no program', async () => {
	expect(await whatIsWrong(path.join(folder, 'nowhere'))).toBe('is not there');
	expect(await whatIsWrong(folder)).toBe('is not there');
	expect(await whatIsWrong(worker('text', 'words', 0o644))).toBe('is not an executable file');
});

test('a worker of another version is refused without being started', async () => {
	const old = worker('old', `#!/bin/sh\ntouch ${folder}/started\n# ${versionMark}3.1.0;\n`);
	expect(await whatIsWrong(old)).toBe(
		`is of mediasoup 3.1.0, but the installed package is mediasoup ${mediasoupVersion()}`,
	);
	expect(fs.existsSync(path.join(folder, 'started'))).toBe(false);
});

test('a worker inside the package of another version is refused', async () => {
	const release = path.join(folder, 'package/worker/out/Release');
	fs.mkdirSync(release, { recursive: true });
	fs.writeFileSync(
		path.join(folder, 'package/package.json'),
		'{\n\t"name": "mediasoup",\n\t"version": "3.2.0"\n}',
	);
	expect(await whatIsWrong(worker('package/worker/out/Release/mediasoup-worker', ''))).toContain(
		'mediasoup 3.2.0',
	);
});

test('a worker that ends at once is refused', async () => {
	expect(await whatIsWrong(worker('ends', '#!/bin/sh\nexit 3\n'))).toContain(
		'does not work with the installed',
	);
});

test('a worker that never answers is refused in time, and ended with what it started', async () => {
	// Seen on the machine by how long it sleeps; on a busy one the time may be over before it sleeps.
	const seconds = String(100_000 + process.pid);
	const silent = worker('silent', `#!/bin/sh\nsleep ${seconds} &\nwait\n`);
	expect(await whatIsWrong(silent, 1500)).toContain('it did not answer within 1.5 s');
	await vi.waitFor(() => expect(sleeping(seconds)).toEqual([]), { timeout: 60_000 });
});

/** Those that run: of one that has ended and waits to be noticed there is no command line. */
const sleeping = (seconds: string): string[] =>
	fs
		.readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => {
			try {
				return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') === `sleep\0${seconds}\0`;
			} catch {
				return false;
			}
		});

test('the worker in use is right', async () => {
	const inUse = process.env['MEDIASOUP_WORKER_BIN'];
	if (inUse === undefined) throw new Error('run npm test, which sets MEDIASOUP_WORKER_BIN');
	expect(await whatIsWrong(inUse, 90_000)).toBeNull();
	expect(loads(inUse)).toBe(true);
});

test('the recipe compiles each source once and keeps the version in the binary', () => {
	const files = sourceFiles(path.join(mediasoupFolder, 'worker'));
	expect(files.length).toBeGreaterThan(200);
	expect(new Set(files).size).toBe(files.length);
	for (const file of files)
		expect(fs.existsSync(path.join(mediasoupFolder, 'worker', file)), file).toBe(true);
	const objects = [...ninjaFile(files, '1.2.3').matchAll(/^build (objects\S+):/gm)].map(
		([, object]) => object,
	);
	expect(new Set(objects).size).toBe(files.length + 1);
	expect(versionFile('1.2.3')).toContain(`${versionMark}1.2.3;`);
});
