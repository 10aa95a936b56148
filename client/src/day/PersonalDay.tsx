import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { groupDay } from './groups.ts';
import { LessonCard } from './LessonCard.tsx';
import { LessonRows } from './LessonRow.tsx';

type PersonalDayProps = Readonly<{ lessons: readonly Lesson[]; now: number; zone: string; own: boolean }>;

/** The day of who takes part in lessons: what is on or next is large, the rest are lines. */
export function PersonalDay({ lessons, ...rest }: PersonalDayProps) {
	const { t } = useTranslation('day');
	const { now, next, later, done } = groupDay(lessons, rest.now);
	return (
		<>
			{now.length > 0 && (
				<section className="day__group">
					<h2 className="day__label">{t('now')}</h2>
					{now.map((lesson) => (
						<LessonCard key={lesson.lessonId} lesson={lesson} {...rest} />
					))}
				</section>
			)}
			{now.length > 0 ? (
				<LessonRows label={t('next')} lessons={next} {...rest} />
			) : (
				next.length > 0 && (
					<section className="day__group">
						<h2 className="day__label">{t('next')}</h2>
						{next.map((lesson) => (
							<LessonCard key={lesson.lessonId} lesson={lesson} {...rest} />
						))}
					</section>
				)
			)}
			<LessonRows label={t('later')} lessons={later} {...rest} />
			<LessonRows label={t('done')} lessons={done} {...rest} />
		</>
	);
}
