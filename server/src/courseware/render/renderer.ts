// Makes pages in a process of its own that has little memory and little time: a hostile file costs nobody their lesson.
import { AppError, messageOf, TaskProcess } from '../../platform/index.ts';
import type { RenderedPage, RenderTask } from './renderMessages.ts';
import { RenderAnswer } from './renderMessages.ts';

export interface RenderLimits {
	/** Without a page that is done, ms. */
	readonly pageMs: number;
	/** JavaScript's heap, MB. */
	readonly heapMb: number;
	/** With pictures and everything, MB. */
	readonly residentMb: number;
}

export const renderLimits: RenderLimits = { pageMs: 30_000, heapMb: 512, residentMb: 1200 };

export interface Progress {
	readonly onPages: (pages: number) => Promise<void>;
	readonly onPage: (page: RenderedPage) => Promise<void>;
}

/** It ended without a word, and not for want of memory: the file, or something of this machine. */
export class RendererDied extends Error {}

/**
 * Resolves when all pages are written and noted.
 * @throws AppError `courseware-encrypted`, `courseware-damaged`, `courseware-too-many-pages`, and
 * `courseware-too-complex` for what needs too much time or memory; RendererDied; the signal's reason
 */
export const renderPages = async (
	task: RenderTask,
	{ onPages, onPage }: Progress,
	signal: AbortSignal,
	limits: RenderLimits = renderLimits,
): Promise<void> => {
	/** What was said is noted in its order. */
	let noted: Promise<void> = Promise.resolve();
	await new Promise<void>((resolve, reject) => {
		const end = (error?: unknown): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
			work.end();
			if (error === undefined) resolve();
			else reject(error instanceof Error ? error : new Error(messageOf(error)));
		};
		const abort = (): void => end(signal.reason);
		const late = (): void => end(new AppError('courseware-too-complex', 'a page takes too long'));
		let timer = setTimeout(late, limits.pageMs);
		const note = (work: () => Promise<void>): void => {
			clearTimeout(timer);
			timer = setTimeout(late, limits.pageMs);
			noted = noted.then(work);
			noted.catch(end);
		};
		const hear = (raw: unknown): void => {
			try {
				const answer = RenderAnswer.parse(raw);
				if (answer.kind === 'pages') note(() => onPages(answer.pages));
				else if (answer.kind === 'page') note(() => onPage(answer.page));
				else if (answer.kind === 'end') end();
				else end(new AppError(answer.code, answer.why, { details: answer.details }));
			} catch (error) {
				end(error);
			}
		};
		const work = new TaskProcess(new URL('./renderProcess.ts', import.meta.url), task, {
			memoryMb: limits.heapMb,
			residentMb: limits.residentMb,
			onMessage: hear,
			onDeath: ({ why, aborted }) =>
				end(aborted ? new AppError('courseware-too-complex', why) : new RendererDied(why)),
		});
		if (signal.aborted) abort();
		else signal.addEventListener('abort', abort);
	});
	await noted;
};
