import './scene.css';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { peerById } from '@classroom/protocol';
import { classes } from '../components/index.ts';
import { nameOf } from '../session/index.ts';
import type { Joined } from '../session/index.ts';
import { heardOf } from './heard.ts';
import { useJoined } from './lessonContext.ts';
import { LivePage } from '../courseware/LivePage.tsx';
import { pictureKey, sceneOf } from './layout.ts';
import type { ScenePicture, VideoPicture } from './layout.ts';
import { Picture } from './Picture.tsx';

/** What everyone in the Room sees now: one picture large, the others beside it. */
export function Scene({ className }: { className?: string | undefined }) {
	const { t } = useTranslation('lesson');
	const joined = useJoined();
	const { main, side } = sceneOf(joined.room);
	const box = useRef<HTMLDivElement>(null);
	const below = useNarrow(box);
	return (
		<div
			ref={box}
			className={classes('scene', side.length === 0 && 'scene--alone', below && 'scene--below', className)}
		>
			<div className="scene__main">
				{main === null ? (
					<p className="scene__nobody">{t('scene.noTeacher')}</p>
				) : (
					<ScenePictureTile key={pictureKey(main)} picture={main} joined={joined} large />
				)}
			</div>
			{side.length > 0 && (
				<div className="scene__side">
					{side.map((picture) => (
						<ScenePictureTile key={pictureKey(picture)} picture={picture} joined={joined} />
					))}
				</div>
			)}
		</div>
	);
}

/** Wider than this and the other pictures find room beside the large one; else below it. */
const BESIDE_RATIO = 2;

function useNarrow(box: RefObject<HTMLDivElement | null>): boolean {
	const [narrow, setNarrow] = useState(true);
	useEffect(() => {
		if (box.current === null) return undefined;
		const sizes = new ResizeObserver(([entry]) => {
			if (entry) setNarrow(entry.contentRect.width < entry.contentRect.height * BESIDE_RATIO);
		});
		sizes.observe(box.current);
		return () => sizes.disconnect();
	}, [box]);
	return narrow;
}

type TileProps<P> = Readonly<{ picture: P; joined: Joined; large?: boolean }>;

function ScenePictureTile({ picture, joined, large = false }: TileProps<ScenePicture>) {
	if (picture.role !== 'page') return <VideoPictureTile picture={picture} joined={joined} large={large} />;
	return (
		<div className="picture">
			<LivePage large={large} />
		</div>
	);
}

function VideoPictureTile({ picture, joined, large = false }: TileProps<VideoPicture>) {
	const { t } = useTranslation('lesson');
	const { peerId, source, role } = picture;
	const card = nameOf(joined, peerId);
	const peer = peerById(joined.room, peerId);
	const own = peerId === joined.me;
	const name =
		role === 'screen'
			? t('scene.screenOf', { name: card.name })
			: role === 'stage'
				? (card.school ?? card.name)
				: card.name;
	return (
		<Picture
			peerId={peerId}
			source={source}
			name={own && role === 'stage' ? t('scene.us') : name}
			fill
			whole={large}
			onStage={role === 'stage'}
			network={
				role !== 'screen' && peer !== undefined && peer.network !== 'fine' && !own ? peer.network : undefined
			}
			microphone={peer === undefined || role === 'screen' ? undefined : heardOf(joined.room, peer)}
		/>
	);
}
