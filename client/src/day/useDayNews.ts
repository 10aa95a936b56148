import { useEffect } from 'react';
import { endpoints } from '@classroom/protocol';
import { queryClient } from '../api/index.ts';

/** Reads the day again as soon as the server says that it changed or that a lesson opened. */
export function useDayNews(): void {
	useEffect(() => {
		let over = false;
		let stop: (() => void) | undefined;
		// Not in the first load of a page: asking now and then is enough until it is there.
		import('../session/index.ts').then(
			({ watchDay }) => {
				if (over) return;
				stop = watchDay(() => void queryClient.invalidateQueries({ queryKey: [endpoints.myDay.path] }));
			},
			() => undefined,
		);
		return () => {
			over = true;
			stop?.();
		};
	}, []);
}
