import { useTranslation } from 'react-i18next';
import type { Period } from '@classroom/protocol';
import { classes } from '../../components/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { schoolWeek } from './planGrid.ts';
import { isAway, withAway } from './profileDraft.ts';
import type { Away, PeriodsOf } from './profileDraft.ts';

type AwayGridProps = Readonly<{
	id: string;
	away: Away;
	periodsOf: PeriodsOf;
	onChange: (away: Away) => void;
}>;

type Place = Readonly<{ weekday: (typeof schoolWeek)[number]; period: Period }>;

/** All are switched to what the first is not. */
function switched(away: Away, places: readonly Place[]): Away {
	const gone = places.every(({ weekday, period }) => isAway(away, weekday, period));
	return places.reduce((result, { weekday, period }) => withAway(result, weekday, period, !gone), away);
}

/** When a teacher cannot teach: weekdays across, periods down. */
export function AwayGrid({ id, away, periodsOf, onChange }: AwayGridProps) {
	const { t } = useTranslation('planning');
	const words = useDayWords();
	const all = schoolWeek.flatMap((weekday) => periodsOf(weekday).map((period) => ({ weekday, period })));
	const numbers = [...new Set(all.map(({ period }) => period.number))].sort((a, b) => a - b);
	if (numbers.length === 0) return <p className="admin-note">{t('teachers.form.noBells')}</p>;
	const at = (number: number): readonly Place[] => all.filter(({ period }) => period.number === number);
	const on = (day: number): readonly Place[] => all.filter(({ weekday }) => weekday === day);
	return (
		<div className="tt-scroll" id={id}>
			<table className="plan-away">
				<thead>
					<tr>
						<td />
						{schoolWeek.map((weekday) => (
							<th key={weekday} scope="col">
								<button type="button" onClick={() => onChange(switched(away, on(weekday)))}>
									{words.weekday(weekday)}
								</button>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{numbers.map((number) => (
						<tr key={number}>
							<th scope="row">
								<button type="button" onClick={() => onChange(switched(away, at(number)))}>
									{t('periodNumber', { number })}
								</button>
							</th>
							{schoolWeek.map((weekday) => (
								<AwayCell
									key={weekday}
									weekday={weekday}
									period={at(number).find((place) => place.weekday === weekday)?.period}
									away={away}
									onChange={onChange}
								/>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function AwayCell({
	weekday,
	period,
	away,
	onChange,
}: Readonly<{ weekday: Place['weekday']; period: Period | undefined }> &
	Pick<AwayGridProps, 'away' | 'onChange'>) {
	const { t } = useTranslation('planning');
	const words = useDayWords();
	if (period === undefined) return <td />;
	const gone = isAway(away, weekday, period);
	const said = gone ? t('teachers.form.isAway') : t('teachers.form.isFree');
	return (
		<td>
			<button
				type="button"
				className={classes('plan-away__cell', gone && 'plan-away__cell--gone')}
				aria-pressed={gone}
				aria-label={`${words.weekday(weekday)} ${period.name} ${said}`}
				title={spanText(period)}
				onClick={() => onChange(withAway(away, weekday, period, !gone))}
			>
				{gone ? '■' : ''}
			</button>
		</td>
	);
}
