import { useTranslation } from 'react-i18next';
import type { BellSchedule, Period } from '@classroom/protocol';
import { NOON, spanText } from './bellTimes.ts';
import { Timeline } from './Timeline.tsx';
import { useBellWords } from './useBellWords.ts';

function Half({ title, periods }: Readonly<{ title: string; periods: readonly Period[] }>) {
	const { t } = useTranslation('bells');
	if (periods.length === 0) return null;
	return (
		<table className="bells-half">
			<caption>{title}</caption>
			<tbody>
				{periods.map((period) => (
					<tr key={period.number}>
						<th scope="row">{period.name}</th>
						<td>{spanText(period)}</td>
						<td className="admin-soft">{t('minutes', { count: period.until - period.from })}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** One of a school's schedules: when it holds, its day on a line, its periods before and after noon. */
export function ScheduleCard({ schedule }: { schedule: BellSchedule }) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const { name, periods } = schedule;
	return (
		<section className="admin-box" aria-label={name}>
			<div className="admin-box__head">
				<h2 className="admin-box__title">{name}</h2>
				<span className="admin-soft">{words.when(schedule)}</span>
			</div>
			<Timeline
				blocks={periods.map(({ number, from, until }) => ({
					key: String(number),
					label: String(number),
					from,
					until,
				}))}
			/>
			<div className="bells-halves">
				<Half title={t('morning')} periods={periods.filter(({ from }) => from < NOON)} />
				<Half title={t('afternoon')} periods={periods.filter(({ from }) => from >= NOON)} />
			</div>
		</section>
	);
}
