// The replay, once there is one: pictures, bar, buttons, chapters, what is missing.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Replay, ReplayChapter } from '@classroom/protocol';
import { Button, Icon } from '../components/index.ts';
import { durationText, positionText } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { Chapters } from './Chapters.tsx';
import { Controls } from './Controls.tsx';
import { expose, wantsDebug } from './debug.ts';
import { Pictures } from './Pictures.tsx';
import { arrange, sceneOf } from './player/layout.ts';
import type { LessonPlayer, PlayerState } from './player/lessonPlayer.ts';
import { ReplayQuiz } from './ReplayQuiz.tsx';
import { RoomStates } from './player/roomStates.ts';
import { SeekBar } from './SeekBar.tsx';
import { useFullScreen } from './useFullScreen.ts';
import { useKeyboard } from './useKeyboard.ts';
import { usePlayerState } from './usePlayer.ts';
import { useProgress } from './useProgress.ts';
import { nameOf, shownGaps } from './words.ts';

type ReplayViewProps = Readonly<{ replay: Replay; player: LessonPlayer; startMs: number }>;

export function ReplayView({ replay, player, startMs }: ReplayViewProps) {
	const state = usePlayerState(player);
	const stage = useRef<HTMLDivElement>(null);
	const fullScreen = useFullScreen(stage);
	const [chosen, setChosen] = useState<string | null>(null);
	const rooms = useMemo(() => new RoomStates(replay.entries, replay.startedAt), [replay]);
	const room = rooms.at(state.atMs);
	const scene = arrange(sceneOf(room), chosen);
	const chapterText = useChapterText(replay);
	const gaps = useGapTexts(replay);
	const seek = useCallback((atMs: number) => player.seek(atMs), [player]);
	useKeyboard(player, fullScreen.toggle);
	useProgress(replay.lesson.lessonId, player);
	useEffect(() => (wantsDebug() ? expose(player) : undefined), [player]);
	return (
		<div className="replay">
			<div className="replay-stage" ref={stage}>
				<div className="replay-stage__pictures" data-theme="dark">
					<Pictures
						replay={replay}
						player={player}
						scene={scene}
						room={room}
						atMs={state.atMs}
						failed={state.failed}
						onChoose={setChosen}
						onMain={() => player.toggle()}
					/>
					<ReplayQuiz room={room} />
					<Over player={player} state={state} />
					<Resumed player={player} startMs={startMs} />
				</div>
				<div className="replay-stage__under">
					<SeekBar
						atMs={state.atMs}
						loadedMs={state.loadedMs}
						durationMs={replay.durationMs}
						chapters={replay.chapters.map((chapter) => ({ atMs: chapter.atMs, text: chapterText(chapter) }))}
						gaps={gaps}
						onSeek={seek}
					/>
					<Controls player={player} state={state} durationMs={replay.durationMs} fullScreen={fullScreen} />
				</div>
			</div>
			<Chapters chapters={replay.chapters} textOf={chapterText} atMs={state.atMs} onSeek={seek} />
			<Missing gaps={gaps} onSeek={seek} />
			<Keys />
		</div>
	);
}

function useChapterText(replay: Replay): (chapter: ReplayChapter) => string {
	const { t } = useTranslation('replay');
	return ({ kind, peerId }) => t(`chapter.${kind}`, { name: nameOf(replay.names, peerId) });
}

function useGapTexts(replay: Replay) {
	const { t } = useTranslation('replay');
	const language = useLanguage();
	return shownGaps(replay).map((gap) => ({
		...gap,
		text: t('gap.over', {
			length: durationText(gap.toMs - gap.fromMs, language),
			cause: t(`gap.${gap.cause}`),
		}),
	}));
}

/** Over the pictures: waiting, or the button that begins. */
function Over({ player, state }: { player: LessonPlayer; state: PlayerState }) {
	const { t } = useTranslation('replay');
	switch (state.phase) {
		case 'playing':
			return null;
		case 'waiting':
			return (
				<p className="replay-waiting" role="status">
					{state.retrying ? t('retrying') : t('waiting')}
				</p>
			);
		case 'paused':
		case 'blocked':
		case 'ended': {
			const ended = state.phase === 'ended';
			return (
				<button
					type="button"
					className="replay-begin"
					aria-label={ended ? t('again') : t('play')}
					onClick={() => player.play()}
				>
					<Icon name={ended ? 'again' : 'play'} size={40} />
				</button>
			);
		}
	}
}

const RESUMED_MS = 8000;

/** Says for a while that this is not the start. */
function Resumed({ player, startMs }: { player: LessonPlayer; startMs: number }) {
	const { t } = useTranslation('replay');
	const [shown, setShown] = useState(startMs > 0);
	useEffect(() => {
		const timer = setTimeout(() => setShown(false), RESUMED_MS);
		return () => clearTimeout(timer);
	}, []);
	if (!shown) return null;
	return (
		<div className="replay-resumed" role="status">
			<span>{t('resumed', { at: positionText(startMs) })}</span>
			<Button
				size="small"
				onClick={() => {
					player.seek(0);
					setShown(false);
				}}
			>
				{t('fromStart')}
			</Button>
		</div>
	);
}

/** Only where there is a keyboard. */
function Keys() {
	const { t } = useTranslation('replay');
	return <p className="replay-keys">{t('keys')}</p>;
}

type GapText = Readonly<{ fromMs: number; toMs: number; cause: string; text: string }>;

function Missing({ gaps, onSeek }: { gaps: readonly GapText[]; onSeek: (atMs: number) => void }) {
	const { t } = useTranslation('replay');
	if (gaps.length === 0) return null;
	return (
		<details className="replay-missing">
			<summary>
				<Icon name="warning" />
				{t('gaps')} <span className="replay-missing__count">{gaps.length}</span>
			</summary>
			<ul>
				{gaps.map((gap) => (
					<li key={`${gap.fromMs} ${gap.cause}`}>
						<Button kind="quiet" size="small" onClick={() => onSeek(gap.fromMs)}>
							{positionText(gap.fromMs)}
						</Button>
						{gap.text}
					</li>
				))}
			</ul>
		</details>
	);
}
