import { useTranslation } from 'react-i18next';
import type { BellSchedule, Period, Slot, Term } from '@classroom/protocol';
import { classes } from '../../components/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { useDayWords, weekdays } from '../calendar/useDayWords.ts';
import { useToday } from '../useCounty.ts';
import { shiftedDay, weekOf } from '../zonedTime.ts';
import { sameSlot, toggled } from './seriesDraft.ts';
import { periodsOn } from './weekGrid.ts';

type SlotGridProps = Readonly<{
	id: string;
	term: Term;
	bells: readonly BellSchedule[];
	slots: readonly Slot[];
	onChange: (slots: Slot[]) => void;
}>;

/** Where no bells are known there are as many, without times. */
const USUAL_PERIODS = 8;

/** The periods of each weekday in a week of the term that is on, or comes. */
export function usePeriods(
	term: Term,
	bells: readonly BellSchedule[],
): (weekday: number) => readonly Period[] {
	const today = useToday();
	const day = today < term.firstDay || today > term.lastDay ? term.firstDay : today;
	const { first } = weekOf(day);
	return (weekday) => periodsOn(bells, shiftedDay(first, weekday - 1), weekday);
}

/** 周几第几节: weekdays across, periods down; a click chooses. */
export function SlotGrid({ id, term, bells, slots, onChange }: SlotGridProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	const periodsOf = usePeriods(term, bells);
	const shown = weekdays.filter((each) => each < 6 || slots.some(({ weekday }) => weekday === each));
	const known = new Map(
		shown.flatMap((each) => periodsOf(each).map((period) => [period.number, period] as const)),
	);
	const numbers =
		known.size > 0
			? [...known.keys()].toSorted((a, b) => a - b)
			: Array.from({ length: USUAL_PERIODS }, (_, place) => place + 1);
	return (
		<table className="tt-slots" id={id} tabIndex={-1}>
			<thead>
				<tr>
					<th>{t('period')}</th>
					{shown.map((weekday) => (
						<th key={weekday} scope="col">
							{words.weekday(weekday)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{numbers.map((number) => (
					<tr key={number}>
						<th scope="row">
							{known.get(number)?.name ?? t('periodNumber', { number })}
							<small>{known.has(number) && spanText(known.get(number) ?? { from: 0, until: 0 })}</small>
						</th>
						{shown.map((weekday) => {
							const slot: Slot = { weekday, period: number, own: null };
							const chosen = slots.some((each) => sameSlot(each, slot));
							const there = known.size === 0 || periodsOf(weekday).some((each) => each.number === number);
							return (
								<td key={weekday}>
									<button
										type="button"
										className={classes('tt-slot', chosen && 'tt-slot--chosen')}
										aria-pressed={chosen}
										aria-label={`${words.weekday(weekday)} ${t('periodNumber', { number })}`}
										disabled={!there && !chosen}
										onClick={() => onChange(toggled(slots, slot))}
									>
										{chosen ? '✓' : ''}
									</button>
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}
