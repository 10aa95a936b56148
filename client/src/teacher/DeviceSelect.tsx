import { useTranslation } from 'react-i18next';
import { SelectField } from '../components/index.ts';
import { useDevice, useReadable } from '../scene/lessonContext.ts';
import type { DeviceState, LocalDevice } from '../session/index.ts';

/** What is wrong with a device, in a sentence that says what to do. */
export function useTrouble(device: LocalDevice, state: DeviceState): string | undefined {
	const { t } = useTranslation('lesson');
	if (state.state === 'lost') return t(`device.${device.kind}.lost`);
	return state.state === 'faulty' ? t(`device.${device.kind}.${state.fault}`) : undefined;
}

/** Which camera or microphone; remembered for the next time. */
export function DeviceSelect({ device }: { device: LocalDevice }) {
	const { t } = useTranslation('lesson');
	const state = useDevice(device);
	const options = useReadable(device.options);
	const trouble = useTrouble(device, state);
	return (
		<SelectField
			label={t(`device.${device.kind}.name`)}
			value={state.state === 'on' ? state.deviceId : ''}
			disabled={options.length === 0}
			issueText={trouble}
			onChange={(event) => void device.choose(event.target.value)}
		>
			{state.state !== 'on' && <option value="">{t(`device.${device.kind}.name`)}</option>}
			{options.map((option, index) => (
				<option key={option.deviceId} value={option.deviceId}>
					{option.label === '' ? `${t(`device.${device.kind}.name`)} ${index + 1}` : option.label}
				</option>
			))}
		</SelectField>
	);
}
