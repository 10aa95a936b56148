// What the Room was at any moment of the replay: the fold of the log, kept for every entry, so that seeking back
// costs nothing.
import { emptyRoom, fold, LessonId } from '@classroom/protocol';
import type { LogEntry, RoomState } from '@classroom/protocol';

const NO_LESSON = LessonId.parse('none');

export class RoomStates {
	readonly #times: readonly number[];
	readonly #states: readonly RoomState[];
	readonly #before: RoomState;

	/** `startedAt`: the instant (UTC ms) that is 0. The entries are a selection: numbers are missing between them. */
	constructor(entries: readonly LogEntry[], startedAt: number) {
		const [first] = entries;
		const states: RoomState[] = [];
		let state = first && emptyRoom(first.lessonId);
		for (const entry of entries) {
			if (!state) break;
			state = fold({ ...state, seq: entry.seq - 1 }, entry);
			states.push(state);
		}
		this.#times = entries.map(({ at }) => at - startedAt);
		this.#states = states;
		this.#before = first ? emptyRoom(first.lessonId) : emptyRoom(NO_LESSON);
	}

	/** The same object for all moments between two entries. */
	at(atMs: number): RoomState {
		let low = 0;
		let high = this.#times.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#times[middle] ?? 0) <= atMs) low = middle + 1;
			else high = middle;
		}
		return this.#states[low - 1] ?? this.#before;
	}
}
