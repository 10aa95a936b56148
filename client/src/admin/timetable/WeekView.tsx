import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, TermCalendar, Timetable, TimetableLesson } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';

import type { Filters } from '../list/useFilters.ts';
import { useMedia } from '../theme/useMedia.ts';
import { useToday, useZone } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { isoDate } from '../../format/index.ts';
import { shiftedDay, weekOf } from '../zonedTime.ts';
import { DayList } from './DayList.tsx';
import { fileOf, TimetableFile } from './ExportButton.tsx';
import { groupBy } from './groupBy.ts';
import type { SlotAt } from './moved.ts';
import { Overlays } from './Overlays.tsx';
import type { Over } from './Overlays.tsx';
import type { Target } from './places.ts';
import { PrintHead } from './PrintHead.tsx';
import type { ChosenScope } from './ScopeBar.tsx';
import { useCardWords } from './useCardWords.ts';
import { useBellsOf, useCalendarOf, useLessonsOf, useNames } from './useTimetable.ts';
import { useUndo } from './useUndo.ts';
import { WeekBar } from './WeekBar.tsx';
import type { GridDay } from './weekGrid.ts';
import { closuresFor, dayOf, daysOfWeek, placed, runsAs, spanOn, weekGrid } from './weekGrid.ts';
import type { Carried } from './WeekTable.tsx';
import { WeekTable } from './WeekTable.tsx';

const PHONE = '(max-width: 719px)';

/** The school whose lessons most of them are: a teacher's timetable goes by the bells of where they teach. */
function mostCommonSchool(timetable: Timetable | undefined) {
	const schoolOf = new Map<string, Timetable['classrooms'][number]['schoolId']>(
		timetable?.classrooms.map(({ classroomId, schoolId }) => [classroomId, schoolId]),
	);
	const counts = groupBy(timetable?.lessons ?? [], ({ sending }) => schoolOf.get(sending ?? ''));
	return [...counts]
		.filter(([school]) => school !== undefined)
		.toSorted((a, b) => b[1].length - a[1].length)[0]?.[0];
}

function useGrid(scope: ChosenScope, day: string) {
	const zone = useZone();
	const { first, last } = weekOf(day);
	const { reading, renewing } = useLessonsOf(scope, first, last);
	const calendar = useCalendarOf(day);
	const timetable = reading.state === 'ready' ? reading.data : undefined;
	const byTeacher = scope.by === 'teacher' ? mostCommonSchool(timetable) : undefined;
	const bells = useBellsOf(byTeacher ?? scope.schoolId);
	const ofSchool = scope.by === 'community' || scope.by === 'teacher' ? undefined : scope.schoolId;
	const grid = useMemo(() => {
		const lessons = placed(timetable?.lessons ?? [], zone);
		const taken = new Set(lessons.map((each) => each.day));
		const own = calendar && { ...calendar, closures: [...closuresFor(calendar.closures, ofSchool)] };
		return weekGrid(daysOfWeek(day, own, bells, taken), lessons);
	}, [timetable, zone, day, calendar, bells, ofSchool]);
	return { reading, renewing, timetable, calendar, bells, grid };
}

/** A lesson that was picked up, with what is in its way in the week that is shown. */
function useCarried(day: string) {
	const [lesson, setLesson] = useState<TimetableLesson>();
	const { first, last } = weekOf(day);
	const free = useApi(
		endpoints.freePlaces,
		{ params: { lessonId: lesson?.lessonId ?? '' }, query: { from: first, until: last } },
		{ enabled: lesson !== undefined },
	);
	const carried: Carried | undefined = lesson && {
		lesson,
		taken: free.state === 'ready' ? free.data.taken : undefined,
	};
	return { carried, pickUp: setLesson, putBack: () => setLesson(undefined) };
}

/** The weekday and period in which the series has a lesson. */
function slotOf(
	lesson: Lesson,
	calendar: TermCalendar | undefined,
	bells: ReturnType<typeof useBellsOf>,
	zone: string,
): SlotAt | null {
	if (lesson.series === null) return null;
	const day = dayOf(isoDate(lesson.series.from, zone), calendar, bells);
	const { from } = spanOn(lesson.series, zone);
	return { weekday: day.weekday, period: day.periods.find((period) => period.from === from)?.number ?? null };
}

type WeekViewProps = Readonly<{ scope: ChosenScope; day: string; filters: Filters }>;

/** What lies over the week, and how lessons get there. */
function useOver(day: string) {
	const { carried, pickUp, putBack } = useCarried(day);
	const [over, setOver] = useState<Over>();
	const drop = (target: Target, { weekday }: GridDay): void => {
		if (!carried) return;
		const { lesson } = carried;
		putBack();
		if (target.from === lesson.from) return;
		setOver({ what: 'move', lessonId: lesson.lessonId, target: { ...target, weekday } });
	};
	const open = (lesson: TimetableLesson): void => setOver({ what: 'panel', lessonId: lesson.lessonId });
	return { over, setOver, open, carried, pickUp, putBack, drop };
}

/** 课表 of one week; on a phone, of one day. */
export function WeekView({ scope, day, filters }: WeekViewProps) {
	const { t } = useTranslation('timetable');
	const { plan } = useRights();
	const zone = useZone();
	const today = useToday();
	const phone = useMedia(PHONE);
	const { reading, timetable, calendar, bells, grid } = useGrid(scope, day);
	const words = useCardWords(scope.by, useNames(timetable), scope.schoolId);
	const { over, setOver, open, carried, pickUp, putBack, drop } = useOver(day);
	const done = useUndo();
	const turn = (by: number): void => filters.set({ day: shiftedDay(day, by * (phone ? 1 : 7)) });
	const { first } = weekOf(day);
	const last = grid.days.at(-1)?.day ?? weekOf(day).last;
	const shownDay = grid.days.find((each) => each.day === day) ?? dayOf(day, calendar, bells);
	const week = grid.days[0]?.week ?? grid.days.at(-1)?.week ?? null;
	return (
		<>
			<WeekBar
				first={phone ? day : first}
				last={phone ? day : last}
				week={week}
				onTurn={turn}
				onToday={() => filters.set({ day: today })}
			>
				{!phone && <Button onClick={() => window.print()}>{t('print.button')}</Button>}
				<TimetableFile {...fileOf(scope)} layout="week" from={first} until={weekOf(day).last} />
			</WeekBar>
			{carried && (
				<p className="tt-carry" role="status">
					{t('carrying', { name: carried.lesson.title })}
				</p>
			)}
			<Body
				reading={reading}
				empty={scope.id === undefined && scope.by === 'teacher' ? t('chooseTeacher') : undefined}
				nothing={timetable?.lessons.length === 0 && !phone}
			>
				{phone ? (
					<DayList grid={grid} day={shownDay} words={words} onTurn={turn} onOpen={open} />
				) : (
					<div className="tt-print">
						<PrintHead scope={scope} calendar={calendar} week={week} first={first} last={last} />
						<WeekTable
							grid={grid}
							words={words}
							caption={t('caption', { name: scope.name })}
							onMake={
								plan
									? (onDay, { period }, span) => {
											const weekday = runsAs(grid.days, onDay);
											setOver({ what: 'make', day: onDay, weekday, span, period, scope });
										}
									: undefined
							}
							onOpen={open}
							carried={carried}
							onPickUp={pickUp}
							onPutBack={putBack}
							onDrop={drop}
							onTurn={turn}
						/>
					</div>
				)}
			</Body>
			<Overlays
				over={over}
				show={setOver}
				done={done}
				slotOf={(lesson) => slotOf(lesson, calendar, bells, zone)}
				calendar={calendar}
			/>
		</>
	);
}

type BodyProps = Readonly<{
	reading: ReturnType<typeof useGrid>['reading'];
	/** What is to be chosen first. */
	empty: string | undefined;
	nothing: boolean;
	children: React.ReactNode;
}>;

function Body({ reading, empty, nothing, children }: BodyProps) {
	const { t } = useTranslation('timetable');
	if (empty !== undefined) return <Empty icon="calendar" what={empty} />;
	if (reading.state === 'loading') return <Loading lines={12} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	return (
		<>
			{reading.failing && <FailureLine code={reading.failing.code} incident={reading.failing.incident} />}
			{nothing && <p className="admin-soft">{t('emptyWeek')}</p>}
			{children}
		</>
	);
}
