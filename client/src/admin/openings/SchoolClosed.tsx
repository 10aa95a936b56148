import { useTranslation } from 'react-i18next';
import type { DayClosed } from '@classroom/protocol';
import { useDayText } from '../communities/useDayText.ts';
import { useOpeningWords } from './useOpeningWords.ts';

/** Why a school cannot receive the lesson on its day. */
export function SchoolClosed({ closed: { day, why, reason, school } }: { closed: DayClosed }) {
	const { t } = useTranslation('openings');
	const words = useOpeningWords();
	const dayText = useDayText();
	const said = { day: dayText(day), reason };
	if (why !== 'closed') return <p>{t('closedDay.special', said)}</p>;
	if (school === null) return <p>{t('closedDay.county', said)}</p>;
	return <p>{t('closedDay.school', { ...said, school: words.school(school) })}</p>;
}
