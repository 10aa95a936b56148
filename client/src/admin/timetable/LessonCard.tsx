import { useTranslation } from 'react-i18next';
import type { TimetableLesson } from '@classroom/protocol';
import { classes } from '../../components/index.ts';
import { timeRange } from '../../format/index.ts';
import { useZone } from '../useCounty.ts';
import type { LessonWords } from './useCardWords.ts';

export type Mark = 'moved' | 'substituted' | 'cancelled' | 'madeUp' | 'missed';

/** What was changed of a lesson, each with a sign of its own. */
export function marksOf({ own, status, makesUp }: TimetableLesson): readonly Mark[] {
	const marks: (Mark | false)[] = [
		status === 'cancelled' && 'cancelled',
		status === 'missed' && 'missed',
		own.time && 'moved',
		own.teacher && 'substituted',
		makesUp !== null && 'madeUp',
	];
	return marks.filter((mark) => mark !== false);
}

export function Marks({ lesson }: { lesson: TimetableLesson }) {
	const { t } = useTranslation('timetable');
	return marksOf(lesson).map((mark) => (
		<span key={mark} className={`tt-mark tt-mark--${mark}`} title={t(`mark.${mark}`)} aria-hidden="true">
			{t(`sign.${mark}`)}
		</span>
	));
}

type LessonCardProps = Readonly<{
	lesson: TimetableLesson;
	words: LessonWords;
	/** Where it stands in the grid, for the arrow keys. */
	at: string;
	/** Whether Tab goes to it. */
	stop: boolean;
	/** Undefined: it cannot be moved. */
	onPickUp: (() => void) | undefined;
	onPutBack: () => void;
	onOpen: () => void;
	onFocus: () => void;
	/** Many stand in one place. */
	small: boolean;
	/** It is not when its place in the grid says. */
	timed: boolean;
	carried: boolean;
}>;

/** A lesson in its place: what, who, where, and what was changed. */
export function LessonCard(props: LessonCardProps) {
	const { lesson, words, small, carried, onPickUp } = props;
	const { t } = useTranslation('timetable');
	const zone = useZone();
	const time = timeRange(lesson.from, lesson.until, zone);
	const said = [lesson.title, time, words.about(lesson), ...marksOf(lesson).map((mark) => t(`mark.${mark}`))];
	return (
		<button
			type="button"
			className={classes(
				'tt-lesson',
				`tt-lesson--${lesson.subject}`,
				lesson.status === 'cancelled' && 'tt-lesson--cancelled',
				small && 'tt-lesson--small',
				carried && 'tt-lesson--carried',
			)}
			data-at={props.at}
			data-lesson={lesson.lessonId}
			tabIndex={props.stop ? 0 : -1}
			aria-label={said.join('，')}
			draggable={onPickUp !== undefined}
			onDragStart={(event) => {
				event.dataTransfer.effectAllowed = 'move';
				event.dataTransfer.setData('text/plain', lesson.title);
				onPickUp?.();
			}}
			onDragEnd={props.onPutBack}
			onFocus={props.onFocus}
			onClick={(event) => {
				event.stopPropagation();
				props.onOpen();
			}}
		>
			<span className="tt-lesson__title">
				<Marks lesson={lesson} />
				{lesson.title}
			</span>
			<span className="tt-lesson__about">{words.about(lesson)}</span>
			{props.timed && <span className="tt-lesson__time">{time}</span>}
		</button>
	);
}
