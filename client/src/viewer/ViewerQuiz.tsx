// The quiz of who watches alone: answers for itself.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quizTotal } from '@classroom/protocol';
import type { PeerRole, Quiz, QuizAnswer } from '@classroom/protocol';
import { Icon } from '../components/index.ts';
import { AnswerButtons } from '../quiz/AnswerButtons.tsx';
import { QuizChart } from '../quiz/QuizChart.tsx';
import { useQuizSheet } from '../quiz/useQuizSheet.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';

export function ViewerQuiz({ role }: { role: PeerRole }) {
	const { current } = useJoined().room.tools.quiz;
	return current && <Shown key={current.quizId} quiz={current} answers={role === 'viewer'} />;
}

function Shown({ quiz, answers }: { quiz: Quiz; answers: boolean }) {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const found = useQuizSheet(quiz.quizId);
	const sheet = found?.sheet;
	const [given, setGiven] = useState<QuizAnswer | null>(null);
	const [busy, setBusy] = useState(false);
	const { quizId, closedAt } = quiz;
	const texts = sheet?.optionTexts ?? [];
	// Before this page was loaded anew it may have answered.
	const before = given ?? found?.answer ?? null;
	const onAnswer = (answer: QuizAnswer): void => {
		setBusy(true);
		void ask('answerQuiz', { quizId, answer }).then((done) => {
			if (done) setGiven(answer);
			setBusy(false);
		});
	};
	return (
		<section className="viewer-quiz" aria-label={t('title')}>
			<h2>{t('title')}</h2>
			{typeof sheet?.question === 'string' && <p>{sheet.question}</p>}
			{closedAt === null && answers ? (
				<AnswerButtons
					key={found === null ? 'asking' : 'known'}
					quiz={quiz}
					texts={texts}
					answer={before}
					busy={busy}
					onAnswer={onAnswer}
				/>
			) : (
				<QuizChart quiz={quiz} total={quizTotal(quiz)} texts={texts} />
			)}
			{closedAt === null && before !== null && (
				<p className="quiz-page__done" role="status">
					<Icon name="check" />
					{t('own.done')}
				</p>
			)}
		</section>
	);
}
