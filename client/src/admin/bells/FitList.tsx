import { useTranslation } from 'react-i18next';
import type { PeriodFit, SchoolId } from '@classroom/protocol';
import { StateMark } from '../../components/index.ts';
import { spanText } from './bellTimes.ts';
import { stateOf } from './fits.ts';
import { useBellWords } from './useBellWords.ts';

type School = Readonly<{ schoolId: SchoolId; school: string }>;
type FitListProps = Readonly<{ schools: readonly School[]; fits: readonly PeriodFit[] }>;

function FitLine({
	schools: [sending, ...receiving],
	fit,
}: Readonly<{ schools: readonly School[]; fit: PeriodFit }>) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const { period, minutes, share } = fit;
	const length = period.until - period.from;
	return (
		<li className="bells-fit">
			<div className="bells-fit__head">
				<strong>{period.name}</strong>
				<span className="bells-fit__time">{spanText(period)}</span>
				<StateMark
					state={stateOf(share)}
					word={share >= 1 ? t('compare.whole') : t('compare.part', { minutes, length })}
				/>
			</div>
			<ul className="admin-soft">
				{fit.receiving.map((best, place) => {
					const school = words.school(receiving[place]?.school ?? '', 10);
					return (
						<li key={receiving[place]?.schoolId ?? place}>
							{best.period
								? t('compare.line', {
										school,
										period: best.period.name,
										sending: words.school(sending?.school ?? '', 10),
										other: period.name,
										count: best.minutes,
									})
								: t('compare.break', { school })}
						</li>
					);
				})}
			</ul>
		</li>
	);
}

/** The sending school's periods, those first that all receiving schools have the most of. */
export function FitList({ schools, fits }: FitListProps) {
	const { t } = useTranslation('bells');
	return (
		<section className="admin-box" aria-labelledby="fits">
			<h2 id="fits" className="admin-box__title">
				{t('compare.best')}
			</h2>
			<ol className="bells-fits">
				{fits.map((fit) => (
					<FitLine key={fit.period.number} schools={schools} fit={fit} />
				))}
			</ol>
		</section>
	);
}
