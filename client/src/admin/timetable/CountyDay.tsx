import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { TimetableLesson } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { classes, Empty, Failure, Loading } from '../../components/index.ts';
import { isoDate, schoolName, timeRange } from '../../format/index.ts';
import { useNow } from '../../hooks/useNow.ts';
import { hoursIn, placeIn, timeOf } from '../bells/bellTimes.ts';
import type { Span } from '../bells/bellTimes.ts';
import { useCommunities } from '../choices/useAll.ts';
import type { Filters } from '../list/useFilters.ts';
import { useToday, useZone } from '../useCounty.ts';
import { shiftedDay } from '../zonedTime.ts';
import { axisOf, dayRows } from './dayAxis.ts';
import type { DayBlock, DayRow } from './dayAxis.ts';
import { TimetableFile } from './ExportButton.tsx';
import { Marks, marksOf } from './LessonCard.tsx';
import { Overlays } from './Overlays.tsx';
import type { Over } from './Overlays.tsx';
import { useCardWords } from './useCardWords.ts';
import type { LessonWords } from './useCardWords.ts';
import { useCalendarOf, useLessonsOf, useNames } from './useTimetable.ts';
import { useUndo } from './useUndo.ts';
import { WeekBar } from './WeekBar.tsx';
import { dayOf, spanOn } from './weekGrid.ts';

const ROW_PX = 52;
const HEAD_PX = 34;
/** The hours above the rows. */
const TOP_PX = 36;
/** Drawn beyond what is seen, so that quick scrolling shows no gaps. */
const BUFFER_PX = 400;

const wholeCounty = { by: 'county', id: undefined } as const;

type BlockProps = Readonly<{
	block: DayBlock;
	lanes: number;
	axis: Span;
	words: LessonWords;
	onOpen: (lesson: TimetableLesson) => void;
}>;

function Block({ block, lanes, axis, words, onOpen }: BlockProps) {
	const { t } = useTranslation('timetable');
	const zone = useZone();
	const { lesson, span, part, lane } = block;
	const { start, size } = placeIn(axis, span);
	const said = [
		lesson.title,
		timeRange(lesson.from, lesson.until, zone),
		t(`county.${part}`),
		words.about(lesson),
		...marksOf(lesson).map((mark) => t(`mark.${mark}`)),
	].join('，');
	return (
		<button
			type="button"
			className={classes(
				'tt-block',
				`tt-lesson--${lesson.subject}`,
				`tt-block--${part}`,
				`tt-block--${lesson.status}`,
			)}
			style={{
				left: `${start}%`,
				width: `${size}%`,
				top: `${(lane / lanes) * 100}%`,
				height: `${100 / lanes}%`,
			}}
			title={said}
			aria-label={said}
			onClick={() => onOpen(lesson)}
		>
			<Marks lesson={lesson} />
			{lesson.title}
		</button>
	);
}

type RowProps = Readonly<{
	row: DayRow;
	axis: Span;
	words: LessonWords;
	onOpen: (lesson: TimetableLesson) => void;
}>;

function Row({ row, axis, words, onOpen }: RowProps) {
	const { t } = useTranslation('timetable');
	const { county } = usePerson();
	if (row.kind === 'community') {
		return (
			<div className="tt-county__community">
				<strong>{row.name}</strong>{' '}
				<span className="admin-soft">{t('county.rows', { count: row.classrooms })}</span>
			</div>
		);
	}
	const lanes = Math.max(1, ...row.blocks.map(({ lane }) => lane + 1));
	return (
		<div className="tt-county__row">
			<div className="tt-county__name">
				{schoolName(row.school, 9, county)}
				<small>{row.name}</small>
			</div>
			<div className="tt-county__track">
				{row.blocks.map((block) => (
					<Block
						key={`${block.lesson.lessonId} ${block.part}`}
						block={block}
						lanes={lanes}
						axis={axis}
						words={words}
						onOpen={onOpen}
					/>
				))}
			</div>
		</div>
	);
}

function NowLine({ axis }: { axis: Span }) {
	const { t } = useTranslation('timetable');
	const zone = useZone();
	const now = useNow(60_000);
	const { from } = spanOn({ from: now, until: now }, zone);
	if (from < axis.from || from > axis.until) return null;
	const { start } = placeIn(axis, { from, until: from });
	return (
		<div className="tt-county__over" aria-hidden="true">
			<span className="tt-county__now" style={{ left: `${start}%` }} title={t('county.nowLine')} />
		</div>
	);
}

type RowsProps = Readonly<{
	rows: readonly DayRow[];
	axis: Span;
	words: LessonWords;
	today: boolean;
	onOpen: (lesson: TimetableLesson) => void;
}>;

/** Only the rows that are seen are drawn, however many classrooms the county has. */
function Rows({ rows, axis, words, today, onOpen }: RowsProps) {
	const { t } = useTranslation('timetable');
	const scroll = useRef<HTMLDivElement>(null);
	return (
		<div className="tt-county" ref={scroll} tabIndex={0} role="region" aria-label={t('view.day')}>
			<div className="tt-county__head">
				<span>{t('county.classroom')}</span>
				<div className="tt-county__track">
					{hoursIn(axis)
						.slice(0, -1)
						.map((hour) => (
							<span
								key={hour}
								className="tt-county__hour"
								style={{ left: `${placeIn(axis, { from: hour, until: hour }).start}%` }}
							>
								{timeOf(hour)}
							</span>
						))}
				</div>
			</div>
			<div className="tt-county__body">
				<Virtualizer scrollRef={scroll} startMargin={TOP_PX} itemSize={ROW_PX} bufferSize={BUFFER_PX}>
					{rows.map((row) => (
						<div
							key={`${row.kind} ${row.key}`}
							className="tt-county__line"
							style={{ height: row.kind === 'community' ? HEAD_PX : ROW_PX }}
						>
							<Row row={row} axis={axis} words={words} onOpen={onOpen} />
						</div>
					))}
				</Virtualizer>
				{today && <NowLine axis={axis} />}
			</div>
		</div>
	);
}

/** The county's day: classrooms down, grouped by community, the time across. */
export function CountyDay({ day, filters }: Readonly<{ day: string; filters: Filters }>) {
	const { t } = useTranslation(['timetable', 'admin']);
	const zone = useZone();
	const today = useToday();
	const [over, setOver] = useState<Over>();
	const done = useUndo();
	const calendar = useCalendarOf(day);
	const { reading } = useLessonsOf(wholeCounty, day, day);
	const { items: communities } = useCommunities();
	const timetable = reading.state === 'ready' ? reading.data : undefined;
	const words = useCardWords('county', useNames(timetable));
	const others = t('admin:lessons.otherSchools');
	const { rows, axis } = useMemo(() => {
		const lessons = (timetable?.lessons ?? []).filter(({ from }) => isoDate(from, zone) === day);
		const classrooms = timetable?.classrooms ?? [];
		return { rows: dayRows({ lessons, classrooms }, communities, others, zone), axis: axisOf(lessons, zone) };
	}, [timetable, communities, others, zone, day]);
	const { week } = dayOf(day, calendar, []);
	return (
		<>
			<WeekBar
				first={day}
				last={day}
				week={week}
				onTurn={(by) => filters.set({ day: shiftedDay(day, by) })}
				onToday={() => filters.set({ day: today })}
			>
				<span className="admin-soft">
					{timetable && t('county.lessons', { count: timetable.lessons.length })}
				</span>
				<TimetableFile by="county" name={t('view.day')} layout="day" from={day} until={day} />
			</WeekBar>
			{reading.state === 'loading' && <Loading lines={12} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{timetable && rows.length === 0 && <Empty icon="calendar" what={t('county.empty')} />}
			{rows.length > 0 && (
				<Rows
					rows={rows}
					axis={axis}
					words={words}
					today={day === today}
					onOpen={({ lessonId }) => setOver({ what: 'panel', lessonId })}
				/>
			)}
			<Overlays over={over} show={setOver} done={done} slotOf={() => null} calendar={calendar} />
		</>
	);
}
