import {
	choiceFits,
	openQuiz as openOne,
	optionsFit,
	QuizId,
	type ClassroomId,
	type PeerState,
	type Quiz,
	type RequestOf,
} from '@classroom/protocol';
import { AppError, newId } from '../../platform/index.ts';
import { newTallies } from '../quizTallies.ts';
import type { Room } from '../Room.ts';
import { peerHandler } from './handler.ts';

const teachers = ['teacher'] as const;
const readers = ['teacher', 'assistant', 'classroom', 'viewer', 'inspector'] as const;

const misfit = (path: string): AppError =>
	new AppError('bad-request', `${path} does not fit the quiz`, { issues: [{ path, code: 'out-of-range' }] });

export const openQuiz = peerHandler(
	'openQuiz',
	teachers,
	async ({ room, services, self, lessonId }, wish) => {
		const { kind, options } = wish;
		requireFit(wish);
		requireNoneOpen(room);
		const quizId = newId(QuizId);
		const sheet = { question: wish.question ?? null, optionTexts: wish.optionTexts ?? [] };
		await services.quizzes.open({ quizId, lessonId, kind, options, sheet });
		// Of two at once the second sees the first: nothing is awaited between this look and the entry.
		requireNoneOpen(room);
		await room.append({ type: 'quiz-opened', quizId, kind, options, by: self.peerId });
		return { quizId };
	},
);

const requireFit = ({ kind, options, optionTexts = [] }: RequestOf<'openQuiz'>): void => {
	if (!optionsFit(kind, options)) throw misfit('options');
	if (optionTexts.length > 0 && optionTexts.length !== options) throw misfit('optionTexts');
};

const requireNoneOpen = ({ state }: Room): void => {
	if (openOne(state.tools) !== null) throw new AppError('quiz-open');
};

/** Again, after a server died in the middle of it: closes it in the log as well. */
export const closeQuiz = peerHandler('closeQuiz', teachers, async ({ room, services, self }, { quizId }) => {
	if (current(room, quizId).closedAt !== null) return {};
	await services.quizzes.close(quizId);
	const found = await services.quizzes.tallies(quizId);
	const quiz = openOne(room.state.tools);
	if (quiz?.quizId !== quizId) return {};
	await room.append(...newTallies(quiz, found), { type: 'quiz-closed', quizId, by: self.peerId });
	return {};
});

export const showQuizAnswers = peerHandler(
	'showQuizAnswers',
	teachers,
	async ({ room, services, self }, { quizId, correct }) => {
		const quiz = closed(room, quizId);
		const { kind, options } = quiz;
		if (kind === 'text' ? correct.length > 0 : !choiceFits(kind, options, correct)) throw misfit('correct');
		await services.quizzes.showAnswers(quizId, correct);
		await room.append({ type: 'quiz-answers-shown', quizId, correct, by: self.peerId });
		return {};
	},
);

export const putQuizAway = peerHandler('putQuizAway', teachers, async ({ room, self }, { quizId }) => {
	closed(room, quizId);
	await room.append({ type: 'quiz-put-away', quizId, by: self.peerId });
	return {};
});

export const readQuiz = peerHandler('readQuiz', readers, async ({ room, services, self }, { quizId }) => {
	const quiz = current(room, quizId);
	const sheet = await services.quizzes.read(quizId);
	const place = quiz.closedAt === null ? classroomOf(self) : null;
	const answer = self.role === 'viewer' ? await services.quizzes.answerOf(quizId, self.peerId) : null;
	return { sheet, answer, path: place === null ? null : await services.quizzes.pathFor(quizId, place) };
});

export const readQuizWords = peerHandler(
	'readQuizWords',
	teachers,
	async ({ room, services }, { quizId }) => ({
		words: await services.quizzes.words(current(room, quizId).quizId),
	}),
);

export const tallyQuiz = peerHandler(
	'tallyQuiz',
	['classroom'],
	async ({ room, services, self }, { quizId, counts }) => {
		const quiz = answerable(room, quizId);
		const place = classroomOf(self);
		if (place === null) throw new AppError('forbidden');
		if (quiz.kind === 'text' || counts.length !== quiz.options) throw misfit('counts');
		await services.quizzes.tally(quizId, place, counts);
		return {};
	},
);

export const answerQuiz = peerHandler(
	'answerQuiz',
	['viewer'],
	async ({ room, services, self }, { quizId, answer }) => {
		answerable(room, quizId);
		await services.quizzes.answer(quizId, self.peerId, answer);
		return {};
	},
);

/** The one on the screens. @throws AppError `quiz-not-found` for another one, of another lesson or put away */
const current = ({ state }: Room, quizId: QuizId): Quiz => {
	const quiz = state.tools.quiz.current;
	if (quiz?.quizId !== quizId) throw new AppError('quiz-not-found');
	return quiz;
};

/** @throws AppError `quiz-closed` also for one that was put away: whoever answers it is late */
const answerable = (room: Room, quizId: QuizId): Quiz => {
	const { past } = room.state.tools.quiz;
	if (past.some((each) => each.quizId === quizId)) throw new AppError('quiz-closed');
	const quiz = current(room, quizId);
	if (quiz.closedAt !== null) throw new AppError('quiz-closed');
	return quiz;
};

/** @throws AppError `quiz-open` */
const closed = (room: Room, quizId: QuizId): Quiz => {
	const quiz = current(room, quizId);
	if (quiz.closedAt === null) throw new AppError('quiz-open');
	return quiz;
};

const classroomOf = ({ role, subject }: PeerState): ClassroomId | null =>
	role === 'classroom' && subject.kind === 'classroom' ? subject.classroomId : null;
