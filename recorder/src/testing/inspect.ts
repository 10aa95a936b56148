// For tests: what a recording really holds, by ffmpeg and ffprobe.
import { RecordingManifest } from '@classroom/protocol';
import type { RecordingRun } from '@classroom/protocol';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const most = { maxBuffer: 64 * 1024 * 1024 };

export async function readManifestFile(folder: string): Promise<RecordingManifest> {
	return RecordingManifest.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')));
}

/** The run as one fragmented MP4 that ffmpeg can read: init and segments joined. */
export function runInput(folder: string, { folder: name, init, segments }: RecordingRun): string {
	return `concat:${[init, ...segments.map(({ file }) => file)].map((file) => path.join(folder, name, file)).join('|')}`;
}

/** UTC ms of each white flash (first white frame) and each tone in a run, and what ffmpeg complained of. */
export async function flashesAndTones(
	folder: string,
	recordingRun: RecordingRun,
): Promise<{ flashes: number[]; tones: number[]; frames: number; errors: string }> {
	const input = runInput(folder, recordingRun);
	const at = (seconds: number) => recordingRun.startMs + seconds * 1000;
	const errors: string[] = [];
	let flashes: number[] = [];
	let frames = 0;
	if (recordingRun.kinds.includes('video')) {
		const { stdout, stderr } = await run(
			'ffmpeg',
			[
				...['-v', 'error', '-copyts', '-i', input, '-map', '0:v', '-an', '-vsync', 'passthrough'],
				...[
					'-vf',
					'scale=8:8,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-',
					'-f',
					'null',
					'-',
				],
			],
			most,
		);
		errors.push(stderr);
		const values = [...stdout.matchAll(/pts_time:([\d.-]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)];
		frames = values.length;
		const lit = values.map(([, time, luma]) => ({ time: Number(time), white: Number(luma) > 128 }));
		flashes = lit
			.filter(({ white }, index) => white && lit[index - 1]?.white === false)
			.map(({ time }) => at(time));
	}
	const { stderr } = await run(
		'ffmpeg',
		[
			...['-hide_banner', '-nostats', '-copyts', '-i', input, '-map', '0:a?', '-vn'],
			...['-af', 'silencedetect=n=-30dB:d=0.3', '-f', 'null', '-'],
		],
		most,
	);
	const tones = [...stderr.matchAll(/silence_end: ([\d.]+)/g)].map(([, time]) => at(Number(time)));
	return { flashes, tones, frames, errors: errors.join('') };
}
