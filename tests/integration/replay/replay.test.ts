import { ErrorBody, Replay } from '@classroom/protocol';
import type { RecordingManifest } from '@classroom/protocol';
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording } from '../../fixtures/recordings/makeRecording.ts';
import { LENGTH, musicLesson, musicLog, musicTracks, START } from '../../fixtures/recordings/musicLesson.ts';
import { lessonId, recordingId, startReplayServer } from '../../fixtures/recordings/replayServer.ts';

let server: Awaited<ReturnType<typeof startReplayServer>>;
let manifest: RecordingManifest;
const pupil = { cookie: 'viewer=pupil-1' };

beforeAll(async () => {
	server = await startReplayServer({ lesson: musicLesson, entries: musicLog, now: START + LENGTH + 10_000 });
	manifest = await makeRecording({
		directory: server.recordingsDir,
		recordingId,
		lessonId,
		startedAt: START,
		endedAt: START + LENGTH,
		tracks: musicTracks,
	});
});
afterAll(() => server.close());

const get = (address: string, headers: Record<string, string> = pupil, method = 'GET') =>
	fetch(new URL(address, server.url), { headers, method });
const replayAt = async (url: string) => {
	const response = await fetch(`${url}/api/lessons/${lessonId}/replay`, { headers: pupil });
	const body: unknown = await response.json();
	expect(body).toHaveProperty('tracks');
	return Replay.parse(body);
};
const readReplay = () => replayAt(server.url);
const codeOf = async (response: Response) =>
	`${response.status} ${ErrorBody.parse(await response.json()).code}`;

/** Changes the manifest for one test. */
const withManifest = async (text: string, work: () => Promise<void>): Promise<void> => {
	const file = path.join(server.recordingsDir, recordingId, 'manifest.json');
	await writeFile(file, text);
	try {
		await work();
	} finally {
		await writeFile(file, JSON.stringify(manifest));
	}
};

describe('the replay', () => {
	test('has tracks, chapters, gaps and names', async () => {
		const replay = await readReplay();
		expect(replay).toMatchObject({ startedAt: START, durationMs: LENGTH, complete: true, resumeMs: null });
		expect(replay.tracks.map(({ trackId, clips }) => [trackId, clips.length])).toEqual([
			['teacher-camera-teacher', 1],
			['teacher-screen-teacher', 1],
			['stage-camera-luoshan', 1],
		]);
		const [camera] = replay.tracks;
		expect(camera?.clips[0]?.spans.map(({ atMs, section, sampleMs }) => [atMs, section, sampleMs])).toEqual([
			[200, 0, 0],
			[17_000, 1, 0],
		]);
		expect(replay.chapters.map(({ kind, atMs }) => [kind, atMs])).toEqual([
			['start', 0],
			['screen', 5000],
			['stage', 12_000],
			['overrun', 36_000],
			['end', LENGTH],
		]);
		const gaps = replay.gaps.map(({ source, from, cause }) => [
			source,
			Math.round((from - START) / 100),
			cause,
		]);
		for (const source of ['camera', 'microphone', 'screen']) {
			expect(gaps).toContainEqual([source, 140, 'recorder-restarted']);
		}
		expect(replay.names).toContainEqual({ peerId: 'luoshan', name: '多媒体教室', school: '罗山教学点' });
		expect(JSON.stringify(replay)).not.toContain('pupil-1');
	});

	test('remembers per person where they stopped', async () => {
		const put = (viewer: string, body: unknown, token = server.csrfToken(viewer)) =>
			fetch(`${server.url}/api/lessons/${lessonId}/progress`, {
				method: 'PUT',
				headers: { cookie: `viewer=${viewer}`, 'content-type': 'application/json', 'x-csrf-token': token },
				body: JSON.stringify(body),
			});
		expect((await put('pupil-2', { atMs: 12_345.6 })).status).toBe(200);
		expect((await put('pupil-2', { atMs: 23_456 })).status).toBe(200);
		expect(await codeOf(await put('pupil-2', { atMs: -1 }))).toBe('400 bad-request');
		expect(await codeOf(await put('stranger', { atMs: 1 }))).toBe('403 forbidden');
		expect(await codeOf(await put('pupil-2', { atMs: 1 }, 'x'))).toBe('403 bad-csrf-token');
		const again = await get(`/api/lessons/${lessonId}/replay`, { cookie: 'viewer=pupil-2' });
		expect(Replay.parse(await again.json()).resumeMs).toBe(23_456);
		expect((await readReplay()).resumeMs).toBeNull();
	});
});

describe('media files', () => {
	const firstPlaylist = async () => (await readReplay()).tracks[0]?.clips[0]?.url ?? '';

	test('a playlist and every file it names can be fetched, with types and as private', async () => {
		const address = await firstPlaylist();
		const response = await get(address);
		expect(response.headers.get('content-type')).toContain('application/vnd.apple.mpegurl');
		expect(response.headers.get('cache-control')).toBe('private, no-cache');
		// A whole lesson's is a hundred kilobytes, which a phone on a poor link waits for.
		expect(response.headers.get('content-encoding')).not.toBeNull();
		const text = await response.text();
		expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
		expect(text.match(/#EXT-X-MAP/g)).toHaveLength(2);
		expect(text).toContain('#EXT-X-ENDLIST');
		const names = [...text.matchAll(/(?:URI="([^"]+)"|^([^#\s].*))/gm)].map(
			([, init, file]) => init ?? file ?? '',
		);
		expect(names.length).toBeGreaterThan(15);
		for (const name of names) {
			const file = await get(new URL(name, new URL(address, server.url)).pathname);
			expect(file.status).toBe(200);
			expect(file.headers.get('content-type')).toBe('video/mp4');
			expect(file.headers.get('cache-control')).toMatch(/^private/);
			expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get('content-length')));
		}
	});

	test('in ranges, and only the head', async () => {
		const [run] = manifest.tracks[0]?.runs ?? [];
		const address = `/media/${lessonId}/runs/${run?.folder ?? ''}/00000.m4s`;
		const whole = new Uint8Array(await (await get(address)).arrayBuffer());
		const part = await get(address, { ...pupil, range: 'bytes=10-19' });
		expect(part.status).toBe(206);
		expect(part.headers.get('content-range')).toBe(`bytes 10-19/${whole.length}`);
		expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(10, 20));
		expect((await get(address, { ...pupil, range: `bytes=${whole.length}-` })).status).toBe(416);
		const head = await get(address, pupil, 'HEAD');
		expect(head.status).toBe(200);
		expect(head.headers.get('content-length')).toBe(String(whole.length));
		expect(head.headers.get('accept-ranges')).toBe('bytes');
		expect((await get(await firstPlaylist(), pupil, 'HEAD')).status).toBe(200);
	});

	test('only for those who may see the replay', async () => {
		const folder = manifest.tracks[0]?.runs[0]?.folder ?? '';
		const playlist = await firstPlaylist();
		for (const address of [
			`/api/lessons/${lessonId}/replay`,
			playlist,
			`/media/${lessonId}/runs/${folder}/init.mp4`,
		]) {
			expect(await codeOf(await get(address, {}))).toBe('401 signed-out');
			expect(await codeOf(await get(address, { cookie: 'viewer=stranger' }))).toBe('403 forbidden');
			expect(await codeOf(await get(address.replace(lessonId, 'lesson-2')))).toBe('404 lesson-not-found');
		}
	});

	test('no path leads out of the manifest', async () => {
		const folder = manifest.tracks[0]?.runs[0]?.folder ?? '';
		await writeFile(path.join(server.recordingsDir, 'secret.txt'), 'secret');
		await writeFile(path.join(server.recordingsDir, recordingId, folder, 'other.m4s'), 'secret');
		await mkdir(path.join(server.recordingsDir, recordingId, 'extra'), { recursive: true });
		await writeFile(path.join(server.recordingsDir, recordingId, 'extra', 'init.mp4'), 'secret');
		const tries = [
			`runs/${folder}/other.m4s`,
			`runs/${folder}/list.m3u8`,
			'runs/extra/init.mp4',
			`runs/${folder}/..%2Fmanifest.json`,
			`runs/${folder}/..%2F..%2Fsecret.txt`,
			'runs/..%2F../secret.txt',
			'runs/%2E%2E/secret.txt',
			`runs/${folder}%00/init.mp4`,
			`runs/${folder}/init.mp4%00`,
			'runs/%2Fetc/passwd',
			`runs/${folder}/`,
			'manifest.json',
			`tracks/..%2F..%2Fruns/${folder}.m3u8`,
			'tracks/teacher-camera-teacher/none.m3u8',
			'tracks/none/none.m3u8',
			`tracks/${'x'.repeat(300)}/a.m3u8`,
			`runs/${folder}/视频😀.m4s`,
		];
		for (const attempt of tries) {
			const response = await fetch(`${server.url}/media/${lessonId}/${attempt}`, { headers: pupil });
			expect([400, 404], attempt).toContain(response.status);
			expect(await response.text()).not.toContain('secret');
		}
	});
});

describe('what is broken', () => {
	const address = `/api/lessons/${lessonId}/replay`;

	test('a truncated, foreign or newer manifest is a damaged recording', async () => {
		const text = JSON.stringify(manifest);
		for (const broken of [
			text.slice(0, 200),
			'',
			text.replace('"version":1', '"version":2'),
			text.replace(recordingId, 'recording-2'),
			text.replace('"init":"init.mp4"', '"init":"../../secret"'),
		]) {
			await withManifest(broken, async () => {
				expect(await codeOf(await get(address))).toBe('500 recording-damaged');
			});
		}
		expect((await get(address)).status).toBe(200);
	});

	test('without a manifest there is no recording, unless it is yet to come', async () => {
		await withManifest('', async () => {
			await rm(path.join(server.recordingsDir, recordingId, 'manifest.json'));
			server.state.lesson = { ...musicLesson, status: 'teaching', endedAt: null };
			expect(await codeOf(await get(address))).toBe('409 recording-incomplete');
			server.state.lesson = { ...musicLesson, endedAt: START - 100_000 };
			expect(await codeOf(await get(address))).toBe('404 recording-not-found');
			server.state.recorded = false;
			expect(await codeOf(await get(address))).toBe('404 recording-not-found');
			server.state.recorded = true;
			server.state.lesson = musicLesson;
		});
	});

	test('bad segments are left out of the playlist and named as a gap', async () => {
		const [run] = manifest.tracks[0]?.runs ?? [];
		const folder = path.join(server.recordingsDir, recordingId, run?.folder ?? '');
		const files = ['00001.m4s', '00003.m4s'].map((name) => path.join(folder, name));
		const kept = await Promise.all(files.map((file) => readFile(file)));
		await truncate(files[0] ?? '', 100);
		await rm(files[1] ?? '');
		server.clock.advance(60_000);
		// A server that has not seen the files whole.
		const other = await startReplayServer({
			lesson: musicLesson,
			entries: musicLog,
			now: START + LENGTH + 10_000,
			recordingsDir: server.recordingsDir,
		});
		try {
			const replay = await replayAt(other.url);
			const clip = replay.tracks[0]?.clips[0];
			expect(
				clip?.spans.map(({ atMs, mediaMs, sampleMs }) => [atMs, mediaMs, sampleMs].map(Math.round)),
			).toEqual([
				[200, 0, 0],
				[4200, 2000, 4000],
				[8200, 4000, 8000],
				[17_000, 9800, 0],
			]);
			const damaged = replay.gaps.filter(
				({ cause, source }) => cause === 'file-damaged' && source === 'camera',
			);
			expect(damaged.map(({ from, to }) => [from - START, to - START])).toEqual([
				[2200, 4200],
				[6200, 8200],
			]);
			const text = await (await fetch(`${other.url}${clip?.url ?? ''}`, { headers: pupil })).text();
			expect(text).not.toMatch(/0000\.\d+\/0000[13]\.m4s/);
			expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(3);
		} finally {
			await other.close();
			await Promise.all(files.map((file, index) => writeFile(file, kept[index] ?? '')));
		}
	});
});

test('a segment that vanishes after it was seen is missing from then on', async () => {
	const url = (await readReplay()).tracks[0]?.clips[0]?.url ?? '';
	const name = manifest.tracks[0]?.runs[0]?.folder ?? '';
	const file = path.join(server.recordingsDir, recordingId, name, '00002.m4s');
	const kept = await readFile(file);
	expect(await (await get(url)).text()).toContain(`${name}/00002.m4s`);
	await rm(file);
	try {
		const address = `/media/${lessonId}/runs/${name}/00002.m4s`;
		expect(await codeOf(await get(address))).toBe('500 recording-damaged');
		expect(await codeOf(await get(address))).toBe('404 not-found');
		expect(await (await get(url)).text()).not.toContain(`${name}/00002.m4s`);
		expect((await readReplay()).gaps.map(({ cause }) => cause)).toContain('file-damaged');
	} finally {
		await writeFile(file, kept);
		server.clock.advance(60_000);
	}
});

describe('while the lesson is on', () => {
	test('a playlist has no end between a run and the next, while nothing of that one is there', async () => {
		const [camera] = manifest.tracks;
		if (camera === undefined) throw new Error('no track');
		const soFar = { ...manifest, endedAt: null, tracks: [{ ...camera, runs: camera.runs.slice(0, 1) }] };
		await withManifest(JSON.stringify(soFar), async () => {
			const fresh = await startReplayServer({
				lesson: { ...musicLesson, status: 'teaching', endedAt: null },
				entries: musicLog.filter(({ at }) => at < START + 16_000),
				now: START + 16_000,
				recordingsDir: server.recordingsDir,
			});
			try {
				const url = (await replayAt(fresh.url)).tracks[0]?.clips[0]?.url ?? '';
				const playlist = await (await fetch(`${fresh.url}${url}`, { headers: pupil })).text();
				expect(playlist).not.toContain('ENDLIST');
			} finally {
				await fresh.close();
			}
		});
	});

	test('what is complete so far can be replayed, and its playlists grow', async () => {
		const [camera] = manifest.tracks;
		const [first, second] = camera?.runs ?? [];
		if (camera === undefined || first === undefined || second === undefined) throw new Error('no runs');
		const soFar = {
			...manifest,
			endedAt: null,
			tracks: [
				{ ...camera, runs: [first, { ...second, endedBy: null, segments: second.segments.slice(0, 2) }] },
			],
		};
		await withManifest(JSON.stringify(soFar), async () => {
			const fresh = await startReplayServer({
				lesson: { ...musicLesson, status: 'teaching', endedAt: null },
				entries: musicLog.filter(({ at }) => at < START + 20_000),
				now: START + 21_500,
				recordingsDir: server.recordingsDir,
			});
			const read = () => replayAt(fresh.url);
			try {
				const replay = await read();
				expect(replay).toMatchObject({ complete: false, durationMs: 21_000 });
				expect(replay.chapters.at(-1)?.kind).toBe('stage');
				const playlist = await (
					await fetch(`${fresh.url}${replay.tracks[0]?.clips[0]?.url ?? ''}`, { headers: pupil })
				).text();
				expect(playlist).toContain('EVENT');
				expect(playlist).not.toContain('ENDLIST');
				// The teacher ends it; the recorder has yet to write its last segments.
				fresh.state.entries = [
					...fresh.state.entries,
					{ ...(musicLog.at(-1) ?? fail()), seq: fresh.state.entries.length + 1, at: START + 24_000 },
				];
				fresh.clock.advance(3000);
				expect(await read()).toMatchObject({ complete: false, durationMs: 24_000 });
				await writeFile(
					path.join(server.recordingsDir, recordingId, 'manifest.json'),
					JSON.stringify({ ...soFar, endedAt: START + 24_000 }),
				);
				expect(await read()).toMatchObject({ complete: true, durationMs: 24_000 });
			} finally {
				await fresh.close();
			}
		});
	});
});

const fail = (): never => {
	throw new Error('no entry');
};
