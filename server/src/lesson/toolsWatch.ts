// What of the teaching tools goes by the clock: answers are counted into the log once a second, timers run out.
import { openQuiz, type Quiz } from '@classroom/protocol';
import type { Clock } from '../platform/index.ts';
import type { QuizDesk } from './ports.ts';
import { newTallies } from './quizTallies.ts';
import type { Room } from './Room.ts';

/** However many answers come, a place has one entry in this time, ms. */
export const TALLY_EVERY_MS = 1_000;

export class ToolsWatch {
	readonly #quizzes: QuizDesk;
	readonly #clock: Clock;
	/** When its answers were last asked for; the future while they are. */
	readonly #lookAgainAt = new WeakMap<Room, number>();

	constructor(quizzes: QuizDesk, clock: Clock) {
		this.#quizzes = quizzes;
		this.#clock = clock;
	}

	/** To be called with every open Room about once a second. */
	look(room: Room): void {
		if (room.closed || room.ended) return;
		const now = this.#clock.now();
		const { tools } = room.state;
		const { timer } = tools;
		if (timer !== null && timer.endedAt === null && now >= timer.endsAt) room.note({ type: 'timer-ended' });
		const quiz = openQuiz(tools);
		if (quiz === null || now < (this.#lookAgainAt.get(room) ?? 0)) return;
		this.#lookAgainAt.set(room, Number.POSITIVE_INFINITY);
		this.#count(room, quiz)
			.catch((error: unknown) => room.log.error({ err: error }, 'could not count the answers of a quiz'))
			.finally(() => this.#lookAgainAt.set(room, this.#clock.now() + TALLY_EVERY_MS));
	}

	async #count(room: Room, { quizId }: Quiz): Promise<void> {
		const found = await this.#quizzes.tallies(quizId);
		const quiz = room.closed ? null : openQuiz(room.state.tools);
		if (quiz?.quizId === quizId) room.note(...newTallies(quiz, found));
	}
}
