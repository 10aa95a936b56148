// Finds an ffmpeg that can do what the recorder and the replay need. In this order: FFMPEG_PATH; the file of the
// npm package ffmpeg-static if it is there; the PATH; Debian's package where apt may be used.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { reachable } from '../worker/prebuilt.mjs';
import { needPackages } from './debian.mjs';
import { configuredPath, nodeOfProject, root } from './paths.mjs';
import { exitOf, which } from './processes.mjs';
import { say, SetupError } from './say.mjs';

const exec = promisify(execFile);
const downloadLimitMs = 180_000;

/** What must be there, by the list that names it. libx264 is used where it is there, and not needed. */
const needs = [
	{ list: '-decoders', names: ['h264', 'vp8', 'opus'] },
	{ list: '-encoders', names: ['aac'] },
	{ list: '-muxers', names: ['hls', 'mp4'] },
	{ list: '-demuxers', names: ['matroska'] },
];

/** @returns {Promise<string>} Path of an ffmpeg that has all it needs. */
export async function findFfmpeg() {
	const configured = configuredPath('FFMPEG_PATH');
	if (configured !== undefined) {
		const wrong = await whatIsWrong(configured);
		if (wrong !== null) {
			throw new SetupError(
				`${configured}, which FFMPEG_PATH names, ${wrong}. ` +
					'Let FFMPEG_PATH name another ffmpeg, or unset it and one will be looked for.',
			);
		}
		return configured;
	}
	for (const candidate of [staticFile(), which('ffmpeg')]) {
		if (candidate !== null && fs.existsSync(candidate)) {
			const wrong = await whatIsWrong(candidate);
			if (wrong === null) {
				return candidate;
			}
			say(`${candidate} ${wrong}; looking for another ffmpeg.`);
		}
	}
	await needPackages(['ffmpeg'], 'record lessons');
	const installed = which('ffmpeg');
	const wrong = installed === null ? 'is not on the PATH' : await whatIsWrong(installed);
	if (installed === null || wrong !== null) {
		throw new SetupError(
			`${installed ?? 'ffmpeg'} ${wrong}. Install a full ffmpeg and name it in FFMPEG_PATH.`,
		);
	}
	return installed;
}

/**
 * The install step of ffmpeg-static, which downloads its file; only where its site can be reached.
 * @returns {Promise<void>}
 */
export async function downloadStaticFfmpeg() {
	const file = staticFile();
	if (configuredPath('FFMPEG_PATH') !== undefined || file === null || fs.existsSync(file)) {
		return;
	}
	const proxied = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some(
		(name) => process.env[name],
	);
	const site = process.env['FFMPEG_BINARIES_URL'] ?? 'https://github.com';
	if (!proxied && !(await reachable(site))) {
		return;
	}
	say('Downloading ffmpeg (about 80 MB, 3 minutes at most).');
	const install = spawn(nodeOfProject(), ['install.js'], {
		cwd: path.dirname(file),
		stdio: 'ignore',
		timeout: downloadLimitMs,
		killSignal: 'SIGKILL',
	});
	if ((await exitOf(install)) !== 0) {
		fs.rmSync(file, { force: true });
		say("It could not be downloaded; the system's ffmpeg will do.");
	}
}

/** @returns {string | null} Where ffmpeg-static has its file, or would have it. */
function staticFile() {
	try {
		/** @type {unknown} */
		const file = createRequire(path.join(root, 'recorder/package.json'))('ffmpeg-static');
		return typeof file === 'string' ? file : null;
	} catch {
		// An optional package: not there on platforms it does not know.
		return null;
	}
}

/**
 * @param {string} ffmpeg
 * @returns {Promise<string | null>} The end of a sentence that begins with the path; null when nothing is.
 */
async function whatIsWrong(ffmpeg) {
	try {
		const lacking = await Promise.all(
			needs.map(async ({ list, names }) => {
				const { stdout } = await exec(ffmpeg, ['-hide_banner', list], { timeout: 20_000 });
				const known = new Set(
					stdout.split('\n').flatMap((line) => line.trim().split(/\s+/)[1]?.split(',') ?? []),
				);
				return names.filter((name) => !known.has(name)).map((name) => `${name} (see ffmpeg ${list})`);
			}),
		);
		return lacking.flat().length === 0 ? null : `lacks ${lacking.flat().join(', ')}`;
	} catch (error) {
		return `does not run: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
	}
}
