import { placeTotal, quizTotal, rightOf, type PlaceTally, type Quiz } from '../quiz.ts';
import type { RoomState } from '../roomState.ts';
import { openQuiz, PAST_QUIZZES_MAX, type QuizBook, type QuizScore } from '../toolsState.ts';
import type { EventOf, Folds } from './folds.ts';
import { onBook } from './tools.ts';

type QuizEventType = 'quiz-opened' | 'quiz-tallied' | 'quiz-closed' | 'quiz-answers-shown' | 'quiz-put-away';

/** One at a time: the one before is put away, or, should it still be open, goes on. */
const opened = (
	state: RoomState,
	{ quizId, kind, options }: EventOf<'quiz-opened'>,
	at: number,
): RoomState => {
	if (openQuiz(state.tools) !== null) return state;
	const current = { quizId, kind, options, openedAt: at, closedAt: null, correct: null, tallies: [] };
	return onBook(putAway(state), { current });
};

/** What comes after the end is late, and counts no more. */
const tallied = (state: RoomState, event: EventOf<'quiz-tallied'>): RoomState => {
	const quiz = openQuiz(state.tools);
	if (quiz?.quizId !== event.quizId) return state;
	const { classroomId, way, counts, answered } = event;
	const before: PlaceTally = quiz.tallies.find((each) => each.classroomId === classroomId) ?? {
		...{ classroomId, keys: null, phones: null },
	};
	const others = quiz.tallies.filter((each) => each.classroomId !== classroomId);
	const tallies = [...others, { ...before, [way]: { counts, answered } }];
	return onBook(state, { current: { ...quiz, tallies } });
};

/** Changes the one on the screens, if it is that one. */
const onCurrent = (
	state: RoomState,
	{ quizId }: Pick<Quiz, 'quizId'>,
	change: (quiz: Quiz) => Quiz,
): RoomState => {
	const { current } = state.tools.quiz;
	return current?.quizId === quizId ? onBook(state, { current: change(current) }) : state;
};

const putAway = (state: RoomState): RoomState => {
	const { current, past, scores } = state.tools.quiz;
	if (current === null) return state;
	const { quizId, kind, openedAt, correct } = current;
	const summary = { quizId, kind, openedAt, correct, total: quizTotal(current) };
	return onBook(state, {
		current: null,
		past: [...past, summary].slice(-PAST_QUIZZES_MAX),
		scores: scoresAfter(scores, current),
	});
};

const scoresAfter = (before: QuizBook['scores'], quiz: Quiz): QuizScore[] =>
	quiz.tallies.reduce<QuizScore[]>(
		(scores, tally) => {
			const total = placeTotal(quiz, tally);
			const right = rightOf(quiz, total);
			if (right === null) return scores;
			const { classroomId } = tally;
			const own = scores.find((each) => each.classroomId === classroomId) ?? { answered: 0, right: 0 };
			const sum = { classroomId, answered: own.answered + total.answered, right: own.right + right };
			return [...scores.filter((each) => each.classroomId !== classroomId), sum];
		},
		[...before],
	);

export const quizFolds: Folds<QuizEventType> = {
	'quiz-opened': opened,
	'quiz-tallied': tallied,
	'quiz-closed': (state, event, at) =>
		onCurrent(state, event, (quiz) => ({ ...quiz, closedAt: quiz.closedAt ?? at })),
	'quiz-answers-shown': (state, event) =>
		onCurrent(state, event, (quiz) => (quiz.closedAt === null ? quiz : { ...quiz, correct: event.correct })),
	'quiz-put-away': (state, { quizId }) => {
		const { current } = state.tools.quiz;
		return current?.quizId === quizId && current.closedAt !== null ? putAway(state) : state;
	},
};
