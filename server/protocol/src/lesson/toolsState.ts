// What the teaching tools are at one moment: the quiz and those before it, the timer, the stars.
import { z } from 'zod';
import { ClassroomId, Instant, PeerId, QuizId } from '../ids.ts';
import { AwardReason } from './events/awardEvents.ts';
import { placeTotal, Quiz, QuizKind, QuizTally, type PlaceTally } from './quiz.ts';
import type { Headcount } from './headcount.ts';

/** So many of a lesson's quizzes are kept in its state; all of them are in its log. */
export const PAST_QUIZZES_MAX = 30;

export const PastQuiz = z.object({
	quizId: QuizId,
	kind: QuizKind,
	openedAt: Instant,
	total: QuizTally,
	correct: z.array(z.int()).nullable(),
});
export type PastQuiz = z.infer<typeof PastQuiz>;

/** A place over the lesson: of the quizzes with one right answer that was shown. */
export const QuizScore = z.object({
	classroomId: ClassroomId.nullable(),
	answered: z.int().min(0),
	right: z.int().min(0),
});
export type QuizScore = z.infer<typeof QuizScore>;

export const QuizBook = z.object({
	/** Open, or over and still on the screens. */
	current: Quiz.nullable(),
	past: z.array(PastQuiz),
	scores: z.array(QuizScore),
});
export type QuizBook = z.infer<typeof QuizBook>;

export const Timer = z.object({
	startedAt: Instant,
	/** By the server's clock. */
	endsAt: Instant,
	/** When it ran out; null: it runs. */
	endedAt: Instant.nullable(),
});
export type Timer = z.infer<typeof Timer>;

export const Award = z.object({
	classroomId: ClassroomId,
	peerId: PeerId,
	count: z.int().min(0),
	/** The last one given. */
	at: Instant,
	reason: AwardReason.nullable(),
});
export type Award = z.infer<typeof Award>;

export const ToolsState = z.object({
	quiz: QuizBook,
	/** Null: there is none, or it was stopped. */
	timer: Timer.nullable(),
	awards: z.array(Award),
});
export type ToolsState = z.infer<typeof ToolsState>;

export const emptyTools: ToolsState = {
	quiz: { current: null, past: [], scores: [] },
	timer: null,
	awards: [],
};

/** The quiz that can be answered now; null: none. */
export const openQuiz = ({ quiz: { current } }: ToolsState): Quiz | null =>
	current !== null && current.closedAt === null ? current : null;

export const starsOf = ({ awards }: ToolsState, classroomId: ClassroomId): number =>
	awards.find((each) => each.classroomId === classroomId)?.count ?? 0;

/** More answers than children were counted: a code went round, or hands were counted that had a phone. */
export const moreThanChildren = (
	quiz: Quiz,
	tally: PlaceTally,
	headcounts: readonly Headcount[],
): boolean => {
	const children = headcounts.find(({ classroomId }) => classroomId === tally.classroomId)?.count;
	return children !== undefined && placeTotal(quiz, tally).answered > children;
};
