import { useTranslation } from 'react-i18next';
import { useSession } from '../api/index.ts';
import type { Lesson, PeerId } from '@classroom/protocol';
import { Button, StateMark, classes } from '../components/index.ts';
import { positionText, remainingText, schoolName, timeRange } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';
import { useDevice, useJoined, useLesson, useOwnLink, useReadable } from '../scene/lessonContext.ts';
import { useLostFor } from '../scene/LessonSteps.tsx';
import { RecordingMark } from '../scene/RecordingMark.tsx';
import { useZone } from '../scene/useZone.ts';
import { nameOf } from '../session/index.ts';
import { useWasSharing } from './screenMemory.ts';
import type { TeacherActions } from './useTeacherActions.ts';
import { worthSaying } from './worthSaying.ts';
import type { Saying } from './worthSaying.ts';

/** The lesson, its clock, and the one thing worth saying now. */
export function TopLine({ lesson, actions }: { lesson: Lesson; actions: TeacherActions }) {
	const saying = useSaying(lesson);
	const zone = useZone();
	const link = useOwnLink();
	return (
		<header className="topline">
			<div className="topline__lesson">
				<h1>{lesson.title}</h1>
				<span>{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
			</div>
			<div className={classes('topline__say', `topline__say--${toneOf(saying)}`)} role="status">
				<span>
					<SayingText saying={saying} />
				</span>
				<SayingButton saying={saying} actions={actions} />
			</div>
			<div className="topline__clock">
				<RecordingMark />
				<Remaining />
				<StateMark state={link.network} />
			</div>
		</header>
	);
}

function useSaying(lesson: Lesson): Saying {
	const { room, me } = useJoined();
	const { session, devices } = useLesson();
	const microphone = useDevice(devices?.microphone);
	const camera = useDevice(devices?.camera);
	const lostFor = useLostFor();
	const noMedia = useReadable(session.media.failing);
	const wasSharing = useWasSharing(lesson.lessonId);
	const now = useNow();
	return worthSaying({
		room,
		me,
		now,
		plannedStart: lesson.plannedStart,
		expected: lesson.receivingClassrooms.map((place) => place.classroomId),
		lostFor,
		noMedia,
		microphone,
		camera,
		wasSharing,
	});
}

type Tone = 'fine' | 'slow' | 'gone' | 'call';

function toneOf({ say }: Saying): Tone {
	switch (say) {
		case 'lost':
		case 'no-media':
		case 'microphone-off':
		case 'muted':
			return 'gone';
		case 'hand':
		case 'resume-screen':
			return 'call';
		case 'next':
		case 'overrun':
		case 'ending':
		case 'gone':
		case 'without':
		case 'recording-interrupted':
		case 'camera-off':
		case 'missing':
		case 'tight':
			return 'slow';
		case 'on-stage':
		case 'discussion':
		case 'waiting':
		case 'fine':
			return 'fine';
	}
}

/** More names than this are counted. */
const NAMES_SHOWN = 3;

function SayingText({ saying }: { saying: Saying }) {
	const { t } = useTranslation(['teacher', 'lesson']);
	const language = useLanguage();
	const joined = useJoined();
	const session = useSession();
	const now = useNow();
	const county = session.kind === 'anonymous' ? undefined : session.county;
	const school = (peerId: PeerId): string => {
		const card = nameOf(joined, peerId);
		return schoolName(card.school ?? card.name, 12, county);
	};
	switch (saying.say) {
		case 'lost':
			return t('say.lost', { seconds: saying.seconds });
		case 'no-media':
			return t('lesson:noMedia');
		case 'microphone-off':
		case 'muted':
		case 'recording-interrupted':
		case 'camera-off':
		case 'resume-screen':
			return t(`say.${saying.say}`);
		case 'hand': {
			const time = positionText(Math.max(0, now - saying.since));
			const more = saying.more > 0 ? t('say.handMore', { count: saying.more }) : '';
			return `${t('say.hand', { name: school(saying.peerId), time })}${more}`;
		}
		case 'next':
			return t(`say.next.${saying.needs}`, { time: remainingText(saying.leftMs, language) });
		case 'overrun':
			return t('say.overrun', { time: remainingText(saying.overMs, language) });
		case 'ending':
			return t('say.ending', { time: remainingText(saying.leftMs, language) });
		case 'gone': {
			const count = saying.peerIds.length;
			const names = saying.peerIds.map(school).join(language === 'zh-CN' ? '、' : ', ');
			return count > NAMES_SHOWN ? t('say.goneMany', { count }) : t('say.gone', { count, names });
		}
		case 'without':
			return t('say.without', { count: saying.count });
		case 'on-stage':
			return t('say.on-stage', { name: school(saying.peerId) });
		case 'discussion':
			return t('say.discussion', { count: saying.count });
		case 'waiting': {
			const time = remainingText(saying.leftMs, language);
			if (saying.expected === 0) return t('say.waitingAlone', { time });
			return t('say.waiting', { time, here: saying.here, expected: saying.expected });
		}
		case 'missing':
			return t('say.missing', { here: saying.here, expected: saying.expected });
		case 'tight':
			return t('say.tight', { count: saying.count });
		case 'fine':
			return saying.here === 0 ? t('say.fineAlone') : t('say.fine', { count: saying.here });
	}
}

function SayingButton({ saying, actions }: { saying: Saying; actions: TeacherActions }) {
	const { t } = useTranslation('teacher');
	switch (saying.say) {
		case 'hand':
			return (
				<Button size="small" kind="primary" icon="stage" onClick={() => actions.toStage(saying.peerId)}>
					{t('say.toStage')}
				</Button>
			);
		case 'on-stage':
			return (
				<Button size="small" icon="stage-off" onClick={() => actions.offStage(saying.peerId)}>
					{t('say.offStage')}
				</Button>
			);
		case 'microphone-off':
		case 'muted':
			return (
				<Button size="small" icon="mic" onClick={actions.toggleMicrophone}>
					{t('say.turnOn')}
				</Button>
			);
		case 'camera-off':
			return (
				<Button size="small" icon="camera" onClick={actions.toggleCamera}>
					{t('say.turnOn')}
				</Button>
			);
		case 'resume-screen':
			return (
				<Button size="small" kind="primary" icon="screen" onClick={actions.toggleScreen}>
					{t('say.resume')}
				</Button>
			);
		case 'overrun':
		case 'ending':
			return (
				<Button size="small" icon="clock" onClick={actions.extend}>
					{t('say.extend')}
				</Button>
			);
		default:
			return null;
	}
}

function Remaining() {
	const { t } = useTranslation('lesson');
	const language = useLanguage();
	const { room } = useJoined();
	const now = useNow();
	if (room.phase === 'waiting') return null;
	const left = room.plannedEnd - now;
	return (
		<span className="topline__left">
			{left > 0
				? t('left', { time: remainingText(left, language) })
				: t('over', { time: remainingText(-left, language) })}
		</span>
	);
}
