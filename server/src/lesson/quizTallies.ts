// What of the answers is news to the log. Pure.
import type { LessonEvent, Quiz, QuizTally } from '@classroom/protocol';
import type { PlaceAnswers } from './ports.ts';

const same = (a: QuizTally | null | undefined, b: QuizTally): boolean =>
	a?.answered === b.answered && a.counts.every((count, place) => count === b.counts[place]);

/** One entry for each place and way of which `quiz` has other figures, or none. */
export const newTallies = (quiz: Quiz, found: readonly PlaceAnswers[]): LessonEvent[] =>
	found.flatMap(({ classroomId, way, counts, answered }) => {
		const known = quiz.tallies.find((each) => each.classroomId === classroomId)?.[way];
		if (same(known, { counts, answered })) return [];
		return [{ type: 'quiz-tallied', quizId: quiz.quizId, classroomId, way, counts, answered }];
	});
