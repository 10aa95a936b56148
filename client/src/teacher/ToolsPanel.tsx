// The teaching tools beside the picture: quiz, timer, notes to the assistants.
import { useTranslation } from 'react-i18next';
import { Button } from '../components/index.ts';
import { countdownText } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { Notes } from '../scene/Notes.tsx';
import { QuizTool } from './QuizTool.tsx';

export function ToolsPanel() {
	const { t } = useTranslation('quiz');
	return (
		<>
			<section className="tool" aria-label={t('title')}>
				<h2>{t('title')}</h2>
				<QuizTool />
			</section>
			<section className="tool" aria-label={t('timer.title')}>
				<h2>{t('timer.title')}</h2>
				<TimerTool />
			</section>
			<section className="tool" aria-label={t('note.title')}>
				<h2>{t('note.title')}</h2>
				<p className="tool__hint">{t('note.hint')}</p>
				<Notes />
			</section>
		</>
	);
}

const offered = [30, 60, 180, 300, 600] as const;
const EXTEND_S = 60;

function TimerTool() {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const { timer } = useJoined().room.tools;
	const now = useNow(250);
	if (timer !== null && timer.endedAt === null && timer.endsAt > now) {
		return (
			<div className="tool__row">
				<strong className="tool__figure">{countdownText(timer.endsAt - now)}</strong>
				<Button onClick={() => void ask('extendTimer', { seconds: EXTEND_S })}>{t('timer.extend')}</Button>
				<Button onClick={() => void ask('stopTimer', {})}>{t('timer.stop')}</Button>
			</div>
		);
	}
	return (
		<div className="tool__row" data-timer-tool>
			{offered.map((seconds) => (
				<Button key={seconds} onClick={() => void ask('startTimer', { seconds })}>
					{seconds < 60
						? t('timer.seconds', { count: seconds })
						: t('timer.minutes', { count: seconds / 60 })}
				</Button>
			))}
		</div>
	);
}
