import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, toast } from '../components/index.ts';
import type { IconName } from '../components/index.ts';
import { useDevice, useReadable } from '../scene/lessonContext.ts';
import type { LocalDevice, OwnDevices, SelfTest } from '../session/index.ts';
import { useSecond } from './second/useSecondScreen.ts';
import { useSelfTest, useTestAgain } from './selfTestContext.ts';

/** How this room sounds and talks: each press is the other one of two. */
export function DeviceMenu({ devices, onClose }: { devices: OwnDevices; onClose: () => void }) {
	const { t } = useTranslation(['classroom', 'lesson']);
	const { sound, talk } = useReadable(devices.settings);
	const selfTest = useSelfTest();
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
			<OtherDisplay />
			<NextDevice device={devices.camera} icon="camera" />
			<NextDevice device={devices.microphone} icon="mic" />
			{selfTest && <TestAgain selfTest={selfTest} devices={devices} onDone={onClose} />}
			<Button role="menuitem" kind="quiet" icon="back" onClick={onClose}>
				{t('settings.back')}
			</Button>
		</div>
	);
}

/** Where there are several, each press takes the next: its name is below. */
function NextDevice({ device, icon }: { device: LocalDevice; icon: IconName }) {
	const { t } = useTranslation('lesson');
	const options = useReadable(device.options);
	const state = useDevice(device);
	if (options.length < 2) return null;
	return (
		<Button role="menuitem" icon={icon} onClick={() => void device.chooseNext()}>
			{t('settings.next', { device: t(`device.${device.kind}.name`) })}
			<small>{state.state === 'on' ? state.label : t('settings.none')}</small>
		</Button>
	);
}

type TestAgainProps = Readonly<{ selfTest: SelfTest; devices: OwnDevices; onDone: () => void }>;

function TestAgain({ selfTest, devices, onDone }: TestAgainProps) {
	const { t } = useTranslation('lesson');
	const again = useTestAgain(selfTest, devices);
	return (
		<Button
			role="menuitem"
			icon="again"
			onClick={() => {
				void again().then(() => toast(t('test.done')));
				onDone();
			}}
		>
			{t('test.title')}
		</Button>
	);
}

/** Opened and closed by the same press. */
function OtherDisplay() {
	const { t } = useTranslation('classroom');
	const { second, state } = useSecond();
	if (second === null) return null;
	return (
		<Button role="menuitem" icon="screen" onClick={() => void second.toggle()}>
			{t('second.title')}: {t(`second.is.${state.state}`)}
		</Button>
	);
}
