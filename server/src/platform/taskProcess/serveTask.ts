// The other side of a TaskProcess.
import { Worker } from 'node:worker_threads';

export interface TaskPort {
	say(message: object): void;
	/** The next message that comes. */
	next(): Promise<unknown>;
}

/** How often it is looked whether whom it works for is still there, ms. */
const WATCH_MS = 250;

/**
 * Looks from a thread of its own, since a solver may hold up the main one for as long as it likes. In plain JavaScript and
 * with nothing but Node's own: a thread that loads TypeScript compiles Node's type stripper. Its process is killed, not
 * exited, which would wait for the main thread.
 */
const watch = `
	const { workerData: { parent, everyMs, residentBytes } } = require('node:worker_threads');
	setInterval(() => {
		if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
		if (process.memoryUsage.rss() > residentBytes) process.kill(process.pid, 'SIGABRT');
	}, everyMs);
`;

const endWhenOrphaned = (): void => {
	const residentBytes = Number(process.env['RESIDENT_MB'] ?? Infinity) * 1_000_000;
	const watcher = new Worker(watch, {
		eval: true,
		workerData: { parent: process.ppid, everyMs: WATCH_MS, residentBytes },
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
	});
	watcher.unref();
	// Without the thread the task ends all the same, if later: by the message below.
	watcher.once('error', () => undefined);
	process.once('disconnect', () => process.exit());
};

/**
 * Gives `work` the task; the process ends when it is ended from outside, and within {@link WATCH_MS} when whom it works for
 * is gone, also in the midst of work that holds up the thread.
 */
export const serveTask = async (work: (task: unknown, port: TaskPort) => Promise<void>): Promise<void> => {
	endWhenOrphaned();
	const next = (): Promise<unknown> => new Promise((resolve) => process.once('message', resolve));
	await work(await next(), { say: (message) => process.send?.(message), next });
};
