import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { usePerson } from '../api/index.ts';
import { classes, SchoolName } from '../components/index.ts';
import { timeRange } from '../format/index.ts';
import { isDone } from './groups.ts';
import { LessonAction, LessonState } from './LessonParts.tsx';

type LessonRowProps = Readonly<{ lesson: Lesson; now: number; zone: string; own: boolean }>;

/** A lesson in one line. */
export function LessonRow({ lesson, now, zone, own }: LessonRowProps) {
	const { t } = useTranslation(['day', 'words']);
	const { county } = usePerson();
	return (
		<li
			className={classes(
				'row',
				isDone(lesson) && 'row--done',
				lesson.status === 'cancelled' && 'row--cancelled',
			)}
		>
			<span className="row__time">{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
			<div className="row__about">
				<p className="row__title">{lesson.title}</p>
				<p className="row__facts">
					<span>{t(`words:subject.${lesson.subject}`)}</span>
					{!own && <span>{lesson.teacher}</span>}
					{!own && lesson.sendingClassroom && (
						<SchoolName name={lesson.sendingClassroom.school} width={14} county={county} />
					)}
					<span>{t('places', { count: lesson.receivingClassrooms.length })}</span>
					{lesson.cancelReason !== null && <span>{t('cancelled', { reason: lesson.cancelReason })}</span>}
				</p>
			</div>
			<span className="row__status">
				<LessonState lesson={lesson} now={now} />
			</span>
			<span className="row__action">
				<LessonAction lesson={lesson} now={now} zone={zone} />
			</span>
		</li>
	);
}

/** Rows under their label; nothing if there are none. */
export function LessonRows({
	label,
	lessons,
	...rest
}: {
	label: string;
	lessons: readonly Lesson[];
	now: number;
	zone: string;
	own: boolean;
}) {
	if (lessons.length === 0) return null;
	return (
		<section className="day__group">
			<h2 className="day__label">{label}</h2>
			<ol className="rows">
				{lessons.map((lesson) => (
					<LessonRow key={lesson.lessonId} lesson={lesson} {...rest} />
				))}
			</ol>
		</section>
	);
}
