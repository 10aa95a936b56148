// The quiz: figures of places, never what one child has answered, and no texts.
import { ClassroomId, QuizId } from '../../ids.ts';
import { QuizChoice, QuizKind, QuizOptions, QuizTally, TallyWay } from '../quiz.ts';
import { by, event } from './eventOf.ts';

export const quizEvents = [
	event('quiz-opened', { quizId: QuizId, kind: QuizKind, options: QuizOptions, ...by }),
	/** What a place has answered so far; takes the place of its tally of the same way. At most one a second of each. */
	event('quiz-tallied', {
		quizId: QuizId,
		classroomId: ClassroomId.nullable(),
		way: TallyWay,
		...QuizTally.shape,
	}),
	event('quiz-closed', { quizId: QuizId, ...by }),
	event('quiz-answers-shown', { quizId: QuizId, correct: QuizChoice, ...by }),
	/** Off the screens. */
	event('quiz-put-away', { quizId: QuizId, ...by }),
] as const;
