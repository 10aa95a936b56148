import { useTranslation } from 'react-i18next';
import { clockIsWrong } from '../api/index.ts';
import { Icon } from '../components/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { useDevice, useLesson } from '../scene/lessonContext.ts';
import { needsHand, pictureOf } from './needsHand.ts';
import type { HandNeed } from './needsHand.ts';

/** How often the clock is looked at, ms. */
const LOOK_MS = 10_000;

export function useHandNeed(): HandNeed | null {
	const { devices } = useLesson();
	const camera = useDevice(devices?.camera);
	const microphone = useDevice(devices?.microphone);
	useNow(LOOK_MS);
	return needsHand({ camera, microphone, clockWrong: clockIsWrong() });
}

/** One picture and one sentence for whoever stands nearest; nothing when nobody is needed. */
export function NeedsHand() {
	const { t } = useTranslation(['lesson', 'classroom']);
	const need = useHandNeed();
	if (need === null) return null;
	const [about, todo] = pictureOf(need);
	return (
		<div className="hand" role="alert">
			<span className="hand__picture">
				<Icon name={about} />
				<Icon name={todo} />
			</span>
			<p>{need.what === 'clock' ? t('classroom:clockWrong') : t(`device.${need.what}.${need.why}`)}</p>
		</div>
	);
}
