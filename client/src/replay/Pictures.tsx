// The pictures of the moment: one large, the others beside it (on a phone: small and round over it).
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Replay, RoomState } from '@classroom/protocol';
import { peerById } from '@classroom/protocol';
import { classes, Icon } from '../components/index.ts';
import { durationText } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { pictureKey, trackOf } from './player/layout.ts';
import type { ScenePicture, VideoPicture } from './player/layout.ts';
import type { LessonPlayer } from './player/lessonPlayer.ts';
import { placeAt } from './player/timeline.ts';
import type { TrackPlayer } from './player/trackPlayer.ts';
import { ReplayPage } from './ReplayPage.tsx';
import { gapAt, nameOf, teacherNameOf } from './words.ts';

declare module 'react' {
	interface CSSProperties {
		/** How many pictures stand between this one and the corner. */
		'--beside'?: number;
	}
}

type Scene = Readonly<{ main: ScenePicture | null; side: readonly ScenePicture[] }>;

type PicturesProps = Readonly<{
	replay: Replay;
	player: LessonPlayer;
	scene: Scene;
	room: RoomState;
	atMs: number;
	failed: readonly string[];
	onChoose: (key: string) => void;
	onMain: () => void;
}>;

export function Pictures({ replay, player, scene, room, atMs, failed, onChoose, onMain }: PicturesProps) {
	const { main, side } = scene;
	const placeOf = (key: string): number => {
		if (main && pictureKey(main) === key) return 0;
		return side.findIndex((picture) => pictureKey(picture) === key) + 1;
	};
	const shown = [...(main ? [main] : []), ...side];
	const hosts = new Map(shown.map((picture) => [trackOf(replay.tracks, picture)?.trackId, picture]));
	// Every track keeps its element in the page, shown or not: the sound goes on. The order never changes.
	const without = shown.filter((picture) => !trackOf(replay.tracks, picture));
	const tile = (picture: ScenePicture, track: TrackPlayer | undefined) => {
		const place = placeOf(pictureKey(picture));
		return (
			<Picture
				key={track?.track.trackId ?? pictureKey(picture)}
				picture={picture}
				track={track}
				place={place}
				words={{ replay, room, atMs, failed: failed.includes(track?.track.trackId ?? '') }}
				onPress={place === 0 ? onMain : () => onChoose(pictureKey(picture))}
			/>
		);
	};
	return (
		<div className="replay-pictures" data-beside={side.length}>
			{[...player.tracks.values()].map((track) => {
				const picture = hosts.get(track.track.trackId);
				return picture ? tile(picture, track) : <Parked key={track.track.trackId} track={track} />;
			})}
			{without.map((picture) => tile(picture, undefined))}
		</div>
	);
}

function Host({ track }: { track: TrackPlayer }) {
	const ref = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		ref.current?.append(track.host);
	}, [track]);
	return <div className="replay-picture__host" ref={ref} />;
}

/** Not shown in this scene. */
function Parked({ track }: { track: TrackPlayer }) {
	return (
		<figure className="replay-picture replay-picture--parked" aria-hidden="true">
			<Host track={track} />
		</figure>
	);
}

type Words = Readonly<{ replay: Replay; room: RoomState; atMs: number; failed: boolean }>;

type PictureProps = Readonly<{
	picture: ScenePicture;
	track: TrackPlayer | undefined;
	/** 0: large; 1 and more: beside, from the top. */
	place: number;
	words: Words;
	onPress: () => void;
}>;

function Picture({ picture, track, place, words, onPress }: PictureProps) {
	const { t } = useTranslation('replay');
	const { names } = words.replay;
	const name =
		picture.role === 'teacher'
			? t('picture.teacher', { name: teacherNameOf(names, picture.peerId) })
			: picture.role === 'screen' || picture.role === 'page'
				? t(`picture.${picture.role}`)
				: t('picture.stage', { name: nameOf(names, picture.peerId) });
	const over = useWords(picture.role === 'page' ? null : picture, track, words);
	return (
		<figure
			className={classes(
				'replay-picture',
				place === 0 ? 'replay-picture--main' : 'replay-picture--side',
				picture.role === 'stage' && 'replay-picture--stage',
			)}
			style={place > 0 ? { gridRow: place, '--beside': place - 1 } : undefined}
			data-picture={picture.role}
		>
			{track && <Host track={track} />}
			{picture.role === 'page' && <ReplayPage replay={words.replay} room={words.room} />}
			{over && (
				<div className={classes('replay-picture__over', over.empty && 'replay-picture__over--empty')}>
					<Icon name={over.icon} size={place === 0 ? 32 : 20} />
					<p>{over.text}</p>
				</div>
			)}
			<button
				type="button"
				className="replay-picture__press"
				onClick={onPress}
				tabIndex={place === 0 ? -1 : 0}
				aria-hidden={place === 0 || undefined}
				aria-label={place === 0 ? undefined : t('swap', { name })}
				title={place === 0 ? undefined : t('swap', { name })}
			/>
			<figcaption className="replay-picture__name" data-theme="dark">
				{name}
			</figcaption>
		</figure>
	);
}

type Over = Readonly<{
	icon: 'warning' | 'camera-off' | 'screen' | 'network' | 'sound';
	text: string;
	empty: boolean;
}>;

/** What is said over a picture: that it is missing, and why. */
function useWords(
	picture: VideoPicture | null,
	track: TrackPlayer | undefined,
	words: Words,
): Over | undefined {
	const { t } = useTranslation('replay');
	const language = useLanguage();
	const { replay, room, atMs, failed } = words;
	if (picture === null) return undefined;
	if (failed) return { icon: 'warning', text: t('without.failed'), empty: true };
	const gap = gapAt(replay, atMs, picture.peerId, picture.source);
	const place = track && placeAt(track.track, atMs);
	const hasPicture = place?.clip.kinds.includes('video') === true;
	if (gap) {
		const length = durationText(gap.to - gap.from, language);
		const text = t('gap.over', { length, cause: t(`gap.${gap.cause}`) });
		return { icon: 'warning', text, empty: !hasPicture };
	}
	if (hasPicture) return undefined;
	const peer = peerById(room, picture.peerId);
	if (peer?.presence === 'lost') return { icon: 'network', text: t('without.lost'), empty: true };
	if (picture.role === 'screen') return { icon: 'screen', text: t('without.screen'), empty: true };
	return { icon: 'camera-off', text: t(`without.${picture.role}`), empty: true };
}
