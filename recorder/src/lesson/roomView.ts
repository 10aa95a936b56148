import { emptyRoom, fold } from '@classroom/protocol';
import type { LessonId, LogEntry, RoomState } from '@classroom/protocol';

/** The Room as its log says, as far as it arrived without holes. */
export class RoomView {
	#state: RoomState;
	readonly #early = new Map<number, LogEntry>();

	constructor(lessonId: LessonId) {
		this.#state = emptyRoom(lessonId);
	}

	get state(): RoomState {
		return this.#state;
	}

	/** Entries arrived behind one that did not. */
	get hasHole(): boolean {
		return this.#early.size > 0;
	}

	take(snapshot: RoomState): void {
		if (snapshot.seq >= this.#state.seq) this.#state = snapshot;
		this.#foldEarly();
	}

	/** Folds in what fits, and answers it in order. */
	add(entries: readonly LogEntry[]): LogEntry[] {
		for (const entry of entries) if (entry.seq > this.#state.seq) this.#early.set(entry.seq, entry);
		return this.#foldEarly();
	}

	#foldEarly(): LogEntry[] {
		const folded: LogEntry[] = [];
		for (const seq of this.#early.keys()) if (seq <= this.#state.seq) this.#early.delete(seq);
		for (;;) {
			const next = this.#early.get(this.#state.seq + 1);
			if (next === undefined) return folded;
			this.#early.delete(next.seq);
			this.#state = fold(this.#state, next);
			folded.push(next);
		}
	}
}
