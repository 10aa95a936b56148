// A quiz on a classroom's screen, read from 8 metres: the code for phones beside the slide, the question over it only
// when it was typed, and the chart when it is over.
import { useTranslation } from 'react-i18next';
import { openQuiz, quizTotal } from '@classroom/protocol';
import type { Quiz } from '@classroom/protocol';
import { QrCode } from '../components/QrCode.tsx';
import { useOptionNames } from '../quiz/optionNames.ts';
import { QuizChart } from '../quiz/QuizChart.tsx';
import { useQuizSheet } from '../quiz/useQuizSheet.ts';
import { useJoined } from '../scene/lessonContext.ts';

export function QuizScreen() {
	const { current } = useJoined().room.tools.quiz;
	return current && <OverPicture quiz={current} />;
}

function OverPicture({ quiz }: { quiz: Quiz }) {
	const { t } = useTranslation('quiz');
	const sheet = useQuizSheet(quiz.quizId)?.sheet;
	const names = useOptionNames(quiz);
	const open = quiz.closedAt === null;
	const question = sheet?.question ?? null;
	const texts = sheet?.optionTexts ?? [];
	if (open && question === null && texts.length === 0) return null;
	const total = quizTotal(quiz);
	return (
		<section className="quiz-screen" aria-label={t('title')}>
			<h2>{question ?? t('now.closed')}</h2>
			{open ? (
				<ol className="quiz-screen__options">
					{texts.map((text, place) => (
						<li key={names[place]}>
							<strong>{names[place]}</strong> {text}
						</li>
					))}
				</ol>
			) : (
				<QuizChart quiz={quiz} total={total} texts={texts} />
			)}
			{!open && quiz.kind !== 'text' && (
				<p className="quiz-screen__sum">{t('answered', { count: total.answered })}</p>
			)}
		</section>
	);
}

/** Where the children of this room answer. */
export function QuizCodeTile() {
	const quiz = openQuiz(useJoined().room.tools);
	return quiz && <CodeOf quiz={quiz} />;
}

function CodeOf({ quiz }: { quiz: Quiz }) {
	const { t } = useTranslation('quiz');
	const path = useQuizSheet(quiz.quizId)?.path ?? null;
	if (path === null) return null;
	const address = location.origin + path;
	return (
		<figure className="quiz-code" data-address={address}>
			<QrCode text={address} size="100%" label={t('place.scan')} />
			<figcaption>{t('place.scan')}</figcaption>
		</figure>
	);
}
