// The lesson log as this client has it: what is folded in, and what came too early. Pure.
import { emptyRoom, fold } from '@classroom/protocol';
import type { LessonId, LogEntry, RoomState } from '@classroom/protocol';

export type EntryLog = Readonly<{
	state: RoomState;
	/** Entries behind a hole, by number. */
	early: ReadonlyMap<number, LogEntry>;
}>;

/** More than this behind a hole is thrown away: reading the log brings it again. */
const EARLY_MAX = 1000;

export const emptyLog = (lessonId: LessonId): EntryLog => ({ state: emptyRoom(lessonId), early: new Map() });

/** Whether entries are missing, so that the log has to be read after `state.seq`. */
export const hasHole = (log: EntryLog): boolean => log.early.size > 0;

/** Takes in entries in any order, with repetitions and holes. */
export const addEntries = (log: EntryLog, entries: readonly LogEntry[]): EntryLog => {
	let state = log.state;
	const early = new Map(log.early);
	for (const entry of entries) {
		try {
			state = fold(state, entry);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			if (early.size < EARLY_MAX) early.set(entry.seq, entry);
			continue;
		}
		for (let next = early.get(state.seq + 1); next !== undefined; next = early.get(state.seq + 1)) {
			state = fold(state, next);
		}
	}
	return { state, early: after(early, state.seq) };
};

/** The server's snapshot in the place of what was folded; a snapshot older than that is passed over. */
export const takeSnapshot = (log: EntryLog, snapshot: RoomState): EntryLog => {
	if (snapshot.seq < log.state.seq) return log;
	return addEntries({ state: snapshot, early: new Map() }, [...after(log.early, snapshot.seq).values()]);
};

const after = (early: ReadonlyMap<number, LogEntry>, seq: number): Map<number, LogEntry> =>
	new Map([...early].filter(([each]) => each > seq));
