import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { StateMark } from '../components/index.ts';
import { countdownText, timeRange } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { useJoined, useLesson } from '../scene/lessonContext.ts';
import { useZone } from '../scene/useZone.ts';
import { NeedsHand } from './NeedsHand.tsx';
import { OwnTile } from './OwnTile.tsx';
import { useSelfTest } from './selfTestContext.ts';
import { SelfTestList } from './SelfTestList.tsx';

/** Before the bell: how long still, and the own picture, so that the camera can be set right. */
export function Waiting({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation(['classroom', 'words']);
	const { room } = useJoined();
	const { devices } = useLesson();
	const selfTest = useSelfTest();
	const now = useNow();
	const zone = useZone();
	const left = lesson.plannedStart - now;
	const teacherHere = room.peers.some((peer) => peer.role === 'teacher' && peer.presence === 'here');
	return (
		<main className="bell">
			<section className="bell__about">
				<p className="bell__label">{left > 0 ? t('waiting.title') : t('waiting.soon')}</p>
				{left > 0 && (
					<p className="bell__left" role="timer">
						{countdownText(left)}
					</p>
				)}
				<h1 className="bell__title">{lesson.title}</h1>
				<p className="bell__when">
					{t(`words:subject.${lesson.subject}`)} {timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}
				</p>
				<StateMark
					className="bell__teacher"
					state={teacherHere ? 'fine' : 'slow'}
					word={t(teacherHere ? 'waiting.teacherHere' : 'waiting.teacherAway', { name: lesson.teacher })}
				/>
				<NeedsHand />
			</section>
			<section className="bell__self">
				<OwnTile />
				{selfTest && devices && <SelfTestList selfTest={selfTest} devices={devices} />}
			</section>
		</main>
	);
}
