// Follows what happens in the Room: the folded log, what the peers are called, and the chat.
import type { AnswerOf, ChatMessage, LessonId, LogEntry, NameCard, RoomState } from '@classroom/protocol';
import type { Signalling } from '../signalling/SignallingClient.ts';
import { Store } from '../store.ts';
import { lastSeq, withMessages } from './chat.ts';
import { addEntries, emptyLog, hasHole, takeSnapshot } from './entryLog.ts';
import type { EntryLog } from './entryLog.ts';
import { withNames } from './names.ts';
import type { Names } from './names.ts';

const AGAIN_MS = 1000;

export class RoomFollower {
	readonly chat = new Store<readonly ChatMessage[]>([]);
	/** Notes of the teacher and the assistants; empty for everybody else. */
	readonly notes = new Store<readonly ChatMessage[]>([]);
	readonly #signalling: Signalling;
	readonly #changed: () => void;
	#log: EntryLog;
	#names: Names = new Map();
	#reading = false;
	/** Before that, whatever is missing comes with the answer of the join. */
	#joined = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `changed`: {@link room} or {@link names} has news. */
	constructor(lessonId: LessonId, signalling: Signalling, changed: () => void) {
		this.#signalling = signalling;
		this.#changed = changed;
		this.#log = emptyLog(lessonId);
	}

	get room(): RoomState {
		return this.#log.state;
	}

	get names(): Names {
		return this.#names;
	}

	/** For the join request: the last entry seen. */
	get afterSeq(): number | null {
		return this.room.seq === 0 ? null : this.room.seq;
	}

	/** The socket is gone. */
	lost(): void {
		this.#joined = false;
		clearTimeout(this.#timer);
	}

	joined({ catchUp, names, role }: Pick<AnswerOf<'join'>, 'catchUp' | 'names' | 'role'>): void {
		this.#joined = true;
		this.#names = withNames(this.#names, names);
		this.#log =
			catchUp.kind === 'snapshot'
				? takeSnapshot(this.#log, catchUp.state)
				: addEntries(this.#log, catchUp.entries);
		if (hasHole(this.#log)) void this.#readLog();
		void this.#readMessages('readChat', this.chat);
		if (role === 'teacher' || role === 'assistant') void this.#readMessages('readNotes', this.notes);
	}

	entries(entries: readonly LogEntry[], cards: readonly NameCard[]): void {
		const before = { room: this.room, names: this.#names };
		this.#log = addEntries(this.#log, entries);
		this.#names = withNames(this.#names, cards);
		if (this.room !== before.room || this.#names !== before.names) this.#changed();
		if (hasHole(this.#log)) void this.#readLog();
	}

	message(message: ChatMessage): void {
		this.chat.change((chat) => withMessages(chat, [message]));
	}

	note(message: ChatMessage): void {
		this.notes.change((notes) => withMessages(notes, [message]));
	}

	/** Entries are missing: asks for them until there is no hole. */
	async #readLog(): Promise<void> {
		if (this.#reading || !this.#joined) return;
		this.#reading = true;
		try {
			const { entries, names } = await this.#signalling.request('readLog', { afterSeq: this.room.seq });
			this.entries(entries, names);
		} catch {
			// The socket is gone: the next join brings what is missing. Or the server is busy: see below.
		} finally {
			this.#reading = false;
		}
		clearTimeout(this.#timer);
		if (hasHole(this.#log)) this.#timer = setTimeout(() => void this.#readLog(), AGAIN_MS);
	}

	async #readMessages(type: 'readChat' | 'readNotes', store: Store<readonly ChatMessage[]>): Promise<void> {
		try {
			const { messages } = await this.#signalling.request(type, { afterSeq: lastSeq(store.read()) });
			store.change((before) => withMessages(before, messages));
		} catch {
			// Asked again after the next join.
		}
	}
}
