// Pages of a list by the server's cursors: forward from the last answer, back by those remembered.
import { useState } from 'react';

export type Pager = Readonly<{
	/** For the query; none on the first page. */
	cursor: string | undefined;
	/** Counted from 0. */
	index: number;
	forward: (next: string) => void;
	back: () => void;
}>;

/** `of`: what is listed, such as the filters; another makes it begin at the first page. */
export function usePager(of: string): Pager {
	const [state, setState] = useState<{ of: string; cursors: readonly string[] }>({ of, cursors: [] });
	const cursors = state.of === of ? state.cursors : [];
	return {
		cursor: cursors.at(-1),
		index: cursors.length,
		forward: (next) => setState({ of, cursors: [...cursors, next] }),
		back: () => setState({ of, cursors: cursors.slice(0, -1) }),
	};
}
