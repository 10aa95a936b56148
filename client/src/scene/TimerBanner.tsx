import { useTranslation } from 'react-i18next';
import { classes, Icon } from '../components/index.ts';
import { countdownText } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { useJoined } from './lessonContext.ts';

/** How long it says that the time is up. */
const OVER_MS = 10_000;

/** What is left on the teacher's timer, over the picture, by the server's clock. */
export function TimerBanner() {
	const { t } = useTranslation('quiz');
	const { timer } = useJoined().room.tools;
	const now = useNow(250);
	if (timer === null || now - timer.endsAt > OVER_MS) return null;
	const over = timer.endedAt !== null || now >= timer.endsAt;
	return (
		<p className={classes('timer-banner', over && 'timer-banner--over')} role="timer">
			<Icon name="clock" />
			{over ? t('timer.over') : countdownText(timer.endsAt - now)}
		</p>
	);
}
