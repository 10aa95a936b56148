import { useTranslation } from 'react-i18next';
import type { Closure, SpecialDay, Term } from '@classroom/protocol';
import { DayCell } from './DayCell.tsx';
import { isInTerm, marksOf } from './monthGrid.ts';
import type { GridMonth } from './monthGrid.ts';
import type { DayKeys } from './useDayKeys.ts';
import { useDayWords, weekdays } from './useDayWords.ts';

type MonthTableProps = Readonly<{
	term: Term;
	month: GridMonth;
	specialDays: ReadonlyMap<string, SpecialDay>;
	closures: readonly Closure[];
	today: string;
	keys: DayKeys;
	/** For who may change a day. */
	onOpen: ((day: string) => void) | undefined;
}>;

/** One month as on a wall: weeks down with their numbers, Monday to Sunday across. */
export function MonthTable(props: MonthTableProps) {
	const { term, month, specialDays, closures, today, keys, onOpen } = props;
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	return (
		<table className="calendar-month">
			<caption>{words.month(month.month)}</caption>
			<thead>
				<tr>
					<th scope="col">{t('weekHead')}</th>
					{weekdays.map((weekday) => (
						<th key={weekday} scope="col">
							{words.weekday(weekday)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{month.weeks.map(({ monday, number, days }) => (
					<tr key={monday}>
						<th scope="row" className="calendar-week">
							{number}
							<small>{number % 2 === 1 ? t('odd') : t('even')}</small>
						</th>
						{days.map((day, place) =>
							day === null ? (
								<td key={`${monday} ${weekdays[place] ?? 0}`} className="calendar-day calendar-day--other" />
							) : (
								<DayCell
									key={day}
									day={day}
									month={month.month}
									week={number}
									inTerm={isInTerm(term, day)}
									marks={marksOf(day, specialDays, closures)}
									today={today}
									focused={keys.focused === day}
									onOpen={onOpen}
									onFocus={keys.onFocus}
								/>
							),
						)}
					</tr>
				))}
			</tbody>
		</table>
	);
}
