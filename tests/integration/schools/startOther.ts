// Starts a second server on the same database, in a process of its own.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

/** `now`: where its clock stands still. */
export const startOther = async (
	url: string,
	now: number,
): Promise<{
	readonly base: string;
	readonly stop: () => Promise<void>;
	/** `kill -9`, and resolves when it is gone. */
	readonly kill: () => Promise<void>;
}> => {
	const child: ChildProcess = fork(new URL('./otherServer.ts', import.meta.url), [url, String(now)]);
	const [base] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => Promise.reject(new Error('the other server ended by itself'))),
	])) as [unknown];
	return {
		base: z.string().parse(base),
		stop: async () => {
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
		kill: async () => {
			const ended = once(child, 'exit');
			child.kill('SIGKILL');
			await ended;
		},
	};
};
