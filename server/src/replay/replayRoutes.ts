// The replay's JSON endpoints, and its playlists and files under /media.
import { endpoints, LessonId } from '@classroom/protocol';
import type { Response } from 'express';
import path from 'node:path';
import { z } from 'zod';
import type { Caller } from '../identity/index.ts';
import { signedIn } from '../identity/index.ts';
import type { Routes } from '../platform/index.ts';
import { AppError, parseRequest } from '../platform/index.ts';
import type { PlayableFile } from './recordingFiles.ts';
import type { Replays } from './replays.ts';

const Name = z.string().max(200);
const PlaylistPath = z.object({
	lessonId: LessonId,
	trackId: Name,
	playlist: Name.endsWith('.m3u8', 'bad-format').transform((name) => name.slice(0, -'.m3u8'.length)),
});
const FilePath = z.object({ lessonId: LessonId, folder: Name, file: Name });

export const addReplayRoutes = (routes: Routes<Caller>, replays: Replays): void => {
	routes.implement(endpoints.readReplay, {
		access: signedIn,
		handler: ({ caller, params }) => replays.read(caller, params.lessonId),
	});
	routes.implement(endpoints.saveProgress, {
		access: signedIn,
		handler: async ({ caller, params, body }) => {
			await replays.saveProgress(caller, params.lessonId, body.atMs);
			return {};
		},
	});
	routes.stream('get', '/media/:lessonId/tracks/:trackId/:playlist', {
		access: signedIn,
		handler: async (request, response, caller) => {
			const { lessonId, trackId, playlist } = parseRequest(PlaylistPath, request.params);
			const text = await replays.playlist(caller, lessonId, trackId, playlist);
			response.setHeader('Cache-Control', 'private, no-cache');
			response.type('application/vnd.apple.mpegurl').send(text);
		},
	});
	routes.stream('get', '/media/:lessonId/runs/:folder/:file', {
		access: signedIn,
		handler: async (request, response, caller) => {
			const { lessonId, folder, file } = parseRequest(FilePath, request.params);
			await sendFile(response, await replays.file(caller, lessonId, folder, file));
		},
	});
};

/** Whole or in ranges; a segment never changes, so a browser may keep it, but nobody in between. */
const sendFile = (
	response: Response,
	{ file, kinds, gone }: PlayableFile & { gone: () => void },
): Promise<void> =>
	new Promise((resolve, reject) => {
		const options = {
			root: path.dirname(file),
			cacheControl: false,
			headers: {
				'Content-Type': kinds.includes('video') ? 'video/mp4' : 'audio/mp4',
				'Cache-Control': 'private, max-age=86400, immutable',
			},
		};
		response.sendFile(path.basename(file), options, (error: NodeJS.ErrnoException | undefined) => {
			// A player that seeks hangs up in the middle: that is no error.
			if (error === undefined || error.code === 'ECONNABORTED') resolve();
			else if (response.getHeader('Content-Range') !== undefined && !response.headersSent) {
				// A range beyond the end; `send` has already written how long the file is.
				response.status(416).end();
				resolve();
			} else if (error.code === 'ENOENT') {
				gone();
				reject(new AppError('recording-damaged', `${file} is gone`));
			} else reject(error);
		});
	});
