import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Closure, TermCalendar } from '@classroom/protocol';
import { Icon, toastError } from '../../components/index.ts';
import { useToday } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { makeChanges, useCalendarChange } from './useCalendarChange.ts';
import { useDayWords } from './useDayWords.ts';

type ClosureListProps = Readonly<{
	calendar: TermCalendar;
	/** For who may close something. */
	onNew: (() => void) | undefined;
}>;

function ClosureLine({ calendar, closure }: Readonly<{ calendar: TermCalendar; closure: Closure }>) {
	const { t } = useTranslation('calendar');
	const today = useToday();
	const words = useDayWords();
	const done = useDone();
	const { termId } = calendar.term;
	const { closureId, from, until, whom, reason, mayChange } = closure;
	const changing = useCalendarChange(termId);
	const { error } = changing;
	useEffect(() => {
		if (error) toastError(error.code, error.details);
	}, [error]);
	const name = words.closedFor(closure);
	const days = words.span(from, until);
	const reopen = async (): Promise<void> => {
		if (!(await changing.save({ what: 'reopen', closureId }))) return;
		done(t('closures.reopened', { name, days }), () =>
			makeChanges(termId, {
				what: 'close',
				closure: { from: from < today ? today : from, until, whom, reason },
			}),
		);
	};
	return (
		<li className="admin-line">
			<span className="admin-member">
				<span className="admin-line__name">
					<span className="calendar-sign calendar-sign--closed" aria-hidden="true">
						{words.sign('closed')}
					</span>
					{name}
					<span className="admin-soft">{reason}</span>
				</span>
				<span className="admin-small">
					{days}
					{until < today && ` · ${t('closures.over')}`}
				</span>
			</span>
			{mayChange && (
				<Button
					type="text"
					size="small"
					className="admin-line__action"
					loading={changing.busy}
					aria-label={`${t('closures.reopen')} ${name} ${days}`}
					onClick={() => void reopen()}
				>
					{t('closures.reopen')}
				</Button>
			)}
		</li>
	);
}

/** Who has no lessons when. */
export function ClosureList({ calendar, onNew }: ClosureListProps) {
	const { t } = useTranslation('calendar');
	return (
		<section className="admin-box" aria-labelledby="closures">
			<div className="admin-box__head">
				<h2 id="closures" className="admin-box__title">
					{t('closures.title')}
				</h2>
				{onNew && (
					<Button icon={<Icon name="plus" size={16} />} onClick={onNew}>
						{t('closures.new')}
					</Button>
				)}
			</div>
			{calendar.closures.length === 0 ? (
				<p className="admin-soft">{t('closures.empty')}</p>
			) : (
				<ul className="admin-lines">
					{calendar.closures.map((closure) => (
						<ClosureLine key={closure.closureId} calendar={calendar} closure={closure} />
					))}
				</ul>
			)}
		</section>
	);
}
