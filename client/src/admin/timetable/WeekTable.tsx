import { useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimetableLesson } from '@classroom/protocol';
import { serverNow } from '../../api/serverClock.ts';
import { classes } from '../../components/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { useToday, useZone } from '../useCounty.ts';
import { atText, firstAt, nextAt } from './gridKeys.ts';
import type { At } from './gridKeys.ts';
import { LessonCard } from './LessonCard.tsx';
import { placeOf, targetIn } from './places.ts';
import type { Place, Target } from './places.ts';
import type { LessonWords } from './useCardWords.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import type { Carried } from './useOver.ts';
import { cellKey, spanIn } from './weekGrid.ts';
import type { GridDay, GridRow, WeekGrid } from './weekGrid.ts';

export type WeekTableProps = Readonly<{
	grid: WeekGrid;
	words: LessonWords;
	caption: string;
	/** For who may plan. */
	onMake: ((day: string, row: GridRow, span: { from: number; until: number }) => void) | undefined;
	onOpen: (lesson: TimetableLesson) => void;
	carried: Carried | undefined;
	onPickUp: (lesson: TimetableLesson) => void;
	onPutBack: () => void;
	onDrop: (target: Target, day: GridDay) => void;
	/** By whole weeks. */
	onTurn: (by: number) => void;
}>;

function DayHead({ day, today }: Readonly<{ day: GridDay; today: string }>) {
	const { t } = useTranslation(['timetable', 'calendar']);
	const words = useDayWords();
	const sign = day.special
		? words.sign(day.special.kind)
		: day.closures.length > 0
			? words.sign('closed')
			: '';
	const kind = day.special?.kind ?? (day.closures.length > 0 ? 'closed' : undefined);
	return (
		<th
			scope="col"
			className={classes(
				'tt-day',
				day.day === today && 'tt-day--today',
				day.closed !== null && 'tt-day--closed',
			)}
			aria-current={day.day === today ? 'date' : undefined}
		>
			<span className="tt-day__date">{words.dayText(day.day)}</span>
			{day.day === today && <span className="tt-day__today">{t('today')}</span>}
			{kind && (
				<span className="tt-day__note">
					<span className={`calendar-sign calendar-sign--${kind}`}>{sign}</span>
					{day.special
						? words.special(day.special, day.week)
						: day.closures
								.map((closure) => t('calendar:closedDay', { name: words.closedFor(closure) }))
								.join(' ')}
				</span>
			)}
		</th>
	);
}

type CellProps = WeekTableProps &
	Readonly<{ day: GridDay; row: GridRow; at: At; focused: At; onFocus: (at: At) => void }>;

/** Why nothing can be put there, in a word and, on a pointer's asking, in a sentence. */
function PlaceWord({ place }: { place: Place }) {
	const { t } = useTranslation('timetable');
	if (place.kind === 'free') return <span className="tt-place tt-place--free">{t('place.free')}</span>;
	if (place.kind === 'closed' && place.why) {
		return (
			<span className="tt-place tt-place--taken">{t('place.closedBy', { reason: place.why.reason })}</span>
		);
	}
	if (place.kind !== 'taken') return null;
	const { name, title } = place.by;
	return <span className="tt-place tt-place--taken">{t('place.taken', { name: title ?? name })}</span>;
}

function usePlace({ carried, day, row }: CellProps): { target: Target | null; place: Place } | undefined {
	const zone = useZone();
	if (carried === undefined) return undefined;
	const { lesson, known } = carried;
	const target = targetIn(row, day, lesson.until - lesson.from, zone);
	return { target, place: placeOf(target, day, known, lesson, serverNow()) };
}

/** Takes what is dragged over it, where anything may be put down at all. */
function useDropZone(open: boolean, onDrop: () => void) {
	const [over, setOver] = useState(false);
	const handlers = {
		onDragOver: (event: DragEvent<HTMLElement>): void => {
			if (!open) return;
			event.preventDefault();
			event.dataTransfer.dropEffect = 'move';
			if (!over) setOver(true);
		},
		onDragLeave: (): void => setOver(false),
		onDrop: (event: DragEvent<HTMLElement>): void => {
			event.preventDefault();
			setOver(false);
			onDrop();
		},
	};
	return { over, handlers };
}

function Cell(props: CellProps) {
	const { grid, day, row, at, focused, carried, words } = props;
	const { t } = useTranslation('timetable');
	const lessons = grid.cells.get(cellKey(day.day, row.key)) ?? [];
	const looked = usePlace(props);
	const target = looked?.target ?? null;
	const zone = useDropZone(target !== null, () => {
		if (target) props.onDrop(target, day);
	});
	const isStop = (index: number): boolean =>
		focused.day === at.day && focused.row === at.row && focused.index === index;
	const span = targetIn(row, day, 40 * 60_000, 'UTC')?.span;
	const empty = lessons.length === 0;
	const makes = empty && props.onMake !== undefined && day.closed === null && span !== undefined;
	return (
		<td
			role="gridcell"
			className={classes(
				'tt-cell',
				day.closed !== null && 'tt-cell--closed',
				!empty && 'tt-cell--full',
				makes && 'tt-cell--makes',
				looked && `tt-cell--${looked.place.kind}`,
				zone.over && 'tt-cell--over',
			)}
			data-place={looked?.place.kind}
			{...(empty && {
				tabIndex: isStop(0) ? 0 : -1,
				'data-at': atText(at),
				'aria-label': makes ? t('makeHere', { when: row.name ?? spanText(row.span) }) : t('emptyPlace'),
				onFocus: () => props.onFocus(at),
			})}
			onClick={() => {
				if (carried && target) props.onDrop(target, day);
				else if (makes)
					props.onMake(
						day.day,
						row,
						row.period === null ? { ...row.span, until: row.span.from + 40 } : spanOf(day, row),
					);
			}}
			{...zone.handlers}
		>
			<div className="tt-cell__lessons">
				{lessons.map(({ lesson, span: own }, index) => (
					<LessonCard
						key={lesson.lessonId}
						lesson={lesson}
						words={words}
						at={atText({ ...at, index })}
						stop={isStop(index)}
						small={lessons.length > 2}
						timed={lessons.length > 2 || own.from !== spanIn(row, day)?.from}
						carried={carried?.lesson.lessonId === lesson.lessonId}
						onPickUp={lesson.mayChange ? () => props.onPickUp(lesson) : undefined}
						onPutBack={props.onPutBack}
						onOpen={() => {
							if (carried && target) props.onDrop(target, day);
							else props.onOpen(lesson);
						}}
						onFocus={() => props.onFocus({ ...at, index })}
					/>
				))}
				{makes && !looked && (
					<span className="tt-cell__plus" aria-hidden="true">
						＋
					</span>
				)}
				{looked && <PlaceWord place={looked.place} />}
			</div>
		</td>
	);
}

const spanOf = ({ periods }: GridDay, row: GridRow) => {
	const own = periods.find(({ number }) => number === row.period) ?? row.span;
	return { from: own.from, until: own.until };
};

function RowHead({ row }: { row: GridRow }) {
	return (
		<th scope="row" className="tt-row">
			{row.name !== null && <span className="tt-row__name">{row.name}</span>}
			<span className="tt-row__time">{spanText(row.span)}</span>
		</th>
	);
}

/** One stop for Tab; the arrows go on from there, Enter opens, M picks up, Enter puts down, Escape gives back. */
function useGridKeys(props: WeekTableProps) {
	const { grid, carried } = props;
	const today = useToday();
	const [chosen, setChosen] = useState<At>();
	const known =
		chosen !== undefined &&
		grid.days.some(({ day }) => day === chosen.day) &&
		grid.rows.some(({ key }) => key === chosen.row);
	const focused = known ? chosen : firstAt(grid, today);
	const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const act = actOf(event.key, props, focused);
		const next = nextAt(grid, focused, event.key, carried !== undefined);
		if (act === undefined && next === undefined) return;
		event.preventDefault();
		act?.();
		if (next === undefined) return;
		setChosen(next);
		event.currentTarget.querySelector<HTMLElement>(`[data-at="${atText(next)}"]`)?.focus();
	};
	return { focused, onFocus: setChosen, onKeyDown };
}

function actOf(key: string, props: WeekTableProps, at: At): (() => void) | undefined {
	const { grid, carried } = props;
	const lesson = grid.cells.get(cellKey(at.day, at.row))?.[at.index]?.lesson;
	if (key === 'PageUp' || key === 'PageDown') return () => props.onTurn(key === 'PageUp' ? -1 : 1);
	if (key === 'Escape' && carried) return props.onPutBack;
	if ((key === 'm' || key === 'M') && lesson?.mayChange && !carried) return () => props.onPickUp(lesson);
	// A lesson is a button of its own; an empty place is not.
	if (key !== 'Enter' || lesson !== undefined) return undefined;
	return () => document.querySelector<HTMLElement>(`[data-at="${atText(at)}"]`)?.click();
}

/** 课表: a week of whomever or whatever. */
export function WeekTable(props: WeekTableProps) {
	const { grid, caption } = props;
	const { t } = useTranslation('timetable');
	const today = useToday();
	const keys = useGridKeys(props);
	const table = useRef<HTMLTableElement>(null);
	const kept = useKeptFocus(table, atText(keys.focused));
	return (
		<div className="tt-scroll tt-scroll--page">
			<table
				className={classes('tt-week', props.carried && 'tt-week--carrying')}
				role="grid"
				aria-label={caption}
				ref={table}
				onKeyDown={keys.onKeyDown}
				{...kept}
			>
				<thead>
					<tr>
						<th className="tt-corner">{t('period')}</th>
						{grid.days.map((day) => (
							<DayHead key={day.day} day={day} today={today} />
						))}
					</tr>
				</thead>
				<tbody>
					{grid.rows.map((row) => (
						<tr key={row.key}>
							<RowHead row={row} />
							{grid.days.map((day) => (
								<Cell
									key={day.day}
									{...props}
									day={day}
									row={row}
									at={{ day: day.day, row: row.key, index: 0 }}
									focused={keys.focused}
									onFocus={keys.onFocus}
								/>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
