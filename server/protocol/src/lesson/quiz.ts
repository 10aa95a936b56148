// A quiz (随堂测) at one moment, and what its figures mean. Pure.
import { z } from 'zod';
import { ClassroomId, Instant, QuizId } from '../ids.ts';
import { HEADCOUNT_MAX } from './headcount.ts';

/** One right answer of several, several, right or wrong, or a few words. */
export const QuizKind = z.enum(['single', 'multiple', 'judge', 'text']);
export type QuizKind = z.infer<typeof QuizKind>;

/** A to F: more bars are not told apart from 8 m. */
export const QUIZ_OPTIONS_MAX = 6;
/** Longest question, option and answer in words, in characters. */
export const QUIZ_QUESTION_MAX = 200;
export const QUIZ_OPTION_MAX = 40;
export const QUIZ_WORDS_MAX = 40;

/** How many there are to choose of: 2 for `judge`, none for `text`. */
export const QuizOptions = z.int().min(0, 'out-of-range').max(QUIZ_OPTIONS_MAX, 'out-of-range');

export const optionsFit = (kind: QuizKind, options: number): boolean => {
	switch (kind) {
		case 'text':
			return options === 0;
		case 'judge':
			return options === 2;
		case 'single':
		case 'multiple':
			return options >= 2 && options <= QUIZ_OPTIONS_MAX;
	}
};

/** Which options are right, by their place from 0; a place stands once, in order. */
export const QuizChoice = z
	.array(
		z
			.int()
			.min(0)
			.max(QUIZ_OPTIONS_MAX - 1),
	)
	.max(QUIZ_OPTIONS_MAX);

/** Whether a choice is one of this quiz: one place, or for `multiple` at least one, each of them once. */
export const choiceFits = (kind: QuizKind, options: number, choice: readonly number[]): boolean => {
	if (kind === 'text' || choice.length === 0) return false;
	if (kind !== 'multiple' && choice.length > 1) return false;
	return new Set(choice).size === choice.length && choice.every((place) => place < options);
};

export type QuizChoice = z.infer<typeof QuizChoice>;

/** How often each option was chosen; for `text` none. */
export const QuizCounts = z.array(z.int().min(0).max(HEADCOUNT_MAX, 'out-of-range')).max(QUIZ_OPTIONS_MAX);

export const QuizTally = z.object({
	counts: z.array(z.int().min(0)).max(QUIZ_OPTIONS_MAX),
	/** How many children that is. Of hands raised for `multiple` only so much is known: at least so many. */
	answered: z.int().min(0),
});
export type QuizTally = z.infer<typeof QuizTally>;

/** Hands that were counted, by a remote control; or answers from phones, tablets and pages. */
export const TallyWay = z.enum(['keys', 'phones']);
export type TallyWay = z.infer<typeof TallyWay>;

export const PlaceTally = z.object({
	/** Null: those who watch on their own. */
	classroomId: ClassroomId.nullable(),
	keys: QuizTally.nullable(),
	phones: QuizTally.nullable(),
});
export type PlaceTally = z.infer<typeof PlaceTally>;

export const Quiz = z.object({
	quizId: QuizId,
	kind: QuizKind,
	options: QuizOptions,
	openedAt: Instant,
	/** Null: it is still answered. */
	closedAt: Instant.nullable(),
	/** Null: not shown yet. */
	correct: QuizChoice.nullable(),
	tallies: z.array(PlaceTally),
});
export type Quiz = z.infer<typeof Quiz>;

const none: QuizTally = { counts: [], answered: 0 };

export const sumOf = (tallies: readonly QuizTally[], options: number): QuizTally => ({
	counts: Array.from({ length: options }, (_, place) =>
		tallies.reduce((sum, { counts }) => sum + (counts[place] ?? 0), 0),
	),
	answered: tallies.reduce((sum, { answered }) => sum + answered, 0),
});

/** Hands and phones of one place together. */
export const placeTotal = ({ options }: Pick<Quiz, 'options'>, { keys, phones }: PlaceTally): QuizTally =>
	sumOf([keys ?? none, phones ?? none], options);

export const quizTotal = (quiz: Pick<Quiz, 'options' | 'tallies'>): QuizTally =>
	sumOf(
		quiz.tallies.map((each) => placeTotal(quiz, each)),
		quiz.options,
	);

/** What counted hands say: a child raises it once, but for `multiple` once an option. */
export const handsTally = (kind: QuizKind, counts: readonly number[]): QuizTally => ({
	counts: [...counts],
	answered: kind === 'multiple' ? Math.max(0, ...counts) : counts.reduce((sum, count) => sum + count, 0),
});

/** How many of the answers are right; null: it is not known, as with several right ones, whose sets nobody counts. */
export const rightOf = (quiz: Pick<Quiz, 'kind' | 'correct'>, { counts }: QuizTally): number | null => {
	const [place, ...more] = quiz.correct ?? [];
	if (place === undefined || more.length > 0 || quiz.kind === 'multiple' || quiz.kind === 'text') return null;
	return counts[place] ?? 0;
};
