import { useCallback, useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
	document.addEventListener('fullscreenchange', listener);
	return () => document.removeEventListener('fullscreenchange', listener);
}

/** Whether the page fills the screen, and the switch (needs a press; a refusal changes nothing). */
export function useFullScreen(): readonly [boolean, () => void] {
	const on = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
	const toggle = useCallback(() => {
		const change = document.fullscreenElement
			? document.exitFullscreen()
			: document.documentElement.requestFullscreen();
		change.catch(() => undefined);
	}, []);
	return [on, toggle];
}
