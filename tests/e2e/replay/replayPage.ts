// The replay page of the music lesson in Chromium: the client built, the recording made, the server started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeRecording } from '../../fixtures/recordings/makeRecording.ts';
import { LENGTH, musicLesson, musicLog, musicTracks, START } from '../../fixtures/recordings/musicLesson.ts';
import { lessonId, recordingId, startReplayServer } from '../../fixtures/recordings/replayServer.ts';
import { startBrowser } from '../browser.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** `now`: the server's clock, ms into the lesson. */
export const startReplayPage = async (now: number) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'classroom-client-'));
	const clientDir = process.env['CLIENT_DIR'] ?? folder;
	if (clientDir === folder) await buildClient(folder);
	const server = await startReplayServer({
		lesson: musicLesson,
		entries: musicLog,
		now: START + now,
		clientDir,
	});
	const manifest = await makeRecording({
		directory: server.recordingsDir,
		recordingId,
		lessonId,
		startedAt: START,
		endedAt: START + LENGTH,
		tracks: musicTracks,
	});
	const browser = await startBrowser();
	return {
		server,
		manifest,
		/** The page of one viewer, in a context of its own. */
		newPage: async (viewer: string) => {
			const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
			await context.addCookies([{ name: 'viewer', value: viewer, url: server.url }]);
			return context.newPage();
		},
		address: `${server.url}/replay/${lessonId}?debug=1`,
		close: async () => {
			await browser.close();
			await server.close();
			await rm(folder, { recursive: true });
		},
	};
};

/** Into a folder of its own: the sources at hand, not what was built some time. With CLIENT_DIR: that build. */
const buildClient = async (folder: string): Promise<void> => {
	const vite = path.join(root, 'node_modules/vite/bin/vite.js');
	const child = spawn(process.execPath, [vite, 'build', 'client', '--outDir', folder, '--emptyOutDir'], {
		cwd: root,
		env: { ...process.env, NODE_ENV: 'production' },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let complaint = '';
	child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
	await once(child, 'exit');
	if (child.exitCode !== 0) throw new Error(`the client could not be built: ${complaint}`);
};
