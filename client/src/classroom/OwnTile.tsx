import { useTranslation } from 'react-i18next';
import { microphoneOpen } from '@classroom/protocol';
import { useDevice, useJoined, useLesson, useOwnLink } from '../scene/lessonContext.ts';
import { Picture } from '../scene/Picture.tsx';
import { ownPeer } from '../session/index.ts';

/** The own picture with the own state: what the teacher sees of us. */
export function OwnTile() {
	const { t } = useTranslation('classroom');
	const joined = useJoined();
	const { devices } = useLesson();
	const { network } = useOwnLink();
	const microphone = useDevice(devices?.microphone);
	const own = ownPeer(joined);
	const open = own !== undefined && microphoneOpen(own) && microphone.state === 'on' && microphone.enabled;
	return (
		<div className="own">
			<Picture
				peerId={joined.me}
				source="camera"
				name={t('us')}
				mirrored
				network={network}
				microphone={open ? 'on' : 'off'}
				onStage={own !== undefined && own.stageSince !== null}
			/>
		</div>
	);
}
