import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/index.ts';
import { useLesson } from '../scene/lessonContext.ts';
import { SoundChoice } from '../scene/SoundChoice.tsx';
import { DeviceSelect } from './DeviceSelect.tsx';

/** Another camera or microphone in the middle of a lesson; students notice nothing but the better picture. */
export function DevicesDialog({ onClose }: { onClose: () => void }) {
	const { t } = useTranslation('teacher');
	const { devices } = useLesson();
	if (devices === null) return null;
	return (
		<Dialog title={t('tools.devices')} onClose={onClose}>
			<div className="green__choices">
				<DeviceSelect device={devices.camera} />
				<DeviceSelect device={devices.microphone} />
				<SoundChoice devices={devices} />
			</div>
		</Dialog>
	);
}
