import { useTranslation } from 'react-i18next';
import { useSession } from '../api/index.ts';
import { mayOpen, pushesToTalk, timesCalled } from '@classroom/protocol';
import type { AwardReason, Lesson, PeerId, PeerState, QualityStep, SendingStep } from '@classroom/protocol';
import { Button, Empty, Icon, StateMark } from '../components/index.ts';
import { positionText, schoolName } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { megabits, troubleOf } from './deviceTest.ts';
import { useHeadcount } from './Headcount.tsx';
import type { Trouble } from './deviceTest.ts';
import { heardOf } from './heard.ts';
import { useJoined } from './lessonContext.ts';
import { Picture } from './Picture.tsx';
import { nameOf } from '../session/index.ts';
import { StarButton } from './StarButton.tsx';
import { Stars } from './StarBanner.tsx';
import { nameContains, wallTiles } from './wallOrder.ts';
import type { WallTile } from './wallOrder.ts';

/** How many receiving classrooms are here, of how many. */
export function useAttendance(lesson: Lesson): { here: number; expected: number } {
	const { room } = useJoined();
	const tiles = wallTiles(room, lesson.receivingClassrooms);
	return { here: tiles.filter((tile) => tile.kind === 'here').length, expected: tiles.length };
}

/** What the teacher can do with one classroom. */
export type WallActions = Readonly<{
	toStage: (peerId: PeerId) => void;
	offStage: (peerId: PeerId) => void;
	mute: (peerId: PeerId, muted: boolean) => void;
	lowerHand: (peerId: PeerId) => void;
	giveStar: (peerId: PeerId, reason: AwardReason | null) => void;
}>;

type WallProps = Readonly<{
	lesson: Lesson;
	/** Not given: for looking only. */
	actions?: WallActions;
	/** Only those whose name has it. */
	filter?: string;
}>;

/** The tiles in their order, of those whose classroom's or school's name has `filter` in it. */
export function useWallTiles(lesson: Lesson, filter: string): WallTile[] {
	const joined = useJoined();
	return wallTiles(joined.room, lesson.receivingClassrooms).filter((tile) => {
		if (tile.kind === 'missing') return nameContains([tile.place.name, tile.place.school], filter);
		const { name, school } = nameOf(joined, tile.peer.peerId);
		return nameContains([name, school ?? ''], filter);
	});
}

/** Every classroom of the lesson with its picture, state and hand; hands first. */
export function Wall({ lesson, actions, filter = '' }: WallProps) {
	const { t } = useTranslation('lesson');
	const tiles = useWallTiles(lesson, filter);
	if (tiles.length === 0) {
		const what = filter.trim() === '' ? t('wall.empty') : t('wall.noMatch', { text: filter });
		return <Empty icon="classroom" what={what} />;
	}
	return (
		<ul className="wall">
			{tiles.map((tile) => (
				<li key={tile.kind === 'here' ? tile.peer.peerId : tile.place.classroomId} className="wall__tile">
					{tile.kind === 'here' ? <Here tile={tile} actions={actions} /> : <Missing tile={tile} />}
				</li>
			))}
		</ul>
	);
}

/** The fullest form of a school's name that a tile carries. */
function useShortName(name: string): string {
	const session = useSession();
	return schoolName(name, 9, session.kind === 'anonymous' ? undefined : session.county);
}

function Missing({ tile }: { tile: Extract<WallTile, { kind: 'missing' }> }) {
	const { t } = useTranslation('lesson');
	const name = useShortName(tile.place.school);
	return (
		<div className="wall__missing">
			<strong title={tile.place.school}>{name}</strong>
			<span>{t('wall.missing')}</span>
		</div>
	);
}

type HereProps = Readonly<{ tile: Extract<WallTile, { kind: 'here' }>; actions: WallActions | undefined }>;

function Here({ tile: { peer, hand }, actions }: HereProps) {
	const joined = useJoined();
	const card = nameOf(joined, peer.peerId);
	const name = useShortName(card.school ?? card.name);
	return (
		<>
			<Picture
				peerId={peer.peerId}
				source="camera"
				name={name}
				network={peer.presence === 'lost' ? 'gone' : peer.network}
				hand={hand}
				onStage={peer.stageSince !== null}
				microphone={heardOf(joined.room, peer)}
			/>
			<About peer={peer} />
			<Tested peer={peer} />
			<Facts peer={peer} />
			{actions && <TileActions peer={peer} name={name} actions={actions} />}
		</>
	);
}

/** In words: since when the hand is up, what its link leaves out, or that it is on stage. */
function About({ peer }: { peer: PeerState }) {
	const { t } = useTranslation('lesson');
	if (peer.handSince !== null) return <HandFor since={peer.handSince} />;
	if (peer.quality !== 'full' && peer.presence === 'here') return <Given step={peer.quality} />;
	if (peer.sending !== undefined && peer.presence === 'here') return <Sends step={peer.sending} />;
	if (peer.stageSince === null) return null;
	return (
		<p className="wall__about wall__about--stage">
			<Icon name="stage" />
			{t('wall.onStage')}
		</p>
	);
}

/** The one thing that its device found wrong with itself; before the bell also that all is well. */
function Tested({ peer: { subject } }: { peer: PeerState }) {
	const { t } = useTranslation('lesson');
	const { room } = useJoined();
	const test =
		subject.kind === 'classroom'
			? room.deviceTests.find((each) => each.classroomId === subject.classroomId)
			: undefined;
	if (test === undefined) return null;
	const trouble = troubleOf(test);
	if (trouble === null) {
		return room.phase === 'waiting' ? (
			<StateMark className="wall__test" state="fine" word={t('test.wall.fine')} />
		) : null;
	}
	const { downKbps, upKbps } = test.link;
	const figures = { down: megabits(downKbps), up: megabits(upKbps) };
	return <StateMark className="wall__test" state="slow" word={t(wallKey(trouble), figures)} />;
}

function wallKey(trouble: Trouble) {
	switch (trouble.part) {
		case 'microphone':
			return `test.wall.microphone.${trouble.result}` as const;
		case 'loop':
			return `test.wall.loop.${trouble.result}` as const;
		case 'camera':
			return `test.wall.camera.${trouble.result}` as const;
		case 'link':
			return `test.wall.link.${trouble.result}` as const;
	}
}

/** How often it was on stage, and how many children it has. */
function Facts({ peer: { peerId, subject } }: { peer: PeerState }) {
	const { t } = useTranslation('lesson');
	const { stage } = useJoined().room;
	const times = timesCalled(stage, peerId);
	const children = useHeadcount(peerId);
	const facts = [
		children !== undefined && t('wall.children', { count: children }),
		times > 0 && t('wall.called', { count: times }),
		pushesToTalk(stage, peerId) && t('wall.push'),
	].filter((fact) => fact !== false);
	return (
		<p className="wall__facts">
			{facts.join(' · ')} {subject.kind === 'classroom' && <Stars classroomId={subject.classroomId} />}
		</p>
	);
}

/** What its link still carries, when not everything. */
function Given({ step }: { step: QualityStep }) {
	const { t } = useTranslation('words');
	return (
		<p className={`wall__about wall__about--${isHard(step) ? 'hard' : 'tight'}`}>
			<Icon name="network" />
			{t(`quality.${step}`)}
		</p>
	);
}

/** What its link lets it send, when not everything. */
function Sends({ step }: { step: SendingStep }) {
	const { t } = useTranslation('words');
	return (
		<p className={`wall__about wall__about--${step === 'voice' ? 'hard' : 'tight'}`}>
			<Icon name="network" />
			{t(`sending.${step}`)}
		</p>
	);
}

/** It does not see the slides move any more, or not at all. */
const isHard = (step: QualityStep): boolean => step === 'stills' || step === 'voice';

function HandFor({ since }: { since: number }) {
	const { t } = useTranslation('lesson');
	const now = useNow();
	return (
		<p className="wall__about wall__about--hand">
			<Icon name="hand" />
			{t('wall.handFor', { time: positionText(Math.max(0, now - since)) })}
		</p>
	);
}

function TileActions({ peer, name, actions }: { peer: PeerState; name: string; actions: WallActions }) {
	const { t } = useTranslation('lesson');
	const { peerId } = peer;
	const onStage = peer.stageSince !== null;
	const handUp = peer.handSince !== null;
	const { stage } = useJoined().room;
	// Who holds no key is silent, and not for that muted.
	const muted = pushesToTalk(stage, peerId) ? !mayOpen(stage, peerId) : peer.muted;
	const called = (what: string): string => `${what}: ${name}`;
	return (
		<div className="wall__actions">
			<Button
				size="small"
				kind={handUp ? 'primary' : 'plain'}
				icon={onStage ? 'stage-off' : 'stage'}
				aria-label={called(onStage ? t('wall.offStage') : t('wall.toStage'))}
				onClick={() => (onStage ? actions.offStage(peerId) : actions.toStage(peerId))}
			>
				{onStage ? t('wall.offStage') : t('wall.toStage')}
			</Button>
			{handUp ? (
				<Button
					size="small"
					kind="quiet"
					onClick={() => actions.lowerHand(peerId)}
					aria-label={called(t('wall.lowerHand'))}
				>
					{t('wall.lowerHand')}
				</Button>
			) : (
				<Button
					size="small"
					kind="quiet"
					icon={muted ? 'mic' : 'mic-off'}
					label={called(muted ? t('wall.unmute') : t('wall.mute'))}
					onClick={() => actions.mute(peerId, !muted)}
				/>
			)}
			<StarButton name={name} onGive={(reason) => actions.giveStar(peerId, reason)} />
		</div>
	);
}
