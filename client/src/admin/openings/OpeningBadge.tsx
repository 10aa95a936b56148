import './openings.css';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { useDayNews } from '../../day/useDayNews.ts';

const RENEW_MS = 60_000;
const stale = [endpoints.openingNews, endpoints.listOpenings, endpoints.readOpening];

/** How much of the sign-ups waits for who is signed in: to be confirmed, or to be known. */
export function OpeningBadge() {
	const { t } = useTranslation('openings');
	useDayNews(stale);
	const reading = useApi(endpoints.openingNews, {}, { everyMs: RENEW_MS });
	const count = reading.state === 'ready' ? reading.data.toConfirm + reading.data.news : 0;
	if (count === 0) return null;
	return (
		<span className="opening-badge" aria-label={t('badge', { count })}>
			{count > 99 ? '99+' : count}
		</span>
	);
}
