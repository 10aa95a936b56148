import { useTranslation } from 'react-i18next';
import { timeText } from '../format/index.ts';
import { useZone } from './useZone.ts';

/** What one has written, with name and time. */
export function Said({
	message: { name, at, text },
}: {
	message: { name: string; at: number; text: string };
}) {
	const { t } = useTranslation('lesson');
	const zone = useZone();
	return (
		<>
			<span className="chat__who">{t('chat.of', { name, time: timeText(at, zone) })}</span>
			<p className="chat__text">{text}</p>
		</>
	);
}
