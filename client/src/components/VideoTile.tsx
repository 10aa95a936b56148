import './VideoTile.css';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '@classroom/protocol';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { StateMark } from './StateMark.tsx';

type VideoProps = Readonly<{
	stream: MediaStream | null;
	/** The whole picture with black around it, for screens; a camera may lose its edges. */
	whole?: boolean;
	/** The own camera, as a mirror shows it. */
	mirrored?: boolean;
	onFirstFrame?: (() => void) | undefined;
}>;

/** Whether frames are coming: a picture that never decoded is black and says nothing. */
export function Video({ stream, whole = false, mirrored = false, onFirstFrame }: VideoProps) {
	const video = useRef<HTMLVideoElement>(null);

	useEffect(() => {
		const element = video.current;
		if (!element) return;
		element.srcObject = stream;
		// Muted video may always start; what else refuses has an element that is gone already.
		if (stream) element.play().catch(() => undefined);
		return () => {
			element.srcObject = null;
		};
	}, [stream]);

	return (
		<video
			ref={video}
			className={classes(
				'tile__video',
				whole && 'tile__video--whole',
				mirrored && 'tile__video--mirrored',
				!stream && 'tile__video--hidden',
			)}
			autoPlay
			playsInline
			muted
			disablePictureInPicture
			onLoadedData={onFirstFrame}
		/>
	);
}

type VideoTileProps = Readonly<{
	name: string;
	stream: MediaStream | null;
	/** Not given: no mark (the own picture, the teacher's). */
	network?: NetworkState | undefined;
	/** The microphone: `undefined` says nothing about it. */
	microphone?: 'on' | 'muted' | 'off' | undefined;
	/** The place in the line of raised hands, from 1. */
	hand?: number | undefined;
	onStage?: boolean;
	whole?: boolean;
	mirrored?: boolean;
	/** Fills its cell instead of keeping 16:9. */
	fill?: boolean;
	/** Why there is no picture; default: the camera is off. */
	without?: string | undefined;
	/** At the top right: what can be done with it. */
	corner?: ReactNode;
	onFirstFrame?: (() => void) | undefined;
}>;

/** A picture with its name, network state, microphone and place in the line of hands. Sound is played elsewhere. */
export function VideoTile(props: VideoTileProps) {
	const { name, stream, network, microphone, hand, onStage = false, fill = false, without, corner } = props;
	const { t } = useTranslation();
	const [shown, setShown] = useState<MediaStream | null>(null);
	const hasPicture = stream !== null && shown === stream;
	return (
		<figure className={classes('tile', fill && 'tile--fill', onStage && 'tile--stage')}>
			<Video
				stream={stream}
				whole={props.whole ?? false}
				mirrored={props.mirrored ?? false}
				onFirstFrame={() => {
					setShown(stream);
					props.onFirstFrame?.();
				}}
			/>
			{!hasPicture && (
				<div className="tile__without">
					<Icon name={stream ? 'camera' : 'camera-off'} size={32} />
					<span>{without ?? (stream ? t('tile.pictureComing') : t('tile.noPicture'))}</span>
				</div>
			)}
			{hand !== undefined && (
				<div className="tile__hand">
					<Icon name="hand" />
					<span className="visually-hidden">{t('tile.handUp')}</span>
					{hand}
				</div>
			)}
			{corner && <div className="tile__corner">{corner}</div>}
			{/* Dark over the picture in both themes: the marks take their light colours. */}
			<figcaption className="tile__bar" data-theme="dark">
				<span className="tile__name">{name}</span>
				{microphone !== undefined && <Microphone state={microphone} />}
				{network !== undefined && <StateMark state={network} />}
			</figcaption>
		</figure>
	);
}

function Microphone({ state }: { state: 'on' | 'muted' | 'off' }) {
	const { t } = useTranslation();
	return (
		<>
			<Icon name={state === 'on' ? 'mic' : 'mic-off'} />
			<span className="visually-hidden">{t(`tile.microphone.${state}`)}</span>
		</>
	);
}
