// What a lesson's card and row are made of.
import { useTranslation } from 'react-i18next';
import { WAITING_MS } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { usePerson } from '../api/index.ts';
import { usePreparedLesson } from '../app/livePages.ts';
import { ButtonLink, SchoolName, StateMark } from '../components/index.ts';
import { remainingText, timeText } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { isOpen } from './groups.ts';

/** The lesson's state as a word; what is on or went wrong has its mark too. */
export function LessonState({ lesson, now }: { lesson: Lesson; now: number }) {
	const { t } = useTranslation('words');
	const status = lesson.status === 'planned' && isOpen(lesson, now) ? 'waiting' : lesson.status;
	const word = t(`lessonStatus.${status}`);
	switch (status) {
		case 'teaching':
			return <StateMark state="fine" word={word} />;
		case 'overrun':
			return <StateMark state="slow" word={word} />;
		case 'missed':
			return <StateMark state="gone" word={word} />;
		case 'waiting':
			return <span className="status--open">{word}</span>;
		case 'planned':
		case 'ended':
		case 'cancelled':
			return <span className="status--quiet">{word}</span>;
	}
}

/** The one thing to do with a lesson now: enter, watch the replay, or know when it opens. */
export function LessonAction({
	lesson,
	now,
	zone,
	large = false,
}: {
	lesson: Lesson;
	now: number;
	zone: string;
	large?: boolean;
}) {
	const { t } = useTranslation('day');
	const mayEnter = isOpen(lesson, now) && lesson.joinAs !== null;
	usePreparedLesson(mayEnter ? lesson : undefined);
	if (mayEnter && lesson.joinAs !== null) {
		return (
			<ButtonLink kind="primary" size={large ? 'normal' : 'small'} to={`/lesson/${lesson.lessonId}`}>
				{t(`enter.${lesson.joinAs}`)}
			</ButtonLink>
		);
	}
	if (lesson.mayReplay && lesson.recordingId !== null) {
		return (
			<ButtonLink size={large ? 'normal' : 'small'} icon="play" to={`/replay/${lesson.lessonId}`}>
				{t('replay')}
			</ButtonLink>
		);
	}
	if (large && lesson.status === 'planned') {
		return (
			<span className="hero__left">
				{t('opensAt', { time: timeText(lesson.plannedStart - WAITING_MS, zone) })}
			</span>
		);
	}
	return null;
}

/** How long until it starts, or ends, or how long it has been over. */
export function Remaining({ lesson, now }: { lesson: Lesson; now: number }) {
	const { t } = useTranslation('day');
	const language = useLanguage();
	const until = (ms: number): string => remainingText(ms, language);
	if (now < lesson.plannedStart)
		return <strong>{t('startsIn', { time: until(lesson.plannedStart - now) })}</strong>;
	if (lesson.status === 'waiting' || lesson.status === 'planned') return <strong>{t('starting')}</strong>;
	if (now < lesson.plannedEnd)
		return <strong>{t('endsIn', { time: until(lesson.plannedEnd - now) })}</strong>;
	return <strong>{t('overBy', { time: until(now - lesson.plannedEnd) })}</strong>;
}

const PLACES_SHOWN = 6;

/** The receiving classrooms by school. */
export function Places({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation('day');
	const { county } = usePerson();
	const { receivingClassrooms: places } = lesson;
	if (places.length === 0) return null;
	const more = places.length - PLACES_SHOWN;
	return (
		<p className="places">
			<span className="places__label">{t('to')}</span>
			{places.slice(0, PLACES_SHOWN).map((place) => (
				<span key={place.classroomId} className="places__place">
					<SchoolName name={place.school} width={12} county={county} /> {place.name}
				</span>
			))}
			{more > 0 && <span className="places__label">{t('more', { count: more })}</span>}
		</p>
	);
}
