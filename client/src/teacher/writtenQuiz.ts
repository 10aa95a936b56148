// What a teacher has typed, as it is asked for. Pure.
import type { QuizKind, RequestOf } from '@classroom/protocol';

type Written = Readonly<{ kind: QuizKind; question: string; texts: readonly string[] }>;

/** Without words of its own a quiz has four options. */
const LETTERS = 4;

/** Empty lines between written ones are left out; fewer than two are none. */
export const writtenQuiz = ({ kind, question, texts }: Written): Omit<RequestOf<'openQuiz'>, 'type'> => {
	const asked = question.trim() === '' ? {} : { question: question.trim() };
	if (kind === 'text') return { kind, options: 0, ...asked };
	if (kind === 'judge') return { kind, options: 2, ...asked };
	const optionTexts = texts.map((text) => text.trim()).filter((text) => text !== '');
	if (optionTexts.length < 2) return { kind, options: LETTERS, ...asked };
	return { kind, options: optionTexts.length, ...asked, optionTexts };
};
