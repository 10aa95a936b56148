// The player of a replay, as React sees it.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Replay } from '@classroom/protocol';
import { LessonPlayer } from './player/lessonPlayer.ts';
import type { PlayerState } from './player/lessonPlayer.ts';

// Begins to load with this file, beside the replay's JSON.
const loading = import('hls.js/light');

export type Starting =
	{ state: 'loading' } | { state: 'unsupported' } | { state: 'ready'; player: LessonPlayer };

/** Makes the player once, at `startMs`; later forms of the replay (it grows while the lesson is on) update it. */
export function usePlayer(replay: Replay, startMs: number): Starting {
	const [starting, setStarting] = useState<Starting>({ state: 'loading' });
	const [first] = useState({ replay, startMs });

	useEffect(() => {
		let player: LessonPlayer | undefined;
		let closed = false;
		loading.then(
			({ default: Hls }) => {
				if (closed) return;
				if (!Hls.isSupported()) {
					setStarting({ state: 'unsupported' });
					return;
				}
				player = new LessonPlayer(Hls, first.replay, first.startMs);
				setStarting({ state: 'ready', player });
				player.play();
			},
			() => setStarting({ state: 'unsupported' }),
		);
		return () => {
			closed = true;
			player?.close();
			setStarting({ state: 'loading' });
		};
	}, [first]);

	const made = starting.state === 'ready' ? starting.player : undefined;
	useEffect(() => made?.update(replay), [made, replay]);
	return starting;
}

export function usePlayerState(player: LessonPlayer): PlayerState {
	return useSyncExternalStore(
		(listener) => player.subscribe(listener),
		() => player.state,
	);
}
