import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { classes, Icon } from '../components/index.ts';
import { timeRange } from '../format/index.ts';
import { isDone } from './groups.ts';
import { periodsShown } from './idle.ts';

/** The classroom's periods of the day in a row: what is over has a tick, what comes is framed. */
export function Periods({
	lessons,
	next,
	zone,
}: {
	lessons: readonly Lesson[];
	next: Lesson | undefined;
	zone: string;
}) {
	const { t } = useTranslation(['day', 'words']);
	return (
		<ol className="periods" aria-label={t('classroom.day')}>
			{periodsShown(lessons).map((lesson) => (
				<li
					key={lesson.lessonId}
					className={classes(
						'period',
						isDone(lesson) && 'period--done',
						lesson.lessonId === next?.lessonId && 'period--next',
					)}
				>
					<span className="period__subject">
						{lesson.status === 'ended' && <Icon name="check" />}
						{t(`words:subject.${lesson.subject}`)}
					</span>
					<span className="period__time">{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
				</li>
			))}
		</ol>
	);
}
