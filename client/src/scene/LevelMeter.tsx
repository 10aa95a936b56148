import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { watchLevel } from './level.ts';

/** A bar that moves with the voice. Written to the element directly: twenty times a second is not React's work. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }) {
	const { t } = useTranslation('lesson');
	const bar = useRef<HTMLDivElement>(null);

	useEffect(() => {
		if (track === null) return undefined;
		return watchLevel(track, (level) => {
			if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`;
		});
	}, [track]);

	return (
		<div className="level" role="img" aria-label={t('level')}>
			<div className="level__bar" ref={bar} />
		</div>
	);
}
