import { useEffect } from 'react';
import { endpoints } from '@classroom/protocol';
import { queryClient } from '../api/index.ts';

const day = [endpoints.myDay];

/** Reads the day again, or what else is given (the same list each time), as soon as the server says that it changed. */
export function useDayNews(stale: readonly Readonly<{ path: string }>[] = day): void {
	useEffect(() => {
		let over = false;
		let stop: (() => void) | undefined;
		// Not in the first load of a page: asking now and then is enough until it is there.
		import('../session/index.ts').then(
			({ watchDay }) => {
				if (over) return;
				stop = watchDay(() => {
					for (const { path } of stale) void queryClient.invalidateQueries({ queryKey: [path] });
				});
			},
			() => undefined,
		);
		return () => {
			over = true;
			stop?.();
		};
	}, [stale]);
}
