import { useTranslation } from 'react-i18next';
import type { Classroom } from '@classroom/protocol';
import { StateMark } from '../../components/index.ts';

/** ● online, ■ not seen for two minutes; no device at all has no shape, for nothing is wrong. */
export function DeviceMark({ device }: { device: Classroom['device'] }) {
	const { t } = useTranslation('admin');
	if (device === 'unpaired') return <span className="admin-soft">{t('classrooms.device.unpaired')}</span>;
	return (
		<StateMark
			state={device === 'online' ? 'fine' : 'gone'}
			word={device === 'online' ? t('classrooms.device.online') : t('classrooms.device.offline')}
		/>
	);
}
