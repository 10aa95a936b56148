import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import type { Filters } from '../list/useFilters.ts';
import { useZone } from '../useCounty.ts';
import { shiftedDay } from '../zonedTime.ts';
import { instantsOf } from './range.ts';

/** What is asked about: half a year. Nobody remembers longer. */
const DAYS_BACK = 183;
const RENEW_MS = 60_000;

/** How many lessons wait to be told why they did not take place, and the way to them. */
export function MissedNotice({ filters, today }: Readonly<{ filters: Filters; today: string }>) {
	const { t } = useTranslation('admin');
	const range = { from: shiftedDay(today, -DAYS_BACK), to: today };
	const asked = useApi(
		endpoints.listLessons,
		{ query: { limit: 1, only: 'unexplained', ...instantsOf(range, useZone()) } },
		{ everyMs: RENEW_MS },
	);
	const count = asked.state === 'ready' ? asked.data.total : 0;
	if (filters.get('only') !== undefined) {
		return (
			<div className="admin-clash" role="status">
				<Icon name="warning" />
				<div className="admin-clash__free">
					<span>{t('lessons.missed.shown', { count })}</span>
					<Button
						size="small"
						onClick={() => filters.set({ only: undefined, from: undefined, to: undefined })}
					>
						{t('lessons.missed.back')}
					</Button>
				</div>
			</div>
		);
	}
	if (count === 0) return null;
	return (
		<div className="admin-clash" role="status">
			<Icon name="warning" />
			<div className="admin-clash__free">
				<span>{t('lessons.missed.notice', { count })}</span>
				<Button size="small" onClick={() => filters.set({ only: 'unexplained', ...range })}>
					{t('lessons.missed.show')}
				</Button>
			</div>
		</div>
	);
}
