// Node, mediasoup's worker and ffmpeg.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { probeWorker } from '../media/index.ts';
import { messageOf } from '../platform/index.ts';
import { ok, problem, warning } from './finding.ts';
import type { Finding } from './finding.ts';

const exec = promisify(execFile);

export const checkNode = (version: string = process.versions.node): Finding =>
	Number(version.split('.')[0]) >= 24
		? ok('Node', `Node ${version}`)
		: problem(
				'Node',
				`Node ${version} is too old.`,
				'Run npm run setup, which brings Node 24, and use npm run doctor.',
			);

const workerLimitMs = 10_000;

export const checkWorker = async (): Promise<Finding> => {
	const about = 'media worker';
	const path = process.env['MEDIASOUP_WORKER_BIN'] ?? "mediasoup's own";
	try {
		const { version, tookMs } = await probeWorker(workerLimitMs);
		return ok(about, `mediasoup ${version} started and made a Router in ${tookMs} ms (${path})`);
	} catch (error) {
		const todo = 'Unset MEDIASOUP_WORKER_BIN if it is set, and run npm run setup.';
		return problem(about, `${path} does not work: ${messageOf(error)}`, todo);
	}
};

/** What recording needs, by the list of ffmpeg that names it. */
const needed: Readonly<Record<string, readonly string[]>> = {
	'-decoders': ['h264', 'vp8', 'opus'],
	'-encoders': ['aac'],
	'-muxers': ['hls', 'mp4'],
	'-demuxers': ['matroska'],
};

export const checkFfmpeg = async (ffmpeg: string): Promise<Finding> => {
	const about = 'ffmpeg';
	try {
		const version = /^ffmpeg version (\S+)/.exec(await run(ffmpeg, '-version'))?.[1] ?? 'of unknown version';
		const lacking = await Promise.all(
			Object.entries(needed).map(async ([list, names]) => {
				const known = namesIn(await run(ffmpeg, list));
				return names.filter((name) => !known.has(name)).map((name) => `${name} (${list})`);
			}),
		);
		const todo =
			'Install a full ffmpeg and name it in FFMPEG_PATH, or unset FFMPEG_PATH and run npm run setup.';
		if (lacking.flat().length > 0) {
			return problem(about, `${ffmpeg} (${version}) lacks ${lacking.flat().join(', ')}.`, todo);
		}
		return namesIn(await run(ffmpeg, '-encoders')).has('libx264')
			? ok(about, `${version} reads and writes all that recording needs (${ffmpeg})`)
			: warning(
					about,
					`${ffmpeg} (${version}) lacks libx264: VP8 pictures cannot be recorded as H.264.`,
					todo,
				);
	} catch (error) {
		return problem(
			about,
			`${ffmpeg} does not run: ${messageOf(error)}`,
			'Name an ffmpeg in FFMPEG_PATH, or unset it and run npm run setup.',
		);
	}
};

const run = async (ffmpeg: string, list: string): Promise<string> =>
	(await exec(ffmpeg, ['-hide_banner', list], { timeout: 20_000 })).stdout;

/** ` D matroska,webm   Matroska / WebM`: flags, names separated by commas, description. */
export const namesIn = (list: string): ReadonlySet<string> =>
	new Set(list.split('\n').flatMap((line) => line.trim().split(/\s+/)[1]?.split(',') ?? []));
