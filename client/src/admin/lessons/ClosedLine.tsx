import { useTranslation } from 'react-i18next';
import type { DayClosed } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { useDayText } from '../communities/useDayText.ts';

const WIDTH = 16;

/** Why there can be no lesson on a day. */
export function ClosedLine({ closed }: { closed: DayClosed }) {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const day = useDayText()(closed.day);
	const { why, reason, school } = closed;
	if (why !== 'closed') return <p>{t('lessons.closed.special', { day, reason })}</p>;
	if (school === null) return <p>{t('lessons.closed.county', { day, reason })}</p>;
	return <p>{t('lessons.closed.school', { day, reason, school: schoolName(school, WIDTH, county) })}</p>;
}
