import { useTranslation } from 'react-i18next';
import { quizTotal } from '@classroom/protocol';
import type { RoomState } from '@classroom/protocol';
import { QuizChart } from '../quiz/QuizChart.tsx';

/** The quiz of this moment, as it stood then. */
export function ReplayQuiz({ room }: { room: RoomState }) {
	const { t } = useTranslation('quiz');
	const { current } = room.tools.quiz;
	if (current === null) return null;
	const total = quizTotal(current);
	return (
		<section className="replay-quiz" data-theme="dark" aria-label={t('title')}>
			<h2>
				{t(current.closedAt === null ? 'now.open' : 'now.closed')} ·{' '}
				{t('answered', { count: total.answered })}
			</h2>
			{current.kind !== 'text' && total.answered > 0 && <QuizChart quiz={current} total={total} />}
		</section>
	);
}
