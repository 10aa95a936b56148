// The quiz: the teacher's course of it, a classroom's counted hands, and the answer of who watches alone.
import { z } from 'zod';
import { QuizId } from '../../ids.ts';
import {
	QUIZ_OPTION_MAX,
	QUIZ_OPTIONS_MAX,
	QUIZ_QUESTION_MAX,
	QUIZ_WORDS_MAX,
	QuizChoice,
	QuizCounts,
	QuizKind,
	QuizOptions,
} from '../../lesson/quiz.ts';
import { line, prose } from '../../text.ts';
import { done, request } from './request.ts';

/** What somebody answers: places of options, or for `text` some words. */
export const QuizAnswer = z.union([
	z.strictObject({ choice: QuizChoice }),
	z.strictObject({ words: line(QUIZ_WORDS_MAX) }),
]);
export type QuizAnswer = z.infer<typeof QuizAnswer>;

/** The words of a quiz, which the log does not hold. Null: they stand on the slide. */
export const QuizSheet = z.object({
	question: z.string().nullable(),
	/** As many as there are options, or none. */
	optionTexts: z.array(z.string()),
});
export type QuizSheet = z.infer<typeof QuizSheet>;

export const quizRequests = [
	/** While another is open it is refused with `quiz-open`. */
	request('openQuiz', {
		kind: QuizKind,
		options: QuizOptions,
		question: prose(QUIZ_QUESTION_MAX).exactOptional(),
		optionTexts: z.array(line(QUIZ_OPTION_MAX)).max(QUIZ_OPTIONS_MAX).exactOptional(),
	}),
	request('closeQuiz', { quizId: QuizId }),
	/** After it is closed. `correct` is empty for `text`. Said again, it corrects. */
	request('showQuizAnswers', { quizId: QuizId, correct: QuizChoice }),
	request('putQuizAway', { quizId: QuizId }),
	/** Its words; for a classroom also the way to the page for phones and tablets. */
	request('readQuiz', { quizId: QuizId }),
	/** What was answered in words, the most frequent first. */
	request('readQuizWords', { quizId: QuizId }),
	/** Hands counted in this classroom, for each option; said again, it corrects. */
	request('tallyQuiz', { quizId: QuizId, counts: QuizCounts }),
	/** Of who watches alone; said again before the end, it changes the answer. */
	request('answerQuiz', { quizId: QuizId, answer: QuizAnswer }),
] as const;

export const quizAnswers = {
	openQuiz: z.object({ quizId: QuizId }),
	closeQuiz: done,
	showQuizAnswers: done,
	putQuizAway: done,
	readQuiz: z.object({
		sheet: QuizSheet,
		/** For classrooms: where their children answer, a path below this server. */
		path: z.string().nullable(),
		/** Of who watches alone: what it has answered. */
		answer: QuizAnswer.nullable(),
	}),
	readQuizWords: z.object({ words: z.array(z.object({ words: z.string(), times: z.int().min(1) })) }),
	tallyQuiz: done,
	answerQuiz: done,
};
