import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { usePerson } from '../api/index.ts';
import { classes, SchoolName } from '../components/index.ts';
import { timeRange } from '../format/index.ts';
import { isOpen } from './groups.ts';
import { LessonAction, LessonState, Places, Remaining } from './LessonParts.tsx';

type LessonCardProps = Readonly<{ lesson: Lesson; now: number; zone: string; own: boolean }>;

/** The lesson that is on or comes next, large. `own`: the caller is its teacher, so it says to whom, not by whom. */
export function LessonCard({ lesson, now, zone, own }: LessonCardProps) {
	const { t } = useTranslation(['day', 'words']);
	const { county } = usePerson();
	const open = isOpen(lesson, now);
	return (
		<article className={classes('hero', open && 'hero--open')}>
			<div className="hero__about">
				<p className="hero__when">
					<span className="hero__time">{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
					<LessonState lesson={lesson} now={now} />
				</p>
				<h3 className="hero__title">{lesson.title}</h3>
				<p className="hero__facts">
					<span>
						{t(`words:subject.${lesson.subject}`)} · {t(`words:lessonKind.${lesson.kind}`)}
					</span>
					{!own && <span>{t('teacher', { name: lesson.teacher })}</span>}
					{!own && lesson.sendingClassroom && (
						<SchoolName name={lesson.sendingClassroom.school} width={16} county={county} />
					)}
				</p>
				{own && <Places lesson={lesson} />}
			</div>
			<div className="hero__action">
				<p className="hero__left">
					<Remaining lesson={lesson} now={now} />
				</p>
				<LessonAction lesson={lesson} now={now} zone={zone} large />
			</div>
		</article>
	);
}
