// The job that makes a file into pages. It outlives the request and the server.
import { CoursewareId, PAGE_WIDTHS, PageFile } from '@classroom/protocol';
import { z } from 'zod';
import { AppError, isAppError, jobKind, type JobRun, type Log } from '../platform/index.ts';
import type { CoursewareFiles } from './coursewareFiles.ts';
import type { CoursewareRecord, CoursewareStore } from './coursewareStore.ts';
import { convertPresentation, officeMissing } from './office.ts';
import { RendererDied, renderPages } from './render/renderer.ts';
import type { RenderTask } from './render/renderMessages.ts';

const Payload = z.object({ coursewareId: CoursewareId });

/** What kills two servers is not given to a third. */
export const rendering = jobKind('courseware', Payload, { maxAttempts: 2 });

export interface RenderingDeps {
	readonly store: CoursewareStore;
	readonly files: CoursewareFiles;
	readonly log: Log;
	readonly mostPages: number;
	readonly office: string | null;
}

export const renderCourseware = async (
	deps: RenderingDeps,
	{ payload, signal, progress }: Pick<JobRun<typeof Payload>, 'payload' | 'signal' | 'progress'>,
): Promise<void> => {
	const { store, files, log } = deps;
	const { coursewareId } = payload;
	const found = await store.find(coursewareId);
	if (found?.state !== 'rendering') return;
	try {
		await makePagesAgain(deps, found, signal, progress);
		await store.finish(coursewareId);
	} catch (error) {
		// Removed meanwhile, or the server stops.
		if (signal.aborted || (await store.find(coursewareId)) === null) throw error;
		if (!isAppError(error) || error.code === 'internal') throw error;
		log.info({ coursewareId, code: error.code, reason: error.message }, 'a courseware has no pages');
		await store.fail(coursewareId, error.code, error.details);
	}
	await files.removeSource(found.lessonId, coursewareId);
};

/** What kills two renderers is the file's fault. */
const makePagesAgain = async (...given: Parameters<typeof makePages>): Promise<void> => {
	const [{ log }, { coursewareId }] = given;
	try {
		await makePages(...given);
	} catch (error) {
		if (!(error instanceof RendererDied)) throw error;
		log.warn({ coursewareId, reason: error.message }, 'a renderer died; once more');
		await makePages(...given).catch((again: unknown) => {
			throw again instanceof RendererDied ? new AppError('courseware-damaged', again.message) : again;
		});
	}
};

const makePages = async (
	{ store, files, mostPages, office }: RenderingDeps,
	{ coursewareId, lessonId, kind }: CoursewareRecord,
	signal: AbortSignal,
	progress: (ratio: number) => Promise<void>,
): Promise<void> => {
	const folder = files.folder(lessonId, coursewareId);
	const source = files.source(lessonId, coursewareId);
	await store.begin(coursewareId);
	if (kind === 'pptx' && office === null) throw officeMissing();
	const file =
		kind === 'pptx' && office !== null ? await convertPresentation(office, source, folder, signal) : source;
	const task: RenderTask = {
		...{ kind: kind === 'image' ? 'image' : 'pdf', file, folder, mostPages },
		widths: PAGE_WIDTHS,
	};
	let total = 0;
	let done = 0;
	await renderPages(
		task,
		{
			onPages: async (pages) => {
				total = pages;
				await store.setPages(coursewareId, pages);
			},
			onPage: async (page) => {
				done += 1;
				const { large, small } = page;
				const names = { large: PageFile.parse(large), small: PageFile.parse(small) };
				await store.addPage(coursewareId, done, { ...page, ...names });
				await progress(done / total);
			},
		},
		signal,
	);
	if (done === 0 || done !== total) throw new AppError('courseware-damaged', 'pages are missing');
};
