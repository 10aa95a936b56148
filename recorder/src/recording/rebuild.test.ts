import { copyFile, mkdir, mkdtemp, readdir, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LessonId, RecordingId, RecordingManifest } from '@classroom/protocol';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NewerManifestError, rebuildManifest } from './rebuild.ts';

const ids = { recordingId: RecordingId.parse('r1'), lessonId: LessonId.parse('l1') };
const runName = 'teacher-camera-p1.0000.1790000000000';
let material: string;
let folder: string;
let run: string;

beforeAll(async () => {
	material = await mkdtemp(path.join(tmpdir(), 'segments-'));
	await promisify(execFile)(
		'ffmpeg',
		[
			...[
				'-v',
				'error',
				'-f',
				'lavfi',
				'-i',
				'testsrc2=size=160x90:rate=10',
				'-f',
				'lavfi',
				'-i',
				'sine=r=48000',
			],
			...['-t', '8', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '20', '-c:a', 'libopus', '-f', 'hls'],
			...['-hls_time', '1.9', '-hls_list_size', '0', '-hls_segment_type', 'fmp4'],
			...['-hls_segment_filename', '%05d.m4s', 'index.m3u8'],
		],
		{ cwd: material },
	);
});
afterAll(() => rm(material, { recursive: true, force: true }));

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'rebuild-'));
	run = path.join(folder, runName);
	await mkdir(run);
	for (const file of await readdir(material)) await copyFile(path.join(material, file), path.join(run, file));
	return () => rm(folder, { recursive: true, force: true });
});

const rebuild = async () => rebuildManifest(folder, ids, 1_790_000_100_000);

describe('rebuildManifest', () => {
	it('tells everything from the segments alone', async () => {
		const { manifest, interrupted, nextRun } = await rebuild();
		expect(RecordingManifest.parse(manifest)).toEqual(manifest);
		expect(manifest).toMatchObject({ ...ids, startedAt: 1_790_000_000_000, endedAt: null, gaps: [] });
		const [track] = manifest.tracks;
		expect(track).toMatchObject({
			trackId: 'teacher-camera-p1',
			peerId: 'p1',
			group: 'camera',
			role: 'teacher',
		});
		const [only] = track!.runs;
		expect(only).toMatchObject({
			folder: runName,
			init: 'init.mp4',
			kinds: ['video', 'audio'],
			codecs: [expect.stringMatching(/^avc1\.[0-9a-f]{6}$/), 'opus'],
			width: 160,
			height: 90,
			startMs: 1_790_000_000_000,
			endedBy: 'unknown',
		});
		for (const { durationMs } of only!.segments) expect(Math.abs(durationMs - 2000)).toBeLessThan(25);
		expect(only!.segments).toHaveLength(4);
		expect([...interrupted.keys()]).toEqual(['teacher-camera-p1']);
		expect(nextRun.get('teacher-camera-p1')).toBe(1);
	});

	it('leaves out a damaged segment, and says what is missing', async () => {
		await truncate(path.join(run, '00001.m4s'), 500);
		const { manifest } = await rebuild();
		const runs = manifest.tracks[0]!.runs;
		expect(runs.map(({ segments }) => segments.length)).toEqual([1, 2]);
		expect(runs[1]!.startMs).toBe(1_790_000_004_000);
		expect(manifest.gaps).toEqual([
			// Sound goes on for a moment after the last picture.
			{ peerId: 'p1', source: null, from: 1_790_000_002_020, to: 1_790_000_004_000, cause: 'file-damaged' },
		]);
	});

	it('keeps what an older manifest knew, and ignores a broken one', async () => {
		await writeFile(path.join(folder, 'manifest.json'), '{"version":1,"recordin');
		const first = await rebuild();
		const known: RecordingManifest = structuredClone(first.manifest);
		known.startedAt = 5;
		known.tracks[0]!.runs[0]!.endedBy = 'picture-stopped';
		await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(known));
		const second = await rebuild();
		expect(second.manifest).toEqual(known);
		expect(second.interrupted.size).toBe(0);
	});

	it('reads only what the manifest does not tell of, while the rest is as long as it says', async () => {
		const { manifest } = await rebuild();
		const known = structuredClone(manifest);
		const { segments } = known.tracks[0]!.runs[0]!;
		await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(known));
		// Unreadable, and yet as long as it was: nobody looks into it.
		await writeFile(path.join(run, '00001.m4s'), Buffer.alloc(segments[1]!.bytes));
		expect((await rebuild()).manifest).toEqual(known);
		segments.pop();
		await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(known));
		expect((await rebuild()).manifest).toEqual(manifest);
		await truncate(path.join(run, '00001.m4s'), 500);
		expect((await rebuild()).manifest.tracks[0]!.runs.map((each) => each.segments.length)).toEqual([1, 2]);
	});

	it('refuses the manifest of a newer program', async () => {
		await writeFile(path.join(folder, 'manifest.json'), '{"version":7}');
		await expect(rebuild()).rejects.toThrow(NewerManifestError);
	});

	it('passes over a run without a whole segment, and folders that are not runs', async () => {
		await unlink(path.join(run, 'init.mp4'));
		await mkdir(path.join(folder, 'other'));
		const { manifest, nextRun } = await rebuild();
		expect(manifest.tracks).toEqual([]);
		expect(nextRun.get('teacher-camera-p1')).toBe(1);
	});
});
