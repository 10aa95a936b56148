// Quizzes beside the lesson log: words, codes and single answers. Whichever server an answer reaches, it is kept in the
// database, from where the server that has the lesson counts it.
import type {
	ClassroomId,
	LessonId,
	QuizAnswer,
	QuizChoice,
	QuizId,
	QuizKind,
	QuizPage,
	QuizSheet,
} from '@classroom/protocol';
import { AppError, hashSecret, type Clock } from '../platform/index.ts';
import { AnswerGatherer, type Verdict } from './answerGatherer.ts';
import { answerFits, hasRoom, isOpen, type Tallied } from './quizRules.ts';
import type { GivenAnswer, KnownDevices, QuizStore, StoredQuiz } from './quizStore.ts';

export class Quizzes {
	readonly #store: QuizStore;
	readonly #clock: Clock;
	readonly #answers: AnswerGatherer<GivenAnswer>;

	constructor(store: QuizStore, clock: Clock) {
		this.#store = store;
		this.#clock = clock;
		this.#answers = new AnswerGatherer(clock, (answers) => this.#keep(answers));
	}

	async open(quiz: {
		readonly quizId: QuizId;
		readonly lessonId: LessonId;
		readonly kind: QuizKind;
		readonly options: number;
		readonly sheet: QuizSheet;
	}): Promise<void> {
		await this.#store.save({ ...quiz, openedAt: this.#clock.now() });
	}

	async close(quizId: QuizId): Promise<void> {
		await this.#answers.drain();
		await this.#store.close(quizId, this.#clock.now());
		await this.#answers.drain();
	}

	async showAnswers(quizId: QuizId, correct: QuizChoice): Promise<void> {
		await this.#store.showAnswers(quizId, correct);
	}

	/** @throws AppError `quiz-not-found` */
	async read(quizId: QuizId): Promise<QuizSheet> {
		return (await this.#find(quizId)).sheet;
	}

	async pathFor(quizId: QuizId, classroomId: ClassroomId): Promise<string> {
		return `/quiz/${await this.#store.codeFor(quizId, classroomId)}`;
	}

	/** @throws AppError `quiz-closed` */
	async tally(quizId: QuizId, classroomId: ClassroomId, counts: readonly number[]): Promise<void> {
		await this.#put({ quizId, device: `hands ${classroomId}`, classroomId, what: { way: 'keys', counts } });
	}

	/** @throws AppError `quiz-closed`, `bad-request` */
	async answer(quizId: QuizId, who: string, answer: QuizAnswer): Promise<void> {
		const device = deviceOf(quizId, who);
		await this.#put({ quizId, device, classroomId: null, what: { way: 'phones', answer } });
	}

	async answerOf(quizId: QuizId, who: string): Promise<QuizAnswer | null> {
		return await this.#store.answerOf(quizId, deviceOf(quizId, who));
	}

	/** @throws AppError `quiz-not-found` */
	async tallies(quizId: QuizId): Promise<Tallied[]> {
		return await this.#store.tallies(await this.#find(quizId));
	}

	async words(quizId: QuizId): Promise<{ words: string; times: number }[]> {
		return await this.#store.words(quizId);
	}

	async forget(lessonId: LessonId): Promise<void> {
		await this.#answers.drain();
		await this.#store.forget(lessonId, this.#clock.now());
	}

	/** What a phone shows; `device`: its secret, null when it has none. @throws AppError `quiz-not-found` */
	async page(code: string, device: string | null): Promise<QuizPage> {
		const { quizId } = await this.#findCode(code);
		const quiz = await this.#find(quizId);
		const { kind, options, sheet, correct } = quiz;
		const answer = device === null ? null : await this.answerOf(quizId, device);
		return { kind, options, sheet, correct, answer, open: isOpen(quiz, this.#clock.now()) };
	}

	/** @throws AppError `quiz-not-found`, `quiz-closed`, `quiz-full`, `bad-request` */
	async answerByCode(code: string, device: string, answer: QuizAnswer): Promise<void> {
		const { quizId, classroomId } = await this.#findCode(code);
		const what = { way: 'phones', answer } as const;
		await this.#put({ quizId, device: deviceOf(quizId, device), classroomId, what });
	}

	async #put(answer: GivenAnswer): Promise<void> {
		await this.#answers.put(`${answer.quizId} ${answer.device}`, answer);
	}

	async #findCode(code: string): Promise<{ quizId: QuizId; classroomId: ClassroomId }> {
		const found = await this.#store.findCode(code);
		if (found === null) throw new AppError('quiz-not-found');
		return found;
	}

	async #find(quizId: QuizId): Promise<StoredQuiz> {
		const quiz = await this.#store.find(quizId);
		if (quiz === null) throw new AppError('quiz-not-found');
		return quiz;
	}

	/** Each quiz for itself; the verdicts are in the order of the answers. */
	async #keep(answers: readonly GivenAnswer[]): Promise<Verdict[]> {
		const verdicts = new Map<GivenAnswer, Verdict>();
		for (const [quizId, own] of Map.groupBy(answers, (answer) => answer.quizId)) {
			const said = await this.#store.keep(quizId, own, (quiz, known) =>
				admitAll(quiz, known, own, this.#clock.now()),
			);
			own.forEach((answer, place) => verdicts.set(answer, said[place] ?? null));
		}
		return answers.map((answer) => verdicts.get(answer) ?? null);
	}
}

/** Of one quiz alone: nobody sees from two of them that it was the same device. */
const deviceOf = (quizId: QuizId, secret: string): string => hashSecret(`${quizId} ${secret}`);

const admitAll = (
	quiz: StoredQuiz | null,
	{ devices, ofPlace }: KnownDevices,
	answers: readonly GivenAnswer[],
	now: number,
): Verdict[] => {
	const counts = new Map(ofPlace);
	return answers.map(({ device, classroomId, what }) => {
		if (quiz === null || !isOpen(quiz, now)) return new AppError('quiz-closed');
		if (what.way === 'keys') return null;
		if (!answerFits(quiz, what.answer))
			return new AppError('bad-request', 'no answer to this quiz', {
				issues: [{ path: 'answer', code: 'out-of-range' }],
			});
		if (devices.has(device)) return null;
		const before = counts.get(classroomId) ?? 0;
		if (!hasRoom(classroomId, before)) return new AppError('quiz-full');
		counts.set(classroomId, before + 1);
		return null;
	});
};
