// What folds of the tools have in common. Pure.
import type { RoomState } from '../roomState.ts';
import type { QuizBook, ToolsState } from '../toolsState.ts';

export const onTools = (state: RoomState, change: Partial<ToolsState>): RoomState => ({
	...state,
	tools: { ...state.tools, ...change },
});

export const onBook = (state: RoomState, change: Partial<QuizBook>): RoomState =>
	onTools(state, { quiz: { ...state.tools.quiz, ...change } });

/** The lesson is over: nobody answers any more, and nothing runs. */
export const toolsOver = (state: RoomState, at: number): RoomState => {
	const { current } = state.tools.quiz;
	const closed = current === null ? null : { ...current, closedAt: current.closedAt ?? at };
	return onTools(onBook(state, { current: closed }), { timer: null });
};
