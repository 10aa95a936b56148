// The replay of a lesson that is still on: what is recorded so far plays, and more comes without a reload.
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingManifest } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LENGTH, musicLesson, musicLog, START } from '../../fixtures/recordings/musicLesson.ts';
import { recordingId } from '../../fixtures/recordings/replayServer.ts';
import { look } from './look.ts';
import { startReplayPage } from './replayPage.ts';

let replay: Awaited<ReturnType<typeof startReplayPage>>;

beforeAll(async () => {
	replay = await startReplayPage(0);
});
afterAll(() => replay.close());

/** What a recorder would have written `ms` into the lesson. */
const recordedBy = (ms: number): RecordingManifest => ({
	...replay.manifest,
	endedAt: ms >= LENGTH ? START + LENGTH : null,
	tracks: replay.manifest.tracks
		.map((track) => ({
			...track,
			runs: track.runs
				.filter(({ startMs }) => startMs < START + ms)
				.map((run) => {
					let end = run.startMs - START;
					const segments = run.segments.filter(({ durationMs }) => (end += durationMs) <= ms);
					return { ...run, segments, endedBy: segments.length === run.segments.length ? run.endedBy : null };
				}),
		}))
		.filter(({ runs }) => runs.length > 0),
});

/** The lesson is `ms` old. */
const setLesson = async (ms: number): Promise<void> => {
	const folder = path.join(replay.server.recordingsDir, recordingId);
	await writeFile(path.join(folder, 'next.json'), JSON.stringify(recordedBy(ms)));
	await rename(path.join(folder, 'next.json'), path.join(folder, 'manifest.json'));
	replay.server.state.entries = musicLog.filter(({ at }) => at <= START + ms);
	replay.server.state.lesson =
		ms < LENGTH ? { ...musicLesson, status: 'teaching', endedAt: null } : musicLesson;
};

test('plays on as the lesson goes on, to its end', async () => {
	await setLesson(0);
	const page = await replay.newPage('pupil-1');
	await page.goto(replay.address);
	await page.getByText('录像还没有开始').waitFor();

	await setLesson(9000);
	await page.waitForFunction(() => (window.__replay?.state().atMs ?? 0) > 1000);
	await page.evaluate(() => window.__replay?.player.seek(6500));
	await page.getByText('这节课还没有结束').waitFor();
	await page.locator('[aria-label="播放进度"][aria-valuemax="8"]').waitFor();

	// The recorder was killed: the first run is over, and of the next there is nothing yet.
	await setLesson(16_500);
	await page.waitForFunction(() => (window.__replay?.state().atMs ?? 0) > 12_500);
	await setLesson(26_000);
	await page.waitForFunction(() => (window.__replay?.state().atMs ?? 0) > 19_000);
	// On a busy machine one of them may be catching up at the first look.
	const seen = await vi.waitUntil(async () => {
		const going = (await look(page)).seen.filter(({ paused }) => !paused);
		const tracks = new Set(going.map(({ trackId }) => trackId));
		return ['teacher-camera-teacher', 'teacher-screen-teacher'].every((track) => tracks.has(track)) && going;
	}, 60_000);
	for (const { picture } of seen) {
		if (picture) expect(Math.abs(picture.shownMs - picture.mappedMs)).toBeLessThan(70);
	}

	await setLesson(LENGTH);
	await page.getByText('这节课还没有结束').waitFor({ state: 'detached' });
	await page.evaluate(() => window.__replay?.player.seek(38_500));
	await page.waitForFunction(() => window.__replay?.state().phase === 'ended');
	await page.context().close();
});
