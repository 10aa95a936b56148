// Which answers to a quiz are taken, and what they add up to. Pure.
import {
	choiceFits,
	handsTally,
	HEADCOUNT_MAX,
	QUIZ_OPTIONS_MAX,
	type ClassroomId,
	type QuizAnswer,
	type QuizKind,
	type QuizTally,
	type TallyWay,
} from '@classroom/protocol';

/** A code is good for the rest of a long lesson and no longer, whatever becomes of the Room, ms. */
export const CODE_LIFE_MS = 4 * 3_600_000;

/** A quiz as far as answers go. */
export interface AnsweredQuiz {
	readonly kind: QuizKind;
	readonly options: number;
	readonly openedAt: number;
	readonly closedAt: number | null;
}

export const isOpen = ({ openedAt, closedAt }: AnsweredQuiz, now: number): boolean =>
	closedAt === null && now < openedAt + CODE_LIFE_MS;

/** Whether the answer is one that this quiz can have. */
export const answerFits = ({ kind, options }: AnsweredQuiz, answer: QuizAnswer): boolean =>
	'words' in answer ? kind === 'text' : choiceFits(kind, options, answer.choice);

/** Bit n stands for option n. */
export const maskOf = (choice: readonly number[]): number =>
	choice.reduce((mask, place) => mask | (1 << place), 0);

export const placesOf = (mask: number): number[] =>
	Array.from({ length: QUIZ_OPTIONS_MAX }, (_, place) => place).filter(
		(place) => (mask & (1 << place)) !== 0,
	);

/** What one place has answered one way. */
export type Tallied = QuizTally & { readonly classroomId: ClassroomId | null; readonly way: TallyWay };

/** Answers of one place that are the same: which options, and of how many devices. */
export interface SameAnswers {
	readonly classroomId: ClassroomId | null;
	readonly mask: number;
	readonly times: number;
}

export const phoneTallies = ({ options }: AnsweredQuiz, answers: readonly SameAnswers[]): Tallied[] => {
	const places = [...new Set(answers.map(({ classroomId }) => classroomId))];
	return places.map((classroomId) => {
		const own = answers.filter((each) => each.classroomId === classroomId);
		const countOf = (place: number): number =>
			own.reduce((sum, { mask, times }) => sum + ((mask & (1 << place)) === 0 ? 0 : times), 0);
		return {
			classroomId,
			way: 'phones',
			counts: Array.from({ length: options }, (_, place) => countOf(place)),
			answered: own.reduce((sum, { times }) => sum + times, 0),
		};
	});
};

export const keyTally = (
	{ kind }: AnsweredQuiz,
	classroomId: ClassroomId,
	counts: readonly number[],
): Tallied => ({ classroomId, way: 'keys', ...handsTally(kind, counts) });

/** Most devices that answer by one code: as many as children are counted in a room. */
export const DEVICES_MAX = HEADCOUNT_MAX;

/** Room for a device that has not answered yet. Who watches alone has an account, and needs no such limit. */
export const hasRoom = (classroomId: ClassroomId | null, devices: number): boolean =>
	classroomId === null || devices < DEVICES_MAX;
