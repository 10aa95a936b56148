// A classroom's lesson: joins by itself, is read from 8 metres, and is driven by arrow keys and Enter.
import '../scene/live.css';
import '../scene/scene.css';
import './classroom.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { Button, Icon } from '../components/index.ts';
import { useLiveTheme } from '../hooks/theme.ts';
import { useArrowKeys } from '../hooks/useArrowKeys.ts';
import { useClassroomScreen } from '../hooks/useClassroomScreen.ts';
import { useWakeLock } from '../hooks/useWakeLock.ts';
import { PagesAhead } from '../courseware/PagesAhead.tsx';
import { LessonContext, useJoined, useLesson, useSound, useStep } from '../scene/lessonContext.ts';
import { LessonSteps, LostLine } from '../scene/LessonSteps.tsx';
import { useDevicesOn } from '../scene/useDevicesOn.ts';
import { useLiveLesson } from '../scene/useLiveLesson.ts';
import { browserSelfTest } from '../session/index.ts';
import type { OwnDevices, SelfTest } from '../session/index.ts';
import { InLesson } from './InLesson.tsx';
import { SecondContext, useNewSecondScreen } from './second/useSecondScreen.ts';
import { SelfTestContext, useSelfTestRuns } from './selfTestContext.ts';
import { useOwnMicrophone } from './useOwnMicrophone.ts';
import { Waiting } from './Waiting.tsx';
import { WayOutLine, useBackToDay } from './WayOutLine.tsx';

/** The whole screen of a classroom in `lesson`. Goes back to the day when it is over. */
export function ClassroomLesson({ lesson }: { lesson: Lesson }) {
	const theme = useLiveTheme();
	const page = useRef<HTMLDivElement>(null);
	const live = useLiveLesson({ lessonId: lesson.lessonId, role: 'classroom', sends: true, enter: true });
	const [selfTest] = useState(() => live.devices && browserSelfTest(live.session, live.devices));
	const second = useNewSecondScreen();
	useClassroomScreen();
	useWakeLock();
	useDevicesOn(live);
	useEffect(() => () => selfTest?.close(), [selfTest]);
	return (
		<div className="live room-page" data-screen="classroom" data-theme={theme} ref={page}>
			<LessonContext value={live}>
				<RemoteControl page={page} />
				<WayOutLine lesson={lesson} />
				<SecondContext value={second}>
					<LessonSteps lesson={lesson} ended={<Ended />}>
						<LostLine />
						{live.devices !== null && <OwnMicrophone devices={live.devices} />}
						<PagesAhead all />
						<SelfTestContext value={selfTest}>
							{selfTest && live.devices && <TestsItself selfTest={selfTest} devices={live.devices} />}
							<ByPhase lesson={lesson} />
						</SelfTestContext>
						<SoundPrompt />
					</LessonSteps>
				</SecondContext>
			</LessonContext>
		</div>
	);
}

export default ClassroomLesson;

/** Drawn with every change of the lesson: a button that goes, such as the hand, leaves the focus to the next one. */
function RemoteControl({ page }: { page: RefObject<HTMLDivElement | null> }) {
	useStep();
	useArrowKeys(page, { focusFirst: true });
	return null;
}

/** Inside of what has joined. */
function OwnMicrophone({ devices }: { devices: OwnDevices }) {
	useOwnMicrophone(devices);
	return null;
}

/** Inside of what has joined. */
function TestsItself({ selfTest, devices }: { selfTest: SelfTest; devices: OwnDevices }) {
	useSelfTestRuns(selfTest, devices);
	return null;
}

function ByPhase({ lesson }: { lesson: Lesson }) {
	const { phase } = useJoined().room;
	return phase === 'waiting' ? <Waiting lesson={lesson} /> : <InLesson lesson={lesson} />;
}

/** How long a classroom says goodbye, ms. */
const GOODBYE_MS = 8000;

function Ended() {
	const { t } = useTranslation('classroom');
	const leave = useEffectEvent(useBackToDay());
	useEffect(() => {
		const timer = setTimeout(leave, GOODBYE_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<div className="page-centre">
			<div className="notice" role="status">
				<p className="notice__what">{t('ended.what')}</p>
				<p className="notice__do">{t('ended.do')}</p>
			</div>
		</div>
	);
}

/** Devices are set up to play sound by themselves. A browser that is not wants one press, of any key. */
function SoundPrompt() {
	const { t } = useTranslation('lesson');
	const { session } = useLesson();
	const refused = useSound() === 'refused';

	useEffect(() => {
		if (!refused) return undefined;
		const start = (): void => session.sound?.start();
		document.addEventListener('keydown', start);
		document.addEventListener('pointerdown', start);
		return () => {
			document.removeEventListener('keydown', start);
			document.removeEventListener('pointerdown', start);
		};
	}, [refused, session]);

	if (!refused) return null;
	return (
		<div className="sound-prompt">
			<Icon name="sound" size={144} />
			<p>{t('sound.press')}</p>
			<Button kind="primary" autoFocus onClick={() => session.sound?.start()}>
				{t('sound.on')}
			</Button>
		</div>
	);
}
