// /classroom: a classroom's screen between lessons. It goes into its lessons by itself.
import './classroom.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { WAITING_MS } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import type { ClassroomSession } from '../api/index.ts';
import { Button, Clock, Failure, Loading, SchoolName } from '../components/index.ts';
import { dateText, remainingText, timeRange, timeText } from '../format/index.ts';
import { chooseTheme, useLiveTheme } from '../hooks/theme.ts';
import { useArrowKeys } from '../hooks/useArrowKeys.ts';
import { useClassroomScreen } from '../hooks/useClassroomScreen.ts';
import { useFullScreen } from '../hooks/useFullScreen.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';
import { useWakeLock } from '../hooks/useWakeLock.ts';
import { comingLesson } from './idle.ts';
import { Periods } from './Periods.tsx';
import { SelfTest } from './SelfTest.tsx';
import { useDay } from './useDay.ts';
import { useEnterLessons } from './useEnterLessons.ts';

/** The lesson that comes: what, when, how long still, with whom. */
function Coming({
	lesson,
	now,
	zone,
	county,
}: {
	lesson: Lesson;
	now: number;
	zone: string;
	county: string;
}) {
	const { t } = useTranslation('day');
	const language = useLanguage();
	const left = lesson.plannedStart - now;
	return (
		<section className="idle__next">
			<p className="idle__label">{t('classroom.next')}</p>
			<h2 className="idle__title">{lesson.title}</h2>
			<p className="idle__when">{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</p>
			<p className="idle__when idle__countdown">
				{left > 0 ? t('startsIn', { time: remainingText(left, language) }) : t('starting')}
			</p>
			<p className="idle__who">
				{t('teacher', { name: lesson.teacher })}
				{lesson.sendingClassroom && (
					<>
						{' · '}
						<SchoolName name={lesson.sendingClassroom.school} width={12} county={county} />
					</>
				)}
			</p>
			<p className="idle__who">
				{t('classroom.enters', { time: timeText(lesson.plannedStart - WAITING_MS, zone) })}
			</p>
		</section>
	);
}

function Switches() {
	const { t } = useTranslation('day');
	const theme = useLiveTheme();
	const [full, toggleFull] = useFullScreen();
	return (
		<div className="idle__buttons">
			<Button
				kind="quiet"
				icon={theme === 'dark' ? 'sun' : 'moon'}
				onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
			>
				{theme === 'dark' ? t('classroom.light') : t('classroom.dark')}
			</Button>
			<Button kind="quiet" icon={full ? 'leave-full-screen' : 'full-screen'} onClick={toggleFull}>
				{full ? t('classroom.leaveFullScreen') : t('classroom.fullScreen')}
			</Button>
		</div>
	);
}

function Idle({ session }: { session: ClassroomSession }) {
	const { t } = useTranslation('day');
	const language = useLanguage();
	const page = useRef<HTMLDivElement>(null);
	const now = useNow(1000);
	const day = useDay();
	const lessons = day.state === 'ready' ? day.data.lessons : undefined;
	useArrowKeys(page, { focusFirst: true });
	useEnterLessons(lessons, now);
	if (day.state === 'failed') {
		return <Failure fullPage code={day.error.code} incident={day.error.incident} onAgain={day.again} />;
	}
	if (day.state === 'loading') return <Loading />;
	const zone = day.data.timeZone;
	const next = comingLesson(day.data.lessons, now);
	return (
		<div className="idle" ref={page}>
			<header className="idle__head">
				<h1 className="idle__classroom">
					<SchoolName name={session.school} width={16} county={session.county} />{' '}
					<small>{session.name}</small>
				</h1>
				<p className="idle__date">{dateText(now, zone, language, now)}</p>
			</header>
			<main className="idle__middle">
				<Clock zone={zone} />
				{next ? (
					<Coming lesson={next} now={now} zone={zone} county={session.county} />
				) : (
					<p className="idle__title">
						{day.data.lessons.length > 0 ? t('classroom.free') : t('classroom.none')}
					</p>
				)}
			</main>
			<Periods lessons={day.data.lessons} next={next} zone={zone} />
			<footer className="idle__foot">
				<SelfTest connected={day.failing === undefined} />
				<Switches />
			</footer>
		</div>
	);
}

export default function ClassroomIdlePage() {
	const session = useSession();
	useClassroomScreen();
	useWakeLock();
	useLiveTheme();
	if (session.kind !== 'classroom') {
		return <Navigate to={session.kind === 'person' ? '/' : '/device'} replace />;
	}
	return <Idle session={session} />;
}
