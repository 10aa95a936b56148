import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpecialDay, TermCalendar } from '@classroom/protocol';
import { Icon, toastError } from '../../components/index.ts';
import { useDone } from '../useDone.ts';
import { takenBack } from './dayDraft.ts';
import { EffectNotice } from './EffectNotice.tsx';
import { weekNumber } from './monthGrid.ts';
import { makeChanges, useCalendarChange } from './useCalendarChange.ts';
import { useDayWords } from './useDayWords.ts';
import { ChangeEffect } from './ChangeEffect.tsx';

/** Published holidays that the calendar does not have, to be taken over at a click. */
export function Suggested({ calendar }: { calendar: TermCalendar }) {
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	const done = useDone();
	const { term, suggested, specialDays } = calendar;
	const changing = useCalendarChange(term.termId);
	const { error } = changing;
	useEffect(() => {
		if (error) toastError(error.code, error.details);
	}, [error]);
	if (suggested.length === 0) return null;
	const now = new Map(specialDays.map((special) => [special.day, special]));
	const take = async (days: readonly SpecialDay[]): Promise<void> => {
		if (!(await changing.save({ what: 'special-days', days: [...days] }))) return;
		done(t('suggested.taken', { count: days.length }), () =>
			makeChanges(
				term.termId,
				...takenBack(
					days.map(({ day }) => day),
					now,
				),
			),
		);
	};
	return (
		<section className="admin-box" aria-labelledby="suggested">
			<div className="admin-box__head">
				<h2 id="suggested" className="admin-box__title">
					{t('suggested.title')}
				</h2>
				<Button
					type="primary"
					icon={<Icon name="check" size={16} />}
					loading={changing.busy}
					onClick={() => void take(suggested)}
				>
					{t('suggested.takeAll', { count: suggested.length })}
				</Button>
			</div>
			<p className="admin-soft">{t('suggested.about')}</p>
			<ul className="calendar-suggested">
				{suggested.map((special) => (
					<li key={special.day}>
						<Button
							className="calendar-suggested__day"
							aria-label={t('suggested.take', { day: words.dayText(special.day), name: special.name })}
							disabled={changing.busy}
							onClick={() => void take([special])}
						>
							<span className={`calendar-sign calendar-sign--${special.kind}`} aria-hidden="true">
								{words.sign(special.kind)}
							</span>
							{words.dayText(special.day)} {words.special(special, weekNumber(term, special.day))}
						</Button>
					</li>
				))}
			</ul>
			{changing.busy ? (
				<EffectNotice effect={undefined} />
			) : (
				<ChangeEffect termId={term.termId} change={{ what: 'special-days', days: suggested }} />
			)}
		</section>
	);
}
