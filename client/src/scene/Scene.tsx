import './scene.css';
import { useTranslation } from 'react-i18next';
import { microphoneOpen, peerById } from '@classroom/protocol';
import { classes } from '../components/index.ts';
import { nameOf } from '../session/index.ts';
import type { Joined } from '../session/index.ts';
import { useJoined } from './lessonContext.ts';
import { sceneOf } from './layout.ts';
import type { ScenePicture } from './layout.ts';
import { Picture } from './Picture.tsx';

/** What everyone in the Room sees now: one picture large, the others beside it. */
export function Scene({ className }: { className?: string | undefined }) {
	const { t } = useTranslation('lesson');
	const joined = useJoined();
	const { main, side } = sceneOf(joined.room);
	return (
		<div className={classes('scene', side.length === 0 && 'scene--alone', className)}>
			<div className="scene__main">
				{main === null ? (
					<p className="scene__nobody">{t('scene.noTeacher')}</p>
				) : (
					<ScenePictureTile key={keyOf(main)} picture={main} joined={joined} />
				)}
			</div>
			{side.length > 0 && (
				<div className="scene__side">
					{side.map((picture) => (
						<ScenePictureTile key={keyOf(picture)} picture={picture} joined={joined} />
					))}
				</div>
			)}
		</div>
	);
}

const keyOf = ({ peerId, source }: ScenePicture): string => `${peerId}/${source}`;

function ScenePictureTile({ picture, joined }: { picture: ScenePicture; joined: Joined }) {
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
			onStage={role === 'stage'}
			network={peer !== undefined && peer.network !== 'fine' && !own ? peer.network : undefined}
			microphone={peer !== undefined && role !== 'screen' && !microphoneOpen(peer) ? 'muted' : undefined}
		/>
	);
}
