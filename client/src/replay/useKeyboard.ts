import { useEffect } from 'react';
import { isTaken, press } from './keyboard.ts';
import type { LessonPlayer } from './player/lessonPlayer.ts';

/** The replay's keys, wherever the focus is on the page. */
export function useKeyboard(player: LessonPlayer, toggleFullScreen: () => void): void {
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
			if (isTaken(event.target, event.key)) return;
			if (press(event.key, { player, toggleFullScreen })) event.preventDefault();
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [player, toggleFullScreen]);
}
