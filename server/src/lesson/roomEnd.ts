// How a Lesson ends: with all that was answered to what is asked just now.
import { openQuiz } from '@classroom/protocol';
import type { LessonEvent, QuizId, RoomState } from '@classroom/protocol';
import type { Log } from '../platform/index.ts';
import type { QuizDesk } from './ports.ts';
import { newTallies } from './quizTallies.ts';

export type EndCause = Extract<LessonEvent, { type: 'phase-changed' }>['cause'];

/** What the end needs of its Room. */
interface EndingRoom {
	readonly closed: boolean;
	readonly log: Log;
	readonly state: RoomState;
	append(...events: readonly LessonEvent[]): Promise<void>;
}

export class RoomEnd {
	readonly #room: EndingRoom;
	readonly #quizzes: QuizDesk;
	#ending: Promise<void> | null = null;

	constructor(room: EndingRoom, quizzes: QuizDesk) {
		this.#room = room;
		this.#quizzes = quizzes;
	}

	/** Resolves when everyone has been told; asked for again meanwhile, with the first. */
	async end(cause: EndCause): Promise<void> {
		this.#ending ??= this.#end(cause).finally(() => (this.#ending = null));
		await this.#ending;
	}

	/** Without anybody waiting for it; a failure is logged. */
	soon(cause: EndCause): void {
		this.end(cause).catch((error: unknown) => {
			const { closed, log } = this.#room;
			if (!closed) log.error({ err: error }, 'could not end the lesson in its log');
		});
	}

	async #end(cause: EndCause): Promise<void> {
		const asked = openQuiz(this.#room.state.tools);
		// Where nothing is asked it is over at once.
		const answers = asked === null ? [] : await this.#lastAnswers(asked.quizId);
		await this.#room.append(...answers, { type: 'phase-changed', phase: 'ended', cause });
	}

	/** A lesson ends, also when its last answers cannot be read. */
	async #lastAnswers(quizId: QuizId): Promise<LessonEvent[]> {
		try {
			await this.#quizzes.close(quizId);
			const found = await this.#quizzes.tallies(quizId);
			const quiz = openQuiz(this.#room.state.tools);
			return quiz?.quizId === quizId ? newTallies(quiz, found) : [];
		} catch (error) {
			this.#room.log.error({ err: error }, 'could not count the last answers of a quiz');
			return [];
		}
	}
}
