import { setTimeout as wait } from 'node:timers/promises';

/** Resolves to the first answer that is neither null, undefined nor false; throws `what` after `withinMs`. */
export const until = async <T>(
	what: string,
	withinMs: number,
	ask: () => T | Promise<T>,
): Promise<Exclude<T, null | undefined | false>> => {
	const limit = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer !== null && answer !== undefined && answer !== false) {
			return answer as Exclude<T, null | undefined | false>;
		}
		if (Date.now() > limit) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
		await wait(100);
	}
};
