// Keeps where the viewer is, for the next time and for other devices.
import { useEffect } from 'react';
import { endpoints } from '@classroom/protocol';
import type { LessonId } from '@classroom/protocol';
import { api } from '../api/index.ts';
import type { LessonPlayer } from './player/lessonPlayer.ts';

const EVERY_MS = 10_000;
/** So near the end the next time begins at the start. */
const ENDING_MS = 5000;
/** So near the start there is nothing to continue. */
const BEGINNING_MS = 5000;

/** Where to begin: where it stopped, unless that was the start or the end. */
export function startOf(resumeMs: number | null, durationMs: number): number {
	if (resumeMs === null || resumeMs < BEGINNING_MS || resumeMs > durationMs - ENDING_MS) return 0;
	return resumeMs;
}

export function useProgress(lessonId: LessonId, player: LessonPlayer): void {
	useEffect(() => {
		let saved = player.state.atMs;
		const save = (): void => {
			const { atMs } = player.state;
			if (Math.abs(atMs - saved) < 1000) return;
			saved = atMs;
			// What is lost with a broken link is saved the next time.
			api(endpoints.saveProgress, { params: { lessonId }, body: { atMs } }).catch(() => undefined);
		};
		let phase = player.state.phase;
		const unsubscribe = player.subscribe(() => {
			const stopped = player.state.phase !== phase && player.state.phase !== 'playing';
			phase = player.state.phase;
			if (stopped && phase !== 'waiting') save();
		});
		const onHidden = (): void => {
			if (document.visibilityState === 'hidden') save();
		};
		const timer = setInterval(save, EVERY_MS);
		document.addEventListener('visibilitychange', onHidden);
		return () => {
			save();
			unsubscribe();
			clearInterval(timer);
			document.removeEventListener('visibilitychange', onHidden);
		};
	}, [lessonId, player]);
}
