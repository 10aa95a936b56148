// The buttons under the pictures.
import { useTranslation } from 'react-i18next';
import { Button } from '../components/index.ts';
import { positionText } from '../format/index.ts';
import type { LessonPlayer, PlayerState } from './player/lessonPlayer.ts';
import { rates } from './player/lessonPlayer.ts';

type ControlsProps = Readonly<{
	player: LessonPlayer;
	state: PlayerState;
	durationMs: number;
	fullScreen: Readonly<{ on: boolean; toggle: () => void; can: boolean }>;
}>;

export function Controls({ player, state, durationMs, fullScreen }: ControlsProps) {
	const { t } = useTranslation('replay');
	const { phase, atMs } = state;
	const goes = phase === 'playing' || phase === 'waiting';
	const toggleLabel = phase === 'ended' ? t('again') : goes ? t('pause') : t('play');
	return (
		<div className="replay-controls">
			<Button
				kind="quiet"
				icon={phase === 'ended' ? 'again' : goes ? 'pause' : 'play'}
				label={toggleLabel}
				onClick={() => player.toggle()}
			/>
			<Skip label={t('back10')} sign="−" onClick={() => player.seek(atMs - 10_000)} />
			<Skip label={t('forward10')} sign="+" onClick={() => player.seek(atMs + 10_000)} />
			<span className="replay-controls__time">
				{positionText(atMs)}
				<span className="replay-controls__length"> / {positionText(durationMs)}</span>
			</span>
			<span className="replay-controls__space" />
			<Volume player={player} state={state} />
			<label className="replay-controls__rate">
				<span className="visually-hidden">{t('rate')}</span>
				<select value={state.rate} onChange={(event) => player.setRate(Number(event.target.value))}>
					{rates.map((rate) => (
						<option key={rate} value={rate}>
							{t('rateIs', { rate })}
						</option>
					))}
				</select>
			</label>
			{fullScreen.can && (
				<Button
					kind="quiet"
					icon={fullScreen.on ? 'leave-full-screen' : 'full-screen'}
					label={fullScreen.on ? t('leaveFullScreen') : t('fullScreen')}
					onClick={fullScreen.toggle}
				/>
			)}
		</div>
	);
}

function Skip({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) {
	return (
		<Button kind="quiet" className="replay-controls__skip" aria-label={label} title={label} onClick={onClick}>
			{sign}10
		</Button>
	);
}

function Volume({ player, state }: { player: LessonPlayer; state: PlayerState }) {
	const { t } = useTranslation('replay');
	const volume = state.muted ? 0 : state.volume;
	const percent = Math.round(volume * 100);
	return (
		<div className="replay-controls__volume">
			<Button
				kind="quiet"
				icon={volume === 0 ? 'sound-off' : 'sound'}
				label={volume === 0 ? t('unmute') : t('mute')}
				onClick={() => player.setMuted(!state.muted)}
			/>
			<input
				type="range"
				min={0}
				max={100}
				step={5}
				value={percent}
				aria-label={t('volume')}
				aria-valuetext={t('volumeIs', { percent })}
				onChange={(event) => player.setVolume(Number(event.target.value) / 100)}
			/>
		</div>
	);
}
