// Adding, listing and removing courseware; and the pictures of its pages.
import { CoursewareId, endpoints, LessonId, PageFile } from '@classroom/protocol';
import path from 'node:path';
import { z } from 'zod';
import type { Caller } from '../identity/index.ts';
import { roles, signedIn } from '../identity/index.ts';
import type { Routes } from '../platform/index.ts';
import { AppError, parseRequest } from '../platform/index.ts';
import type { Shelf } from './shelf.ts';

const PagePath = z.object({ lessonId: LessonId, coursewareId: CoursewareId, file: PageFile });
/** What is in a picture never changes; nobody in between may keep it. */
const CACHING = 'private, max-age=31536000, immutable';

export const addCoursewareRoutes = (routes: Routes<Caller>, shelf: Shelf): void => {
	routes.implement(endpoints.listCourseware, {
		access: signedIn,
		handler: ({ caller, params }) => shelf.list(caller, params.lessonId),
	});
	routes.receive(endpoints.addCourseware, {
		access: roles('teacher'),
		handler: async ({ caller, params, query, bytes, body }) => {
			const { name } = query;
			return { coursewareId: await shelf.add(caller, params.lessonId, { name, bytes, body }) };
		},
	});
	routes.implement(endpoints.removeCourseware, {
		access: roles('teacher'),
		handler: async ({ caller, params }) => {
			await shelf.remove(caller, params.lessonId, params.coursewareId);
			return {};
		},
	});
	routes.stream('get', '/courseware/:lessonId/:coursewareId/:file', {
		access: signedIn,
		handler: async (request, response, caller) => {
			const { lessonId, coursewareId, file } = parseRequest(PagePath, request.params);
			const place = await shelf.page(caller, lessonId, coursewareId, file);
			await new Promise<void>((resolve, reject) => {
				const headers = { 'Content-Type': 'image/webp', 'Cache-Control': CACHING };
				const options = { root: path.dirname(place), cacheControl: false, headers };
				response.sendFile(file, options, (error: NodeJS.ErrnoException | undefined) => {
					// Whoever turned the page meanwhile hangs up.
					if (error === undefined || error.code === 'ECONNABORTED') resolve();
					else reject(error.code === 'ENOENT' ? new AppError('courseware-not-found') : error);
				});
			});
		},
	});
};
