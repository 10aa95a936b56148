import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordingManifest } from '@classroom/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { completeRecording, findUnfinished } from './unfinished.ts';

const manifest = (lessonId: string, endedAt: number | null) => ({
	version: 1,
	recordingId: `rec-${lessonId}`,
	lessonId,
	startedAt: 1000,
	endedAt,
	tracks: [],
	gaps: [],
});

it('finds recordings that nobody has completed, and completes them', async () => {
	const dir = await mkdtemp(path.join(tmpdir(), 'unfinished-'));
	onTestFinished(() => rm(dir, { recursive: true, force: true }));
	const put = async (name: string, text: string) => {
		await mkdir(path.join(dir, name));
		await writeFile(path.join(dir, name, 'manifest.json'), text);
	};
	await put('a', JSON.stringify(manifest('open', null)));
	await put('b', JSON.stringify(manifest('whole', 5000)));
	await put('c', '{"half');
	await mkdir(path.join(dir, 'empty'));
	const found = await findUnfinished(dir);
	expect([...found]).toEqual([['open', path.join(dir, 'a')]]);
	await completeRecording(path.join(dir, 'a'), 9000);
	const text = await readFile(path.join(dir, 'a', 'manifest.json'), 'utf8');
	expect(RecordingManifest.parse(JSON.parse(text)).endedAt).toBe(1000);
	expect((await findUnfinished(dir)).size).toBe(0);
});
