// `npm run test:worker`: mediasoup's own Node tests, shipped in its npm package, against the worker in use.
// They are copied out of node_modules, where jest does not look, together with what they read.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { exitOf, passSignals } from '../setup/processes.mjs';
import { nodeOfProject, root } from '../setup/paths.mjs';
import { mediasoupFolder } from './paths.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mediasoup-tests-'));
try {
	process.exitCode = await runTests();
} finally {
	fs.rmSync(folder, { recursive: true, force: true });
}

async function runTests() {
	const copy = path.join(folder, 'mediasoup');
	fs.cpSync(path.join(mediasoupFolder, 'node/lib'), path.join(copy, 'node/lib'), { recursive: true });
	fs.copyFileSync(path.join(mediasoupFolder, 'package.json'), path.join(copy, 'package.json'));
	fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	const nested = path.join(mediasoupFolder, 'node_modules');
	if (fs.existsSync(nested)) {
		fs.symlinkSync(nested, path.join(copy, 'node_modules'));
	}
	await makeCertificate(path.join(copy, 'node/lib/test/data'));
	const config = {
		rootDir: copy,
		testRegex: 'node/lib/test/test-.*\\.js$',
		testEnvironment: 'node',
		transform: {},
		cacheDirectory: path.join(folder, 'cache'),
	};
	process.stdout.write(`Testing the worker ${process.env['MEDIASOUP_WORKER_BIN'] ?? ''}\n`);
	const jest = spawn(
		nodeOfProject(),
		[
			path.join(root, 'node_modules/jest/bin/jest.js'),
			'--config',
			JSON.stringify(config),
			...process.argv.slice(2),
		],
		{ cwd: copy, stdio: 'inherit' },
	);
	passSignals(jest);
	return await exitOf(jest);
}

/** @param {string} data Folder that gets the certificate and key which the Worker's tests hand to it. */
async function makeCertificate(data) {
	const pair = await generate([{ name: 'commonName', value: 'mediasoup' }], {
		keyType: 'ec',
		algorithm: 'sha256',
	});
	fs.mkdirSync(data, { recursive: true });
	fs.writeFileSync(path.join(data, 'dtls-cert.pem'), pair.cert);
	fs.writeFileSync(path.join(data, 'dtls-key.pem'), pair.private);
}
