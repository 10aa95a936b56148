import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchoolId, TermCalendar, Timetable, TimetableLesson } from '@classroom/protocol';
import { serverNow } from '../../api/serverClock.ts';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';
import { isoDate } from '../../format/index.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { useCommunities } from '../choices/useAll.ts';
import type { Filters } from '../list/useFilters.ts';
import { useToday, useZone } from '../useCounty.ts';
import { shiftedDay } from '../zonedTime.ts';
import { axisOf, dayRows } from './dayAxis.ts';
import type { DayPlace } from './dayPlaces.ts';
import { placesOn } from './dayPlaces.ts';
import { DayRows } from './DayRows.tsx';
import { TimetableFile } from './ExportButton.tsx';
import { slotIn } from './moved.ts';
import { Overlays } from './Overlays.tsx';
import { useCardWords } from './useCardWords.ts';
import { useOver } from './useOver.ts';
import { useBells, useCalendarOf, useLessonsOf, useNames } from './useTimetable.ts';
import { useUndo } from './useUndo.ts';
import { WeekBar } from './WeekBar.tsx';
import { dayOf } from './weekGrid.ts';
import type { GridDay } from './weekGrid.ts';

const wholeCounty = { by: 'county', id: undefined } as const;

/** Whose bells a lesson goes by: the school's that gives it. */
function schoolOf(lesson: TimetableLesson, classrooms: Timetable['classrooms']): SchoolId | undefined {
	const place = lesson.sending ?? lesson.receiving[0];
	return classrooms.find(({ classroomId }) => classroomId === place)?.schoolId;
}

/** A holiday, exams or a make-up day: why there are no lessons, or another day's. */
function SpecialDayMark({ day: { special, week } }: { day: GridDay }) {
	const words = useDayWords();
	if (special === undefined) return null;
	return (
		<span className="tt-day__note">
			<span className={`calendar-sign calendar-sign--${special.kind}`}>{words.sign(special.kind)}</span>
			{words.special(special, week)}
		</span>
	);
}

/** A lesson that is moved along its day, from the moment it is picked up until it is saved. */
function useMoving(day: string, calendar: TermCalendar | undefined, timetable: Timetable | undefined) {
	const zone = useZone();
	// Also while the dialog is open, in which nothing is carried any more.
	const [schoolId, setSchoolId] = useState<SchoolId>();
	const { carried, drop, pickUp, ...rest } = useOver(day, day, timetable?.lessons);
	const bells = useBells(schoolId);
	const on = dayOf(day, calendar, bells.schedules);
	const places = carried && bells.known ? placesOn(on, carried, zone, serverNow()) : undefined;
	return {
		...rest,
		carried,
		places,
		slotOf: (lesson: Parameters<typeof slotIn>[0]) => slotIn(lesson, calendar, bells.schedules, zone),
		pickUp: (lesson: TimetableLesson): void => {
			setSchoolId(schoolOf(lesson, timetable?.classrooms ?? []));
			pickUp(lesson);
		},
		drop: ({ target }: DayPlace): void => drop(target, on),
	};
}

/** The county's day: classrooms down, grouped by community, the time across. */
export function CountyDay({ day, filters }: Readonly<{ day: string; filters: Filters }>) {
	const { t } = useTranslation(['timetable', 'admin']);
	const zone = useZone();
	const today = useToday();
	const done = useUndo();
	const calendar = useCalendarOf(day);
	const { reading } = useLessonsOf(wholeCounty, day, day);
	const { items: communities } = useCommunities();
	const timetable = reading.state === 'ready' ? reading.data : undefined;
	const words = useCardWords('county', useNames(timetable));
	const moving = useMoving(day, calendar, timetable);
	const others = t('admin:lessons.otherSchools');
	const lessons = useMemo(
		() => (timetable?.lessons ?? []).filter(({ from }) => isoDate(from, zone) === day),
		[timetable, zone, day],
	);
	const rows = useMemo(
		() => dayRows({ lessons, classrooms: timetable?.classrooms ?? [] }, communities, others, zone),
		[lessons, timetable, communities, others, zone],
	);
	const on = dayOf(day, calendar, []);
	const axis = axisOf(
		lessons,
		zone,
		moving.places?.map(({ span }) => span),
	);
	return (
		<>
			<WeekBar
				first={day}
				last={day}
				week={on.week}
				onTurn={(by) => filters.set({ day: shiftedDay(day, by) })}
				onToday={() => filters.set({ day: today })}
			>
				<SpecialDayMark day={on} />
				<span className="admin-soft">
					{timetable && t('county.lessons', { count: timetable.lessons.length })}
				</span>
				<TimetableFile by="county" name={t('view.day')} layout="day" from={day} until={day} />
			</WeekBar>
			{reading.state === 'loading' && <Loading lines={12} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{reading.state === 'ready' && reading.failing && (
				<FailureLine code={reading.failing.code} incident={reading.failing.incident} />
			)}
			{timetable && rows.length === 0 && <Empty icon="calendar" what={t('county.empty')} />}
			{rows.length > 0 && (
				<DayRows
					rows={rows}
					axis={axis}
					words={words}
					today={day === today}
					carried={moving.carried?.lesson}
					places={moving.places}
					onOpen={moving.open}
					onPickUp={moving.pickUp}
					onPutBack={moving.putBack}
					onDrop={moving.drop}
				/>
			)}
			<Overlays
				over={moving.over}
				show={moving.setOver}
				done={done}
				slotOf={moving.slotOf}
				calendar={calendar}
			/>
		</>
	);
}
