import { useTranslation } from 'react-i18next';
import { SelectField } from '../components/index.ts';
import { SoundProfile } from '../session/index.ts';
import type { OwnDevices } from '../session/index.ts';
import { useReadable } from './lessonContext.ts';

/** For what kind of place the microphone is; remembered on this machine. */
export function SoundChoice({ devices }: { devices: OwnDevices }) {
	const { t } = useTranslation('lesson');
	const { sound } = useReadable(devices.settings);
	return (
		<SelectField
			label={t('settings.sound')}
			value={sound}
			hint={t(`settings.soundHint.${sound}`)}
			onChange={(event) => devices.changeSettings({ sound: SoundProfile.parse(event.target.value) })}
		>
			{SoundProfile.options.map((profile) => (
				<option key={profile} value={profile}>
					{t(`settings.soundIs.${profile}`)}
				</option>
			))}
		</SelectField>
	);
}
