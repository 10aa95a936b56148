// The page behind a quiz's QR code, for children without an account: one code a classroom and quiz.
import { z } from 'zod';
import { QuizChoice, QuizKind, QuizOptions } from '../lesson/quiz.ts';
import { QuizAnswer, QuizSheet } from '../signalling/messages/quiz.ts';
import { Done, endpoint } from './endpoint.ts';

/** Letters and digits that are not misread; 30^8 of them, and valid for one quiz of one lesson. */
export const QuizCode = z.string().regex(/^[2-9A-HJKMNP-TV-Z]{8}$/, 'bad-format');

export const QuizPage = z.object({
	kind: QuizKind,
	options: QuizOptions,
	sheet: QuizSheet,
	open: z.boolean(),
	/** What this device has answered; null: nothing yet. */
	answer: QuizAnswer.nullable(),
	/** Null: not shown yet. */
	correct: QuizChoice.nullable(),
});
export type QuizPage = z.infer<typeof QuizPage>;

const params = z.strictObject({ code: QuizCode });

export const quizzesEndpoints = {
	readQuizPage: endpoint('get', '/api/quizzes/:code', 'The quiz behind a QR code', {
		params,
		response: QuizPage,
	}),
	answerQuizPage: endpoint('post', '/api/quizzes/:code/answer', "A device's answer, or another one", {
		params,
		body: z.strictObject({ answer: QuizAnswer }),
		response: Done,
	}),
};
