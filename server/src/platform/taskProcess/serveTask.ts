// The other side of a TaskProcess.

export interface TaskPort {
	say(message: object): void;
	/** The next message that comes. */
	next(): Promise<unknown>;
	/**
	 * Ends the process when whom it works for is gone. To be called now and then by work that holds up the thread, where
	 * nothing else is heard.
	 */
	endIfOrphaned(): void;
}

/** Gives `work` the task; the process ends when it is ended from outside, or when whom it works for is gone. */
export const serveTask = async (work: (task: unknown, port: TaskPort) => Promise<void>): Promise<void> => {
	process.once('disconnect', () => process.exit());
	const parent = process.ppid;
	const endIfOrphaned = (): void => {
		if (process.ppid !== parent) process.exit();
	};
	const next = (): Promise<unknown> => new Promise((resolve) => process.once('message', resolve));
	await work(await next(), { say: (message) => process.send?.(message), next, endIfOrphaned });
};
