// Watching a lesson: students, inspectors, and assistants who stand in a receiving classroom.
import '../scene/live.css';
import '../scene/scene.css';
import './viewer.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson, PeerRole } from '@classroom/protocol';
import { Button, ButtonLink, classes } from '../components/index.ts';
import { remainingText, timeRange } from '../format/index.ts';
import { useLiveTheme } from '../hooks/theme.ts';
import { useFullScreen } from '../hooks/useFullScreen.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';
import { useWakeLock } from '../hooks/useWakeLock.ts';
import { PagesAhead } from '../courseware/PagesAhead.tsx';
import { CallBanner } from '../scene/CallBanner.tsx';
import { Chat } from '../scene/Chat.tsx';
import { LessonContext, useJoined, useLesson, useSound } from '../scene/lessonContext.ts';
import { LessonSteps, LostLine } from '../scene/LessonSteps.tsx';
import { Scene } from '../scene/Scene.tsx';
import { Notes } from '../scene/Notes.tsx';
import { StarBanner } from '../scene/StarBanner.tsx';
import { TimerBanner } from '../scene/TimerBanner.tsx';
import { useLiveLesson } from '../scene/useLiveLesson.ts';
import { useZone } from '../scene/useZone.ts';
import { Wall } from '../scene/Wall.tsx';
import { AssistantHands } from './AssistantHands.tsx';
import { ViewerQuiz } from './ViewerQuiz.tsx';

export default function ViewerPage({ lesson }: { lesson: Lesson }) {
	const theme = useLiveTheme();
	useWakeLock();
	const role: PeerRole = lesson.joinAs ?? 'viewer';
	const live = useLiveLesson({ lessonId: lesson.lessonId, role, sends: false, enter: true });
	return (
		<div className="live" data-theme={theme}>
			<LessonContext value={live}>
				<LessonSteps lesson={lesson}>
					<PagesAhead all={false} />
					<Watching lesson={lesson} role={role} />
				</LessonSteps>
			</LessonContext>
		</div>
	);
}

function Watching({ lesson, role }: { lesson: Lesson; role: PeerRole }) {
	const { room } = useJoined();
	return (
		<div className={classes('watch', role === 'inspector' && 'watch--wall')}>
			<Head lesson={lesson} role={role} />
			<main className="watch__scene">
				<Scene />
				<CallBanner />
				<StarBanner />
				<TimerBanner />
				{room.phase === 'waiting' && <UntilBell lesson={lesson} />}
				<SoundButton />
			</main>
			<SidePanel lesson={lesson} role={role} />
		</div>
	);
}

function Head({ lesson, role }: { lesson: Lesson; role: PeerRole }) {
	const { t } = useTranslation(['viewer', 'lesson', 'words']);
	const language = useLanguage();
	const zone = useZone();
	const { room } = useJoined();
	const now = useNow();
	const [full, toggleFull] = useFullScreen();
	const left = room.plannedEnd - now;
	return (
		<header className="watch__head">
			<LostLine />
			<div className="watch__line">
				<div className="watch__title">
					<h1>{lesson.title}</h1>
					<p className="watch__facts">
						<span>{lesson.teacher}</span>
						<span>{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
						{room.phase !== 'waiting' && (
							<span>
								{left > 0
									? t('lesson:left', { time: remainingText(left, language) })
									: t('lesson:over', { time: remainingText(-left, language) })}
							</span>
						)}
					</p>
					{role === 'inspector' && <p>{t('visit')}</p>}
				</div>
				{room.phase !== 'waiting' && <span className="watch__live">{t('live')}</span>}
				<Button
					kind="quiet"
					icon={full ? 'leave-full-screen' : 'full-screen'}
					label={full ? t('leaveFullScreen') : t('fullScreen')}
					onClick={toggleFull}
				/>
				<ButtonLink kind="quiet" icon="back" to="/" className="watch__leave">
					<span>{t('leave')}</span>
				</ButtonLink>
			</div>
		</header>
	);
}

function UntilBell({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation('viewer');
	const language = useLanguage();
	const now = useNow();
	return (
		<p className="watch__bell" role="status">
			{t('waitingIn', { time: remainingText(Math.max(0, lesson.plannedStart - now), language) })}
		</p>
	);
}

/** Browsers want a press before they play sound on a page that was not pressed yet. */
function SoundButton() {
	const { t } = useTranslation('lesson');
	const { session } = useLesson();
	if (useSound() === 'on') return null;
	return (
		<Button
			kind="primary"
			icon="sound"
			className="watch__sound"
			autoFocus
			onClick={() => session.sound?.start()}
		>
			{t('sound.on')}
		</Button>
	);
}

type Panel = 'wall' | 'chat';

function SidePanel({ lesson, role }: { lesson: Lesson; role: PeerRole }) {
	const { t } = useTranslation(['viewer', 'lesson', 'quiz']);
	const overseer = role === 'inspector';
	const [panel, setPanel] = useState<Panel>(overseer ? 'wall' : 'chat');
	return (
		<aside className="watch__panel">
			{overseer && (
				<div className="watch__tabs">
					<Button
						size="small"
						kind="quiet"
						icon="classroom"
						pressed={panel === 'wall'}
						onClick={() => setPanel('wall')}
					>
						{t('wall')}
					</Button>
					<Button
						size="small"
						kind="quiet"
						icon="chat"
						pressed={panel === 'chat'}
						onClick={() => setPanel('chat')}
					>
						{t('lesson:chat.title')}
					</Button>
				</div>
			)}
			{role === 'assistant' && <AssistantHands />}
			<ViewerQuiz role={role} />
			{role === 'assistant' && (
				<section className="watch__notes" aria-label={t('quiz:note.ofTeacher')}>
					<h2>{t('quiz:note.ofTeacher')}</h2>
					<Notes />
				</section>
			)}
			<div className="watch__body">
				{panel === 'wall' ? <Wall lesson={lesson} /> : <Chat mayWrite={role === 'assistant'} />}
			</div>
		</aside>
	);
}
