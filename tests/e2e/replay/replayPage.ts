// The replay page of the music lesson in Chromium: the client built, the recording made, the server started.
import { builtPages } from '../../fixtures/installation.ts';
import { makeRecording } from '../../fixtures/recordings/makeRecording.ts';
import { LENGTH, musicLesson, musicLog, musicTracks, START } from '../../fixtures/recordings/musicLesson.ts';
import { lessonId, recordingId, startReplayServer } from '../../fixtures/recordings/replayServer.ts';
import { startBrowser } from '../browser.ts';

/** `now`: the server's clock, ms into the lesson. */
export const startReplayPage = async (now: number) => {
	const clientDir = await builtPages();
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
			// Only a test that fails waits so long.
			context.setDefaultTimeout(60_000);
			await context.addCookies([{ name: 'viewer', value: viewer, url: server.url }]);
			return context.newPage();
		},
		address: `${server.url}/replay/${lessonId}?debug=1`,
		close: async () => {
			await browser.close();
			await server.close();
		},
	};
};
