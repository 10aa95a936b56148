// One line of the county's day: the head of a community, or a classroom with its lessons.
import { useTranslation } from 'react-i18next';
import type { TimetableLesson } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { classes } from '../../components/index.ts';
import { schoolName, timeRange } from '../../format/index.ts';
import { placeIn } from '../bells/bellTimes.ts';
import type { Span } from '../bells/bellTimes.ts';
import { useZone } from '../useCounty.ts';
import type { DayBlock, DayRow } from './dayAxis.ts';
import { blockText } from './dayKeys.ts';
import type { BlockAt } from './dayKeys.ts';
import { Marks, marksOf } from './LessonCard.tsx';
import type { LessonWords } from './useCardWords.ts';

export type LineProps = Readonly<{
	axis: Span;
	words: LessonWords;
	/** What Tab stops at. */
	stop: BlockAt | undefined;
	/** The lesson that was picked up. */
	carried: string | undefined;
	onOpen: (lesson: TimetableLesson) => void;
	onFocus: (at: BlockAt) => void;
	onPickUp: (lesson: TimetableLesson) => void;
	onPutBack: () => void;
}>;

type BlockProps = LineProps & Readonly<{ block: DayBlock; row: string; lanes: number }>;

function useSaid({ lesson, part }: DayBlock, words: LessonWords): string {
	const { t } = useTranslation('timetable');
	const zone = useZone();
	return [
		lesson.title,
		timeRange(lesson.from, lesson.until, zone),
		t(`county.${part}`),
		words.about(lesson),
		...marksOf(lesson).map((mark) => t(`mark.${mark}`)),
	].join('，');
}

function Block(props: BlockProps) {
	const { block, row, lanes, axis, stop, carried } = props;
	const { lesson, span, part, lane } = block;
	const { lessonId } = lesson;
	const said = useSaid(block, props.words);
	const { start, size } = placeIn(axis, span);
	return (
		<button
			type="button"
			className={classes(
				'tt-block',
				`tt-lesson--${lesson.subject}`,
				`tt-block--${part}`,
				`tt-block--${lesson.status}`,
				carried === lessonId && 'tt-block--carried',
			)}
			style={{
				left: `${start}%`,
				width: `${size}%`,
				top: `calc(${(lane / lanes) * 100}% + 2px)`,
				height: `calc(${100 / lanes}% - 4px)`,
			}}
			title={said}
			aria-label={said}
			data-at={blockText({ row, lessonId })}
			tabIndex={stop?.row === row && stop.lessonId === lessonId ? 0 : -1}
			draggable={lesson.mayChange}
			onDragStart={(event) => {
				event.dataTransfer.effectAllowed = 'move';
				event.dataTransfer.setData('text/plain', lesson.title);
				props.onPickUp(lesson);
			}}
			onDragEnd={props.onPutBack}
			onFocus={() => props.onFocus({ row, lessonId })}
			onClick={() => props.onOpen(lesson)}
		>
			<Marks lesson={lesson} />
			{lesson.title}
		</button>
	);
}

export function DayLine({ row, ...props }: LineProps & Readonly<{ row: DayRow }>) {
	const { t } = useTranslation('timetable');
	const { county } = usePerson();
	if (row.kind === 'community') {
		return (
			<div className="tt-county__community">
				<span className="tt-county__group">
					<strong>{row.name}</strong>{' '}
					<span className="admin-soft">{t('county.rows', { count: row.classrooms })}</span>
				</span>
			</div>
		);
	}
	const lanes = Math.max(1, ...row.blocks.map(({ lane }) => lane + 1));
	const part = row.blocks.some(({ lesson }) => lesson.lessonId === props.carried);
	return (
		<div className={classes('tt-county__row', part && 'tt-county__row--part')}>
			<div className="tt-county__name">
				{schoolName(row.school, 9, county)}
				<small>{row.name}</small>
			</div>
			<div className="tt-county__track">
				{row.blocks.map((block) => (
					<Block
						key={`${block.lesson.lessonId} ${block.part}`}
						{...props}
						block={block}
						row={row.key}
						lanes={lanes}
					/>
				))}
			</div>
		</div>
	);
}
