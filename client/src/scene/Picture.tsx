import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { peerById } from '@classroom/protocol';
import type { NetworkState, PeerId, PeerState } from '@classroom/protocol';
import { VideoTile } from '../components/index.ts';
import { sourceKey } from '../session/index.ts';
import { useDevice, useJoined, useLesson, useReceived, useScreenShare } from './lessonContext.ts';
import { useWanted } from './useWanted.ts';
import { isWithheld } from './withheld.ts';

type PictureProps = Readonly<{
	peerId: PeerId;
	source: 'camera' | 'screen';
	name: string;
	network?: NetworkState | undefined;
	microphone?: 'on' | 'muted' | 'off' | undefined;
	hand?: number | undefined;
	onStage?: boolean;
	fill?: boolean;
	/** The whole picture with black around it; a screen always is. */
	whole?: boolean;
	/** The own one as a mirror shows it. */
	mirrored?: boolean;
	corner?: ReactNode;
}>;

/** A picture of anybody in the Room; the own one comes from the own camera, without a journey. */
export function Picture(props: PictureProps) {
	const { me } = useJoined();
	return props.peerId === me ? <OwnPicture {...props} /> : <RemotePicture {...props} />;
}

function RemotePicture({ peerId, source, whole = false, mirrored: _, ...tile }: PictureProps) {
	const joined = useJoined();
	const box = useRef<HTMLDivElement>(null);
	const received = useReceived().get(sourceKey(peerId, source));
	const owner = peerById(joined.room, peerId);
	const offered = owner?.sources.find((each) => each.source === source);
	useWanted(box, peerId, source, offered !== undefined);
	const step = peerById(joined.room, joined.me)?.quality ?? 'full';
	const withheld = offered !== undefined && owner !== undefined && isWithheld(step, owner, source);
	const comes = offered !== undefined && received?.paused !== true && !withheld;
	const stream = comes ? (received?.stream ?? null) : null;
	return (
		<div className="picture" ref={box}>
			<VideoTile
				{...tile}
				stream={stream}
				whole={whole || source === 'screen'}
				without={useWithout(owner, offered !== undefined, withheld)}
			/>
		</div>
	);
}

/** Why there is no picture, in the words of whose turn it is; undefined: it is on its way, or the camera is off. */
function useWithout(owner: PeerState | undefined, offered: boolean, withheld: boolean): string | undefined {
	const { t } = useTranslation('lesson');
	if (owner === undefined || owner.presence === 'left') return t('picture.left');
	if (owner.presence === 'lost') return t('picture.lost');
	if (!offered) return undefined;
	if (withheld) return t('picture.withheld');
	return owner.network === 'gone' ? t('picture.lost') : undefined;
}

function OwnPicture({ peerId: _, source, whole = false, ...tile }: PictureProps) {
	const { t } = useTranslation('lesson');
	const { devices } = useLesson();
	const camera = useDevice(devices?.camera);
	const screen = useScreenShare();
	const track = source === 'camera' ? (camera.state === 'on' ? camera.track : null) : null;
	const shared = source === 'screen' && screen.state === 'on' ? screen.picture : null;
	// A picture of the whole screen holds this page, which holds the picture of the screen…
	const endless = shared?.getSettings().displaySurface === 'monitor';
	const shown = endless ? null : (track ?? shared);
	const stream = useMemo(() => (shown === null ? null : new MediaStream([shown])), [shown]);
	const without = endless
		? t('picture.wholeScreen')
		: camera.state === 'lost' || camera.state === 'faulty'
			? t(camera.state === 'lost' ? 'device.camera.lost' : `device.camera.${camera.fault}`)
			: undefined;
	return (
		<div className="picture">
			<VideoTile {...tile} stream={stream} whole={whole || source === 'screen'} without={without} />
		</div>
	);
}
