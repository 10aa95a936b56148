// Choosing an answer by presses. Pure.
import type { QuizAnswer, QuizKind } from '@classroom/protocol';

/** The options chosen after a press: one takes the place of another, but where several may be right. */
export const afterPress = (kind: QuizKind, chosen: readonly number[], place: number): number[] => {
	if (kind !== 'multiple') return [place];
	const without = chosen.filter((each) => each !== place);
	return without.length < chosen.length ? without : [...chosen, place].sort((a, b) => a - b);
};

export const chosenIn = (answer: QuizAnswer | null): number[] =>
	answer !== null && 'choice' in answer ? answer.choice : [];

export const wordsIn = (answer: QuizAnswer | null): string =>
	answer !== null && 'words' in answer ? answer.words : '';

/** Whether an answer is the right one; null: nobody has said, or it cannot be said. */
export const isRight = (correct: readonly number[] | null, answer: QuizAnswer | null): boolean | null => {
	if (correct === null || correct.length === 0 || answer === null) return null;
	const chosen = chosenIn(answer);
	return chosen.length === correct.length && chosen.every((place) => correct.includes(place));
};
