import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { openQuiz, peerById } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import { remainingText, schoolName, timeRange } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';
import { useDevice, useJoined, useLesson, useOwnLink } from '../scene/lessonContext.ts';
import { heardOf } from '../scene/heard.ts';
import { LivePage } from '../courseware/LivePage.tsx';
import { pictureKey, sceneOf } from '../scene/layout.ts';
import type { ScenePicture, VideoPicture } from '../scene/layout.ts';
import { CallBanner } from '../scene/CallBanner.tsx';
import { Headcount, useExpected } from '../scene/Headcount.tsx';
import { Picture } from '../scene/Picture.tsx';
import { OwnStars, StarBanner } from '../scene/StarBanner.tsx';
import { TimerBanner } from '../scene/TimerBanner.tsx';
import { useZone } from '../scene/useZone.ts';
import { nameOf } from '../session/index.ts';
import { Buttons } from './Buttons.tsx';
import { classroomSaying } from './classroomSaying.ts';
import { DeviceMenu } from './DeviceMenu.tsx';
import { HelpMenu } from './HelpMenu.tsx';
import { LastMessage } from './LastMessage.tsx';
import { splitScene } from './second/split.ts';
import { useSecond, useShowOnSecond } from './second/useSecondScreen.ts';
import { NeedsHand } from './NeedsHand.tsx';
import { OwnTile } from './OwnTile.tsx';
import { QuizKeys } from './QuizKeys.tsx';
import { QuizCodeTile, QuizScreen } from './QuizScreen.tsx';

/** Teaching: the scene large, who else is seen beside it, the own picture below. */
export function InLesson({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation('lesson');
	const { room, me } = useJoined();
	const scene = sceneOf(room);
	const split = splitScene(scene);
	const two = useSecond().state.state === 'on';
	const { main, side } = two ? split.first : scene;
	return (
		<main className="room">
			<div className="room__main">
				{main === null ? (
					<p className="room__nobody">{t('scene.noTeacher')}</p>
				) : (
					<ScenePictureOf key={pictureKey(main)} picture={main} large />
				)}
				<CallBanner />
				<StarBanner />
				<QuizScreen />
				<TimerBanner />
				<LastMessage />
			</div>
			<aside className="room__side">
				<QuizCodeTile />
				{side
					.filter((picture) => picture.role === 'page' || picture.peerId !== me)
					.map((picture) => (
						<ScenePictureOf key={pictureKey(picture)} picture={picture} />
					))}
				<div className="room__own">
					<OwnTile />
				</div>
			</aside>
			<OnSecond picture={split.second} lesson={lesson} />
			<footer className="room__foot">
				<About lesson={lesson} />
				<Doing />
			</footer>
		</main>
	);
}

/** What the other display has, where there is one. */
function OnSecond({ picture, lesson }: { picture: ScenePicture | null; lesson: Lesson }) {
	const name = useSecondName(picture);
	const place = useShowOnSecond(picture, name, lesson.title);
	return place && createPortal(<LivePage large />, place);
}

/** Whose picture it is; a page has its number on itself. */
function useSecondName(picture: ScenePicture | null): string {
	const { t } = useTranslation(['lesson', 'classroom']);
	const joined = useJoined();
	if (picture === null || picture.role === 'page') return '';
	if (picture.peerId === joined.me) return t('classroom:us');
	const card = nameOf(joined, picture.peerId);
	return picture.role === 'stage' ? (card.school ?? card.name) : t('scene.screenOf', { name: card.name });
}

type Panel = 'buttons' | 'help' | 'count' | 'devices' | 'quiz';

/** What can be done now, by the remote control. */
function Doing() {
	const { me, room } = useJoined();
	const { devices } = useLesson();
	const expected = useExpected(me);
	const [panel, setPanel] = useState<Panel>('buttons');
	const close = (): void => setPanel('buttons');
	const open = openQuiz(room.tools);
	// Hands are counted of what has options; words are written on phones.
	const quiz = open?.kind === 'text' ? null : open;
	const [seen, setSeen] = useState<string>();
	// A new quiz is on top by itself, once: nobody has to look for it.
	if (quiz !== null && quiz.quizId !== seen) {
		setSeen(quiz.quizId);
		setPanel('quiz');
	}
	if (quiz === null && panel === 'quiz') setPanel('buttons');
	switch (panel) {
		case 'quiz':
			return quiz && <QuizKeys key={quiz.quizId} quiz={quiz} onClose={close} />;
		case 'buttons':
			return (
				<Buttons
					onHelp={() => setPanel('help')}
					onCount={() => setPanel('count')}
					onQuiz={quiz === null ? undefined : () => setPanel('quiz')}
				/>
			);
		case 'help':
			return <HelpMenu onClose={close} onDevices={() => setPanel('devices')} />;
		case 'count':
			return <Headcount className="room__buttons" peerId={me} expected={expected} onClose={close} />;
		case 'devices':
			return devices && <DeviceMenu devices={devices} onClose={close} />;
	}
}

type PictureProps<P> = Readonly<{ picture: P; large?: boolean }>;

function ScenePictureOf({ picture, large = false }: PictureProps<ScenePicture>) {
	if (picture.role !== 'page') return <VideoPictureOf picture={picture} large={large} />;
	return (
		<div className="picture">
			<LivePage large={large} />
		</div>
	);
}

function VideoPictureOf({ picture: { peerId, source, role }, large = false }: PictureProps<VideoPicture>) {
	const { t } = useTranslation(['lesson', 'classroom']);
	const joined = useJoined();
	const { room } = joined;
	const session = useSession();
	const card = nameOf(joined, peerId);
	const owner = peerById(joined.room, peerId);
	const county = session.kind === 'anonymous' ? undefined : session.county;
	const school = schoolName(card.school ?? card.name, 9, county);
	const own = peerId === joined.me;
	const name = role === 'stage' ? school : card.name;
	return (
		<Picture
			peerId={peerId}
			source={source}
			name={own ? t('classroom:us') : role === 'screen' ? t('scene.screenOf', { name: card.name }) : name}
			fill
			whole={large}
			onStage={role === 'stage'}
			network={
				role !== 'screen' && owner !== undefined && owner.network !== 'fine' ? owner.network : undefined
			}
			microphone={role === 'screen' || owner === undefined ? undefined : heardOf(room, owner)}
		/>
	);
}

/** What lesson, how long still; or what is worth saying. */
function About({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation(['classroom', 'lesson', 'words']);
	const language = useLanguage();
	const zone = useZone();
	const now = useNow();
	const joined = useJoined();
	const { devices } = useLesson();
	const { network } = useOwnLink();
	const camera = useDevice(devices?.camera);
	const microphone = useDevice(devices?.microphone);
	const saying = classroomSaying({ room: joined.room, me: joined.me, network, camera, microphone, now });
	const { needed, plannedEnd } = joined.room;
	const left = plannedEnd - now;
	const untilNext = remainingText(Math.max(0, (needed?.endsAt ?? now) - now), language);
	return (
		<div className="room__about">
			<p className="room__lesson">
				<strong>{t('by', { subject: t(`words:subject.${lesson.subject}`), teacher: lesson.teacher })}</strong>
				<span>{timeRange(lesson.plannedStart, lesson.plannedEnd, zone)}</span>
				<OwnStars />
				<span className="room__left">
					{left > 0
						? t('lesson:left', { time: remainingText(left, language) })
						: t('lesson:over', { time: remainingText(-left, language) })}
				</span>
			</p>
			{saying === 'camera' || saying === 'microphone' ? (
				<NeedsHand />
			) : (
				<p className={saying === null ? 'room__title' : `room__say room__say--${saying}`} role="status">
					{saying === null ? lesson.title : t(`say.${saying}`, { time: untilNext })}
				</p>
			)}
		</div>
	);
}
