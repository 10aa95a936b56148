import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timetable } from '@classroom/protocol';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';
import type { Filters } from '../list/useFilters.ts';
import { useMedia } from '../theme/useMedia.ts';
import { useToday, useZone } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { shiftedDay, weekOf } from '../zonedTime.ts';
import { DayList } from './DayList.tsx';
import { fileOf, TimetableFile } from './ExportButton.tsx';
import { groupBy } from './groupBy.ts';
import { slotIn } from './moved.ts';
import { Overlays } from './Overlays.tsx';
import { PrintHead } from './PrintHead.tsx';
import type { ChosenScope } from './ScopeBar.tsx';
import { useCardWords } from './useCardWords.ts';
import { useBellsOf, useCalendarOf, useLessonsOf, useNames } from './useTimetable.ts';
import { useOver } from './useOver.ts';
import { useUndo } from './useUndo.ts';
import { WeekBar } from './WeekBar.tsx';
import { closureOf, closuresFor, dayOf, daysOfWeek, placed, runsAs, weekGrid } from './weekGrid.ts';
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
	const ofSchool = scope.by === 'community' ? undefined : (byTeacher ?? scope.schoolId);
	const ofCommunity = scope.by === 'community' ? scope.id : undefined;
	const grid = useMemo(() => {
		const lessons = placed(timetable?.lessons ?? [], zone);
		const taken = new Set(lessons.map((each) => each.day));
		const own = calendar && { ...calendar, closures: [...closuresFor(calendar.closures, ofSchool)] };
		const closedBy = closureOf(ofSchool, ofCommunity);
		return weekGrid(daysOfWeek(day, own, bells, taken, closedBy), lessons);
	}, [timetable, zone, day, calendar, bells, ofSchool, ofCommunity]);
	return { reading, renewing, timetable, calendar, bells, grid };
}

type WeekViewProps = Readonly<{ scope: ChosenScope; day: string; filters: Filters }>;

/** 课表 of one week; on a phone, of one day. */
export function WeekView({ scope, day, filters }: WeekViewProps) {
	const { t } = useTranslation('timetable');
	const { plan } = useRights();
	const zone = useZone();
	const today = useToday();
	const phone = useMedia(PHONE);
	const { reading, timetable, calendar, bells, grid } = useGrid(scope, day);
	const words = useCardWords(scope.by, useNames(timetable), scope.schoolId);
	const done = useUndo();
	const turn = (by: number): void => filters.set({ day: shiftedDay(day, by * (phone ? 1 : 7)) });
	const { first, last: sunday } = weekOf(day);
	// On holidays and outside of a term nothing can be planned by a click.
	const plans = plan && grid.days.some(({ closed }) => closed === null);
	const nothingText = t(plans ? 'emptyWeekPlan' : 'emptyWeek');
	const { over, setOver, open, carried, pickUp, putBack, drop } = useOver(first, sunday, timetable?.lessons);
	const last = grid.days.at(-1)?.day ?? sunday;
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
				<span className="tt-bar__acts">
					{!phone && <Button onClick={() => window.print()}>{t('print.button')}</Button>}
					<TimetableFile {...fileOf(scope)} layout="week" from={first} until={sunday} />
				</span>
			</WeekBar>
			{carried && (
				<p className="tt-carry" role="status">
					{t('carrying', { name: carried.lesson.title })}
				</p>
			)}
			<Body
				reading={reading}
				empty={scope.id === undefined && scope.by === 'teacher' ? t('chooseTeacher') : undefined}
				nothing={timetable?.lessons.length === 0 && !phone ? nothingText : undefined}
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
				slotOf={(lesson) => slotIn(lesson, calendar, bells, zone)}
				calendar={calendar}
			/>
		</>
	);
}

type BodyProps = Readonly<{
	reading: ReturnType<typeof useGrid>['reading'];
	/** What is to be chosen first. */
	empty: string | undefined;
	/** Said above a week without lessons. */
	nothing: string | undefined;
	children: React.ReactNode;
}>;

function Body({ reading, empty, nothing, children }: BodyProps) {
	if (empty !== undefined) return <Empty icon="calendar" what={empty} />;
	if (reading.state === 'loading') return <Loading lines={12} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	return (
		<>
			{reading.failing && <FailureLine code={reading.failing.code} incident={reading.failing.incident} />}
			{nothing !== undefined && <p className="admin-soft">{nothing}</p>}
			{children}
		</>
	);
}
