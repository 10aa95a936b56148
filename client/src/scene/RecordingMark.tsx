import { useTranslation } from 'react-i18next';
import { Icon } from '../components/index.ts';
import { useJoined } from './lessonContext.ts';

/** Whether the lesson is being recorded. */
export function RecordingMark() {
	const { t } = useTranslation('lesson');
	const { recording } = useJoined().room;
	if (recording.state === 'off') return null;
	return (
		<span className={`recording recording--${recording.state}`}>
			<Icon name="record" />
			{t(`recording.${recording.state}`)}
		</span>
	);
}
