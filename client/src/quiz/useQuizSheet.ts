import { useEffect, useState } from 'react';
import type { AnswerOf, QuizId } from '@classroom/protocol';
import { useLesson } from '../scene/lessonContext.ts';

type Sheet = AnswerOf<'readQuiz'>;

const AGAIN_MS = 2000;

/** The words of a quiz, and for a classroom the way to it for phones; null: not here yet. */
export function useQuizSheet(quizId: QuizId): Sheet | null {
	const { session } = useLesson();
	const [found, setFound] = useState<{ quizId: QuizId; sheet: Sheet } | null>(null);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let gone = false;
		const ask = (): void => {
			session.ask('readQuiz', { quizId }).then(
				(sheet) => gone || setFound({ quizId, sheet }),
				() => {
					if (!gone) timer = setTimeout(ask, AGAIN_MS);
				},
			);
		};
		ask();
		return () => {
			gone = true;
			clearTimeout(timer);
		};
	}, [session, quizId]);
	return found?.quizId === quizId ? found.sheet : null;
}
