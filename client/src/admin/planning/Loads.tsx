import { useTranslation } from 'react-i18next';
import type { PlanningProposal } from '@classroom/protocol';
import type { PlanWords } from './usePlanWords.ts';

/** How even the load is: what each teacher has, and gets, of what they may have. */
export function Loads({ loads, words }: Readonly<{ loads: PlanningProposal['loads']; words: PlanWords }>) {
	const { t } = useTranslation('planning');
	if (loads.length === 0) return null;
	const whole = Math.max(
		...loads.map(({ given, proposed, mostAWeek }) => Math.max(given + proposed, mostAWeek)),
	);
	const width = (lessons: number) => ({ width: `${(lessons / Math.max(1, whole)) * 100}%` });
	return (
		<section>
			<h2 className="tt-panel__title">{t('load.title')}</h2>
			<p className="admin-soft">{t('load.about')}</p>
			<ul className="plan-loads">
				{loads.map(({ teacherId, given, proposed, mostAWeek }) => (
					<li
						key={teacherId}
						aria-label={t('load.line', { name: words.name(teacherId), given, proposed, most: mostAWeek })}
					>
						<span className="plan-loads__name">{words.name(teacherId)}</span>
						<span className="plan-loads__bar" aria-hidden="true">
							<span className="plan-loads__given" style={width(given)} />
							<span className="plan-loads__proposed" style={width(proposed)} />
							<span
								className="plan-loads__most"
								style={{ left: `${(mostAWeek / Math.max(1, whole)) * 100}%` }}
							/>
						</span>
						<span className="plan-loads__figures" aria-hidden="true">
							{t('load.figures', { given, proposed, most: mostAWeek })}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}
