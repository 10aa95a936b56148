import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { Button, ButtonLink, VideoTile } from '../components/index.ts';
import { timeRange } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { LevelMeter } from '../scene/LevelMeter.tsx';
import { useDevice, useLesson } from '../scene/lessonContext.ts';
import { useZone } from '../scene/useZone.ts';
import type { OwnDevices } from '../session/index.ts';
import { DeviceSelect, useTrouble } from './DeviceSelect.tsx';

/** Camera, microphone and a last look; one button to go in. */
export function GreenRoom({ lesson, onGoLive }: { lesson: Lesson; onGoLive: () => void }) {
	const { t } = useTranslation('teacher');
	const { devices } = useLesson();
	const zone = useZone();
	const now = useNow();

	useEffect(() => {
		void devices?.microphone.start();
		void devices?.camera.start();
	}, [devices]);

	if (devices === null) return null;
	const time = timeRange(lesson.plannedStart, lesson.plannedEnd, zone);
	return (
		<main className="green">
			<header className="green__head">
				<h1>{t('green.title')}</h1>
				<p>{t('green.lesson', { title: lesson.title, time })}</p>
			</header>
			<Preview devices={devices} />
			<div className="green__choices">
				<DeviceSelect device={devices.camera} />
				<div className="green__microphone">
					<DeviceSelect device={devices.microphone} />
					<Hearing devices={devices} />
				</div>
				<p className="green__hint">{t('green.remembered')}</p>
			</div>
			<footer className="green__go">
				<Button kind="primary" icon="forward" autoFocus onClick={onGoLive}>
					{t('green.goLive')}
				</Button>
				<p className="green__hint">
					{now < lesson.plannedStart ? t('green.goLiveBefore') : t('green.goLiveNow')}
				</p>
				<ButtonLink to="/" kind="quiet" icon="back">
					{t('green.back')}
				</ButtonLink>
			</footer>
		</main>
	);
}

function Preview({ devices }: { devices: OwnDevices }) {
	const { t } = useTranslation(['teacher', 'lesson']);
	const camera = useDevice(devices.camera);
	const track = camera.state === 'on' ? camera.track : null;
	const stream = useMemo(() => (track === null ? null : new MediaStream([track])), [track]);
	const trouble = useTrouble(devices.camera, camera);
	const without = camera.state === 'starting' ? t('green.starting') : (trouble ?? t('green.without'));
	return (
		<div className="green__preview">
			<VideoTile
				name={t('green.camera')}
				stream={stream}
				mirrored
				without={stream === null ? without : undefined}
			/>
		</div>
	);
}

function Hearing({ devices }: { devices: OwnDevices }) {
	const { t } = useTranslation('teacher');
	const microphone = useDevice(devices.microphone);
	return (
		<>
			<LevelMeter track={microphone.state === 'on' ? microphone.track : null} />
			<p className="green__hint">{t('green.speak')}</p>
		</>
	);
}
