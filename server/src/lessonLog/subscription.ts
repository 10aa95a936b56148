// Follows one lesson's log: reads what is there, then what comes, each entry once and in order.
import type { LessonId, LogEntry } from '@classroom/protocol';
import { messageOf, repeat } from '../platform/index.ts';
import type { CancelTimer, Clock, Log } from '../platform/index.ts';

export interface SubscribeOptions {
	readonly lessonId: LessonId;
	/** The last entry already known; 0: none. */
	readonly afterSeq: number;
	readonly listener: (entry: LogEntry) => void;
}

interface Means {
	readonly read: (lessonId: LessonId, afterSeq: number, limit: number) => Promise<LogEntry[]>;
	readonly clock: Clock;
	readonly log: Log;
}

/** Announcements may get lost; this is how late an entry comes then, ms. */
const lookInterval = 5000;
const readStep = 500;

export class LogSubscription {
	readonly #options: SubscribeOptions;
	readonly #means: Means;
	readonly #cancelLooking: CancelTimer;
	#seq: number;
	#state: 'idle' | 'looking' | 'look-again' | 'closed' = 'idle';
	#closing: () => void = () => undefined;

	constructor(options: SubscribeOptions, means: Means) {
		this.#options = options;
		this.#means = means;
		this.#seq = options.afterSeq;
		this.#cancelLooking = repeat(means.clock, () => this.look(), lookInterval);
	}

	/** There may be something new. */
	look(): void {
		if (this.#state === 'idle') void this.#look();
		else if (this.#state === 'looking') this.#state = 'look-again';
	}

	onClose(closing: () => void): void {
		this.#closing = closing;
	}

	close(): void {
		if (this.#isClosed()) return;
		this.#state = 'closed';
		this.#cancelLooking();
		this.#closing();
	}

	async #look(): Promise<void> {
		const { lessonId } = this.#options;
		this.#state = 'looking';
		try {
			const entries = await this.#means.read(lessonId, this.#seq, readStep);
			this.#deliver(entries);
			if (entries.length === readStep) this.look();
		} catch (error) {
			this.#means.log.warn({ lessonId, reason: messageOf(error) }, 'the lesson log cannot be followed');
		}
		if (this.#isClosed()) return;
		const again = this.#isAsked();
		this.#state = 'idle';
		if (again) this.look();
	}

	#deliver(entries: readonly LogEntry[]): void {
		for (const entry of entries) {
			if (this.#isClosed()) return;
			this.#seq = entry.seq;
			this.#options.listener(entry);
		}
	}

	// Functions, since TypeScript does not see that the state changes while we wait.
	#isClosed(): boolean {
		return this.#state === 'closed';
	}

	#isAsked(): boolean {
		return this.#state === 'look-again';
	}
}
