import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/index.ts';
import { useReadable } from '../scene/lessonContext.ts';
import type { OwnDevices } from '../session/index.ts';

/** How this room sounds and talks: each press is the other one of two. */
export function DeviceMenu({ devices, onClose }: { devices: OwnDevices; onClose: () => void }) {
	const { t } = useTranslation(['classroom', 'lesson']);
	const { sound, talk } = useReadable(devices.settings);
	const first = useRef<HTMLButtonElement>(null);
	useEffect(() => first.current?.focus(), []);
	return (
		<div className="room__buttons" role="menu" aria-label={t('settings.title')}>
			<Button
				ref={first}
				role="menuitem"
				icon="sound"
				onClick={() => devices.changeSettings({ sound: sound === 'room' ? 'headset' : 'room' })}
			>
				{t('lesson:settings.sound')}: {t(`lesson:settings.soundIs.${sound}`)}
				<small>{t(`lesson:settings.soundHint.${sound}`)}</small>
			</Button>
			<Button
				role="menuitem"
				icon="mic"
				onClick={() => devices.changeSettings({ talk: talk === 'open' ? 'push' : 'open' })}
			>
				{t('lesson:settings.talk')}: {t(`lesson:settings.talkIs.${talk}`)}
			</Button>
			<Button role="menuitem" kind="quiet" icon="back" onClick={onClose}>
				{t('settings.back')}
			</Button>
		</div>
	);
}
