import { useTranslation } from 'react-i18next';
import { clockIsWrong } from '../api/index.ts';
import { StateMark } from '../components/index.ts';
import { useInputDevices } from '../hooks/useInputDevices.ts';

/** In one line whether this classroom is ready: camera, microphone, network. */
export function SelfTest({ connected }: { connected: boolean }) {
	const { t } = useTranslation('day');
	const devices = useInputDevices();
	const mark = (what: string, found: boolean) => (
		<StateMark
			state={found ? 'fine' : 'gone'}
			word={found ? t('classroom.found', { what }) : t('classroom.missing', { what })}
		/>
	);
	return (
		<div className="idle__test" role="status" aria-label={t('classroom.ready')}>
			{connected ? (
				<StateMark state="fine" word={t('classroom.connected')} />
			) : (
				<StateMark state="gone" word={t('classroom.cut')} />
			)}
			{devices && mark(t('classroom.camera'), devices.camera)}
			{devices && mark(t('classroom.microphone'), devices.microphone)}
			{clockIsWrong() && <StateMark state="slow" word={t('classroom.clockWrong')} />}
		</div>
	);
}
