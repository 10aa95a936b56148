// Reads whole lesson logs, keeping the last ones in memory: a log only grows, so only its end is asked for again.
import type { LessonId, LogEntry } from '@classroom/protocol';

/** The lesson log as the replay reads it. */
export interface ReplayLog {
	/** At most `limit` entries after `afterSeq`, in order. */
	read(lessonId: LessonId, afterSeq: number, limit: number): Promise<readonly LogEntry[]>;
}

const STEP = 2000;
const KEPT = 32;

export class LogReader {
	readonly #log: ReplayLog;
	readonly #kept = new Map<LessonId, readonly LogEntry[]>();

	constructor(log: ReplayLog) {
		this.#log = log;
	}

	async readAll(lessonId: LessonId): Promise<readonly LogEntry[]> {
		let entries = this.#kept.get(lessonId) ?? [];
		for (;;) {
			const more = await this.#log.read(lessonId, entries.at(-1)?.seq ?? 0, STEP);
			if (more.length > 0) entries = [...entries, ...more];
			if (more.length < STEP) break;
		}
		this.#kept.delete(lessonId);
		this.#kept.set(lessonId, entries);
		for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(oldest);
		return entries;
	}
}
