// The process in which one file is made into pages. It may be ended at any time.
import { setPriority } from 'node:os';
import { serveTask } from '../../platform/taskProcess/serveTask.ts';
import { imagePage } from './imagePage.ts';
import { pdfPages } from './pdfPages.ts';
import type { RenderAnswer } from './renderMessages.ts';
import { RenderTask, Unrenderable } from './renderMessages.ts';

/** Lessons that are on come first. */
setPriority(10);

await serveTask(async (raw, port) => {
	const say = (answer: RenderAnswer): void => port.say(answer);
	const task = RenderTask.parse(raw);
	try {
		if (task.kind === 'pdf') {
			await pdfPages(
				task,
				(pages) => say({ kind: 'pages', pages }),
				(page) => say({ kind: 'page', page }),
			);
		} else {
			say({ kind: 'pages', pages: 1 });
			say({ kind: 'page', page: await imagePage(task) });
		}
		say({ kind: 'end' });
	} catch (error) {
		if (!(error instanceof Unrenderable)) throw error;
		const { code, details, cause } = error;
		const why = cause instanceof Error ? cause.message : code;
		say({ kind: 'failed', code, why, details: { ...details } });
	}
});
