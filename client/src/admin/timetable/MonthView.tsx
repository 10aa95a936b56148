import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Closure, TermCalendar, TimetableLesson } from '@classroom/protocol';
import { Failure, Loading } from '../../components/index.ts';
import { timeText, isoDate } from '../../format/index.ts';
import { useDayWords, weekdays } from '../calendar/useDayWords.ts';
import type { Filters } from '../list/useFilters.ts';
import { useToday, useZone } from '../useCounty.ts';
import { shiftedDay, weekOf } from '../zonedTime.ts';
import { fileOf, TimetableFile } from './ExportButton.tsx';
import { Marks } from './LessonCard.tsx';
import { groupBy } from './groupBy.ts';
import type { ChosenScope } from './ScopeBar.tsx';
import { useCalendarOf, useLessonsOf } from './useTimetable.ts';
import { WeekBar } from './WeekBar.tsx';
import { closureOf, dayOf } from './weekGrid.ts';

const MOST_SHOWN = 4;

/** The days of the month that `day` is in, filled up to whole weeks: at most 42. */
export function monthDays(day: string): readonly string[] {
	const month = day.slice(0, 7);
	const { first } = weekOf(`${month}-01`);
	const next = shiftedDay(`${month}-28`, 4).slice(0, 7);
	const { last } = weekOf(shiftedDay(`${next}-01`, -1));
	const length = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
	return Array.from({ length }, (_, place) => shiftedDay(first, place));
}

/** The same day of another month, or its last. */
const monthAway = (day: string, by: number): string => {
	const month = shiftedDay(`${day.slice(0, 7)}-01`, by > 0 ? 31 : -1).slice(0, 7);
	return `${month}-01`;
};

type CellProps = Readonly<{
	day: string;
	month: string;
	lessons: readonly TimetableLesson[];
	calendar: TermCalendar | undefined;
	isClosedBy: (closure: Closure) => boolean;
	onOpen: () => void;
}>;

function MonthCell({ day, month, lessons, calendar, isClosedBy, onOpen }: CellProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	const zone = useZone();
	const today = useToday();
	const { special, week, closed, closures } = dayOf(day, calendar, [], isClosedBy);
	const away = day.startsWith(month) ? '' : ' tt-month__day--away';
	return (
		<td
			className={`tt-month__day${away}${closed === null ? '' : ' tt-cell--closed'}`}
			aria-current={day === today ? 'date' : undefined}
		>
			<button type="button" className="tt-month__open" title={t('month.open')} onClick={onOpen}>
				<span className={day === today ? 'tt-day__today' : undefined}>{Number(day.slice(8))}</span>
				{lessons.length > 0 && (
					<span className="tt-month__count">{t('month.count', { count: lessons.length })}</span>
				)}
				{closed === 'closed' && (
					<span className="tt-day__note">
						<span className="calendar-sign calendar-sign--closed">{words.sign('closed')}</span>
						{closures.find(isClosedBy)?.reason}
					</span>
				)}
				{special && (
					<span className="tt-day__note">
						<span className={`calendar-sign calendar-sign--${special.kind}`}>{words.sign(special.kind)}</span>
						{words.special(special, week)}
					</span>
				)}
			</button>
			<ul className="tt-month__lessons">
				{lessons.slice(0, MOST_SHOWN).map((lesson) => (
					<li
						key={lesson.lessonId}
						className={lesson.status === 'cancelled' ? 'tt-lesson--cancelled' : undefined}
					>
						<Marks lesson={lesson} />
						{timeText(lesson.from, zone)} <span className="tt-lesson__title">{lesson.title}</span>
					</li>
				))}
				{lessons.length > MOST_SHOWN && (
					<li className="admin-soft">{t('month.more', { count: lessons.length - MOST_SHOWN })}</li>
				)}
			</ul>
		</td>
	);
}

/** A month of whomever or whatever; a day leads to its week. */
export function MonthView({
	scope,
	day,
	filters,
}: Readonly<{ scope: ChosenScope; day: string; filters: Filters }>) {
	const words = useDayWords();
	const zone = useZone();
	const today = useToday();
	const days = monthDays(day);
	const [first = day, last = day] = [days[0], days.at(-1)];
	const calendar = useCalendarOf(day);
	const isClosedBy = closureOf(scope.schoolId, scope.by === 'community' ? scope.id : undefined);
	const { reading } = useLessonsOf(scope, first, last);
	const timetable = reading.state === 'ready' ? reading.data : undefined;
	const byDay = useMemo(
		() => groupBy(timetable?.lessons ?? [], ({ from }) => isoDate(from, zone)),
		[timetable, zone],
	);
	const month = day.slice(0, 7);
	const weeks = Array.from({ length: days.length / 7 }, (_, place) => days.slice(place * 7, place * 7 + 7));
	return (
		<>
			<WeekBar
				first={`${month}-01`}
				last={shiftedDay(monthAway(day, 1), -1)}
				week={undefined}
				title={words.month(month)}
				onTurn={(by) => filters.set({ day: monthAway(day, by) })}
				onToday={() => filters.set({ day: today })}
			>
				<TimetableFile
					{...fileOf(scope)}
					layout="month"
					from={`${month}-01`}
					until={shiftedDay(monthAway(day, 1), -1)}
				/>
			</WeekBar>
			{reading.state === 'loading' && <Loading lines={12} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{timetable && (
				<div className="tt-scroll">
					<table className="tt-week tt-month" aria-label={words.month(month)}>
						<thead>
							<tr>
								{weekdays.map((weekday) => (
									<th key={weekday} scope="col">
										{words.weekday(weekday)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{weeks.map((week) => (
								<tr key={week[0]}>
									{week.map((each) => (
										<MonthCell
											key={each}
											day={each}
											month={month}
											lessons={byDay.get(each) ?? []}
											calendar={calendar}
											isClosedBy={isClosedBy}
											onOpen={() => filters.set({ day: each, view: undefined })}
										/>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</>
	);
}
