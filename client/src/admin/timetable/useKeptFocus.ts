// What has the keyboard in a table may be taken away under it: a lesson is moved, by an undo or by somebody else, and its
// card is another one in another place. The next key has to find something.
import { useLayoutEffect, useRef } from 'react';
import type { FocusEvent, RefObject } from 'react';

/** `at`: the place that had it (`data-at`), for a lesson that is not there any more. */
export function useKeptFocus(table: RefObject<HTMLElement | null>, at: string) {
	const last = useRef<HTMLElement>(null);
	useLayoutEffect(() => {
		const had = last.current;
		if (had === null || had.isConnected || document.activeElement !== document.body) return;
		const lessonId = had.dataset['lesson'];
		const card =
			lessonId === undefined
				? null
				: table.current?.querySelector<HTMLElement>(`[data-lesson="${lessonId}"]`);
		(card ?? table.current?.querySelector<HTMLElement>(`[data-at="${at}"]`))?.focus();
	});
	return {
		onFocus: ({ target }: FocusEvent<HTMLElement>): void => {
			last.current = target;
		},
		/** Not told of what is taken away. */
		onBlur: (): void => {
			if (last.current?.isConnected) last.current = null;
		},
	};
}
