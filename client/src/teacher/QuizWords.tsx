import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, QuizId } from '@classroom/protocol';
import { useLesson } from '../scene/lessonContext.ts';

type Words = AnswerOf<'readQuizWords'>['words'];

/** What was answered in words, asked for with every change of their number. */
export function QuizWords({ quizId, answered }: { quizId: QuizId; answered: number }) {
	const { t } = useTranslation('quiz');
	const { session } = useLesson();
	const [words, setWords] = useState<Words>([]);
	useEffect(() => {
		let gone = false;
		session.ask('readQuizWords', { quizId }).then(
			(answer) => gone || setWords(answer.words),
			// Asked again with the next answer.
			() => undefined,
		);
		return () => {
			gone = true;
		};
	}, [session, quizId, answered]);
	if (words.length === 0) return <p className="tool__hint">{t('now.noWords')}</p>;
	return (
		<>
			<p className="tool__hint">{t('now.words')}</p>
			<ol className="quiz-words">
				{words.map(({ words: text, times }) => (
					<li key={text}>
						<span>{text}</span> <strong>{times}</strong>
					</li>
				))}
			</ol>
		</>
	);
}
