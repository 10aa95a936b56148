// The rows of the county's day below its hours; while a lesson is carried, below its places.
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { TimetableLesson } from '@classroom/protocol';
import { classes } from '../../components/index.ts';
import { useNow } from '../../hooks/useNow.ts';
import { hoursIn, placeIn, timeOf } from '../bells/bellTimes.ts';
import type { Span } from '../bells/bellTimes.ts';
import { useZone } from '../useCounty.ts';
import type { DayRow } from './dayAxis.ts';
import type { BlockAt } from './dayKeys.ts';
import { blockText, nextBlock, stopOf } from './dayKeys.ts';
import { CarryLine, PlaceBands, PlaceButtons } from './DayPlaces.tsx';
import type { DayPlace } from './dayPlaces.ts';
import { DayLine } from './DayRow.tsx';
import type { LessonWords } from './useCardWords.ts';
import { useDayCarry } from './useDayCarry.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import { spanOn } from './weekGrid.ts';

const ROW_PX = 52;
const HEAD_PX = 34;
/** The hours above the rows. */
const TOP_PX = 36;
/** Drawn beyond what is seen, so that quick scrolling shows no gaps. */
const BUFFER_PX = 400;

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

function Hours({ axis }: { axis: Span }) {
	return hoursIn(axis)
		.slice(0, -1)
		.map((hour) => (
			<span
				key={hour}
				className="tt-county__hour"
				style={{ left: `${placeIn(axis, { from: hour, until: hour }).start}%` }}
			>
				{timeOf(hour)}
			</span>
		));
}

/** The full hours go down through all rows. */
function HourLines({ axis }: { axis: Span }) {
	return hoursIn(axis)
		.slice(1, -1)
		.map((hour) => (
			<span
				key={hour}
				className="tt-county__line-of-hour"
				style={{ left: `${placeIn(axis, { from: hour, until: hour }).start}%` }}
			/>
		));
}

export type DayRowsProps = Readonly<{
	rows: readonly DayRow[];
	axis: Span;
	words: LessonWords;
	today: boolean;
	carried: TimetableLesson | undefined;
	/** Where what is carried may go; undefined: nothing is, or it is not known yet. */
	places: readonly DayPlace[] | undefined;
	onOpen: (lesson: TimetableLesson) => void;
	onPickUp: (lesson: TimetableLesson) => void;
	onPutBack: () => void;
	onDrop: (place: DayPlace) => void;
}>;

/** One stop for Tab; the arrows go on from there, Enter opens, M picks up, then the arrows go along the places. */
function useKeys(props: DayRowsProps) {
	const { rows, axis, carried, places, onPickUp } = props;
	const region = useRef<HTMLDivElement>(null);
	const [chosen, setChosen] = useState<BlockAt>();
	const [byKeys, setByKeys] = useState(false);
	const stop = stopOf(rows, chosen);
	const focus = (at: BlockAt | undefined): void => {
		if (at) region.current?.querySelector<HTMLElement>(`[data-at="${blockText(at)}"]`)?.focus();
	};
	// The place that has the focus goes away with what is carried.
	const leavePlaces = (): void => {
		if (document.activeElement?.closest('.tt-county__head')) focus(stop);
	};
	const carry = useDayCarry({
		places,
		axis,
		region,
		onDrop: (place) => {
			leavePlaces();
			props.onDrop(place);
		},
		onPutBack: () => {
			leavePlaces();
			props.onPutBack();
		},
	});
	const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
		if (event.ctrlKey || event.metaKey || event.altKey || stop === undefined) return;
		if (carried) {
			carry.onKey(event);
			return;
		}
		const lesson = event.key.toLowerCase() === 'm' ? lessonAt(rows, stop) : undefined;
		if (lesson?.mayChange) {
			setByKeys(true);
			onPickUp(lesson);
		}
		const next = nextBlock(rows, stop, event.key);
		if (next === undefined) return;
		event.preventDefault();
		setChosen(next);
		focus(next);
	};
	const pickUp = (lesson: TimetableLesson): void => {
		setByKeys(false);
		onPickUp(lesson);
	};
	return { region, stop, byKeys, carry, onKeyDown, setChosen, pickUp };
}

function lessonAt(rows: readonly DayRow[], { row, lessonId }: BlockAt): TimetableLesson | undefined {
	const line = rows.find((each) => each.kind === 'classroom' && each.key === row);
	const blocks = line?.kind === 'classroom' ? line.blocks : [];
	return blocks.find(({ lesson }) => lesson.lessonId === lessonId)?.lesson;
}

/** Only the rows that are seen are drawn, however many classrooms the county has. */
export function DayRows(props: DayRowsProps) {
	const { rows, axis, words, carried, places } = props;
	const { t } = useTranslation('timetable');
	const { region, stop, byKeys, carry, onKeyDown, setChosen, pickUp } = useKeys(props);
	const kept = useKeptFocus(region, stop ? blockText(stop) : '');
	const { track, shown } = carry;
	return (
		<>
			<p className="admin-sideways">{t('sideways')}</p>
			<div
				className={classes('tt-county', places && 'tt-county--carrying')}
				ref={region}
				tabIndex={0}
				role="region"
				aria-label={t('view.day')}
				onKeyDown={onKeyDown}
				{...kept}
			>
				<div className="tt-county__head">
					<span>{t('county.classroom')}</span>
					<div className="tt-county__track">
						{places ? (
							<PlaceButtons
								places={places}
								axis={axis}
								shown={shown}
								focuses={byKeys}
								onShow={carry.show}
								onDrop={carry.putDown}
							/>
						) : (
							<Hours axis={axis} />
						)}
					</div>
				</div>
				<div className="tt-county__body" {...carry.pointer}>
					{/* Before the lessons, and so below them. */}
					<div className="tt-county__over" ref={track} aria-hidden="true">
						<HourLines axis={axis} />
						{places && <PlaceBands places={places} axis={axis} shown={shown} />}
					</div>
					<Virtualizer
						scrollRef={region}
						startMargin={TOP_PX}
						itemSize={ROW_PX}
						bufferSize={BUFFER_PX}
						keepMounted={[rows.findIndex(({ key }) => key === stop?.row)].filter((each) => each !== -1)}
					>
						{rows.map((row) => (
							<div
								key={`${row.kind} ${row.key}`}
								className="tt-county__line"
								style={{ height: row.kind === 'community' ? HEAD_PX : ROW_PX }}
							>
								<DayLine
									row={row}
									axis={axis}
									words={words}
									stop={stop}
									carried={carried?.lessonId}
									onOpen={props.onOpen}
									onFocus={setChosen}
									onPickUp={pickUp}
									onPutBack={props.onPutBack}
								/>
							</div>
						))}
					</Virtualizer>
					{props.today && <NowLine axis={axis} />}
				</div>
			</div>
			{carried && <CarryLine title={carried.title} shown={shown} />}
		</>
	);
}
