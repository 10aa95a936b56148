import { useRef } from 'react';
import type { TouchEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimetableLesson } from '@classroom/protocol';
import { Empty } from '../../components/index.ts';
import { timeRange } from '../../format/index.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { useToday, useZone } from '../useCounty.ts';
import { Marks, marksOf } from './LessonCard.tsx';
import type { LessonWords } from './useCardWords.ts';
import type { GridDay, WeekGrid } from './weekGrid.ts';
import { cellKey } from './weekGrid.ts';

/** A finger that goes this far to a side turns the page, px. */
const SWIPE_PX = 60;

/** Turns a page by a swipe that goes rather to the side than up or down. */
function useSwipe(onTurn: (by: number) => void) {
	const start = useRef<{ x: number; y: number }>(undefined);
	return {
		onTouchStart: ({ touches }: TouchEvent) => {
			const touch = touches.item(0);
			start.current = { x: touch.clientX, y: touch.clientY };
		},
		onTouchEnd: ({ changedTouches }: TouchEvent) => {
			const touch = changedTouches.item(0);
			if (!start.current) return;
			const [dx, dy] = [touch.clientX - start.current.x, touch.clientY - start.current.y];
			if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy)) onTurn(dx < 0 ? 1 : -1);
		},
	};
}

type DayListProps = Readonly<{
	grid: WeekGrid;
	day: GridDay;
	words: LessonWords;
	onTurn: (by: number) => void;
	onOpen: (lesson: TimetableLesson) => void;
}>;

/** On a phone: one day, from the first lesson to the last. */
export function DayList({ grid, day, words, onTurn, onOpen }: DayListProps) {
	const { t } = useTranslation('timetable');
	const dayWords = useDayWords();
	const zone = useZone();
	const today = useToday();
	const swipe = useSwipe(onTurn);
	const lines = grid.rows.flatMap((row) =>
		(grid.cells.get(cellKey(day.day, row.key)) ?? []).map((each) => ({ ...each, row })),
	);
	return (
		<section className="tt-list" {...swipe} aria-label={dayWords.dayText(day.day)}>
			<h2 className="tt-list__day">
				{dayWords.dayText(day.day)} {day.day === today && <span className="tt-day__today">{t('today')}</span>}
			</h2>
			{day.special && (
				<p className="tt-day__note">
					<span className={`calendar-sign calendar-sign--${day.special.kind}`}>
						{dayWords.sign(day.special.kind)}
					</span>
					{dayWords.special(day.special, day.week)}
				</p>
			)}
			{lines.length === 0 && <Empty icon="calendar" what={t('emptyDay')} />}
			<ol className="tt-list__lessons">
				{lines.map(({ lesson, row }) => (
					<li key={lesson.lessonId}>
						<button
							type="button"
							className={`tt-lesson tt-lesson--line tt-lesson--${lesson.subject}${lesson.status === 'cancelled' ? ' tt-lesson--cancelled' : ''}`}
							onClick={() => onOpen(lesson)}
						>
							<span className="tt-list__time">
								{row.name}
								<small>{timeRange(lesson.from, lesson.until, zone)}</small>
							</span>
							<span>
								<span className="tt-lesson__title">
									<Marks lesson={lesson} />
									{lesson.title}
								</span>
								<span className="tt-lesson__about">
									{[words.about(lesson), ...marksOf(lesson).map((mark) => t(`mark.${mark}`))].join(' · ')}
								</span>
							</span>
						</button>
					</li>
				))}
			</ol>
		</section>
	);
}
