import { Button, Drawer, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, MissedReason } from '@classroom/protocol';
import type { OpeningCounts, OpeningRate } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { useToday, useZone } from '../useCounty.ts';
import { shiftedDay } from '../zonedTime.ts';
import { instantsOf } from './range.ts';
import type { DayRange } from './range.ts';

/** Without a first day in the filter: about a term. */
const DAYS_BACK = 120;
const RENEW_MS = 60_000;

function useRate(range: DayRange) {
	const today = useToday();
	const from = range.from !== undefined && range.from < today ? range.from : shiftedDay(today, -DAYS_BACK);
	const to = range.to !== undefined && range.to >= from && range.to < today ? range.to : today;
	const { from: first = 0, until = 0 } = instantsOf({ from, to }, useZone());
	const reading = useApi(endpoints.openingRate, { query: { from: first, until } }, { everyMs: RENEW_MS });
	return { reading, from, to };
}

function percent(rate: number | null): string {
	return rate === null ? '–' : `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`;
}

function Reasons({ counts }: { counts: OpeningCounts }) {
	const { t } = useTranslation(['admin', 'words']);
	const named = MissedReason.options
		.filter((reason) => counts.missedBy[reason] > 0)
		.map((reason) => `${t(`words:missedReason.${reason}`)} ${counts.missedBy[reason]}`);
	const all =
		counts.unexplained > 0 ? [...named, t('lessons.rate.unexplained', { count: counts.unexplained })] : named;
	return all.length === 0 ? null : <span className="admin-small">{all.join(' · ')}</span>;
}

function RateTable({
	title,
	rows,
}: Readonly<{ title: string; rows: { key: string; name: string; counts: OpeningCounts }[] }>) {
	const { t } = useTranslation('admin');
	if (rows.length === 0) return null;
	const worst = rows.toSorted((a, b) => (a.counts.rate ?? 2) - (b.counts.rate ?? 2));
	return (
		<Table
			size="small"
			pagination={false}
			dataSource={worst}
			columns={[
				{
					...{ title, key: 'name' },
					render: (_, { name, counts }) => (
						<>
							{name}
							<Reasons counts={counts} />
						</>
					),
				},
				{ title: t('lessons.rate.title'), key: 'rate', render: (_, { counts }) => percent(counts.rate) },
				{ title: t('lessons.rate.planned'), key: 'planned', render: (_, { counts }) => counts.planned },
				{ title: t('lessons.rate.missed'), key: 'missed', render: (_, { counts }) => counts.missed },
				{ title: t('lessons.rate.cancelled'), key: 'cancelled', render: (_, { counts }) => counts.cancelled },
			]}
		/>
	);
}

function RateDrawer({ rate, onClose }: Readonly<{ rate: OpeningRate; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const communities = rate.communities.map(({ communityId, ...row }) => ({ key: communityId, ...row }));
	const schools = rate.schools.map(({ schoolId, ...row }) => ({ key: schoolId, ...row }));
	return (
		<Drawer open title={t('lessons.rate.title')} size="min(720px, 100vw)" onClose={onClose}>
			<p className="admin-small">{t('lessons.rate.rule')}</p>
			<RateTable title={t('lessons.rate.community')} rows={communities} />
			<RateTable title={t('lessons.rate.school')} rows={schools} />
		</Drawer>
	);
}

/** 开课率 of the days shown, as far as they are past. */
export function OpeningRateCard({ range }: { range: DayRange }) {
	const { t } = useTranslation('admin');
	const { reading, from, to } = useRate(range);
	const [open, setOpen] = useState(false);
	if (reading.state !== 'ready' || reading.data.total.planned === 0) return null;
	const { total } = reading.data;
	return (
		<section className="admin-rate" aria-label={t('lessons.rate.title')}>
			<p>
				<strong>
					{t('lessons.rate.title')} {percent(total.rate)}
				</strong>
				<span>
					{t('lessons.rate.line', {
						...{ from, to, planned: total.planned, taught: total.taught },
						...{ missed: total.missed, cancelled: total.cancelled },
					})}
				</span>
				<Button size="small" onClick={() => setOpen(true)}>
					{t('lessons.rate.bySchool')}
				</Button>
			</p>
			<Reasons counts={total} />
			{open && <RateDrawer rate={reading.data} onClose={() => setOpen(false)} />}
		</section>
	);
}
