import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDayWords } from '../calendar/useDayWords.ts';

type WeekBarProps = Readonly<{
	/** What is shown, both included. */
	first: string;
	last: string;
	/** Of the term; null: outside of it; undefined: it is more than one. */
	week: number | null | undefined;
	/** Instead of the days from first to last. */
	title?: string;
	onTurn: (by: number) => void;
	onToday: () => void;
	children?: ReactNode;
}>;

/** Which week (or day) it is, and the way to the others. */
export function WeekBar({ first, last, week, title, onTurn, onToday, children }: WeekBarProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	return (
		<div className="tt-bar">
			<Button aria-label={t('back')} title={t('back')} onClick={() => onTurn(-1)}>
				‹
			</Button>
			<Button onClick={onToday}>{t('now')}</Button>
			<Button aria-label={t('forward')} title={t('forward')} onClick={() => onTurn(1)}>
				›
			</Button>
			<strong className="tt-bar__week" aria-live="polite">
				{week === undefined
					? title
					: week === null
						? t('outsideTerm')
						: t(week % 2 === 1 ? 'oddWeek' : 'evenWeek', { week })}
			</strong>
			{week !== undefined && <span className="admin-soft">{words.span(first, last)}</span>}
			{children}
		</div>
	);
}
