import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SeriesFit, Slot } from '@classroom/protocol';
import { FailureLine, Icon } from '../../components/index.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { ClashLines } from './ClashLines.tsx';
import type { FitReading } from './useSeriesFit.ts';

const MOST_OMITTED = 4;
const MOST_FREE = 8;

type FitNoticeProps = Readonly<{
	fit: FitReading;
	leaveOut: boolean;
	onLeaveOut: (leaveOut: boolean) => void;
	onChoose: (slot: Slot) => void;
}>;

function Omitted({ fit }: { fit: SeriesFit }) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	if (fit.omitted.length === 0) return null;
	const shown = fit.omitted.slice(0, MOST_OMITTED);
	return (
		<p className="tt-fit__omitted">
			{t('series.omitted', { count: fit.omitted.length })}
			{shown.map(({ day, period, why }) => (
				<span key={`${day} ${period}`}>
					{words.dayText(day)} {t(`series.why.${why}`)}
				</span>
			))}
			{fit.omitted.length > shown.length && <span>…</span>}
		</p>
	);
}

/** What the series would be: how many lessons, what is left out, what is in the way, and where nothing is. */
export function FitNotice({ fit, leaveOut, onLeaveOut, onChoose }: FitNoticeProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	if (fit.state === 'none') return null;
	if (fit.state === 'loading') return <p className="admin-soft">{t('move.checking')}</p>;
	if (fit.state === 'failed') {
		const { code, incident, details } = fit.error;
		return code === 'bad-request' || code === 'bad-weeks' ? null : (
			<FailureLine code={code} incident={incident} details={details} />
		);
	}
	const { data } = fit;
	const poor = data.shares.some((share) => share < 1);
	return (
		<section className="tt-fit" role="status">
			<p className="tt-fit__count">
				<Icon name={data.clashing > 0 ? 'warning' : 'check'} />
				{t('series.lessons', { count: data.lessons })}
			</p>
			<Omitted fit={data} />
			{data.madeUp > 0 && <p className="tt-fit__omitted">{t('series.madeUp', { count: data.madeUp })}</p>}
			{data.clashing > 0 && (
				<>
					<ClashLines clashes={data.clashes} count={data.clashing} />
					<Checkbox checked={leaveOut} onChange={(event) => onLeaveOut(event.target.checked)}>
						{t('series.leaveOut', { count: data.clashing })}
					</Checkbox>
				</>
			)}
			{(data.clashing > 0 || poor) && data.free.length > 0 && (
				<div className="tt-fit__free">
					<span>{t('series.free')}</span>
					{data.free.slice(0, MOST_FREE).map(({ slot, period, share }) => (
						<Button key={`${slot.weekday} ${slot.period}`} size="small" onClick={() => onChoose(slot)}>
							{words.weekday(slot.weekday)} {period.name} ·{' '}
							{t('series.percent', { percent: Math.round(share * 100) })}
						</Button>
					))}
				</div>
			)}
		</section>
	);
}
