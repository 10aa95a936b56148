import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Full screen of one element; `can` is false where the browser has none (iPhones). */
export function useFullScreen(element: RefObject<HTMLElement | null>) {
	const [on, setOn] = useState(false);
	useEffect(() => {
		const onChange = (): void => setOn(document.fullscreenElement !== null);
		document.addEventListener('fullscreenchange', onChange);
		return () => document.removeEventListener('fullscreenchange', onChange);
	}, []);
	const toggle = useCallback(() => {
		const change = document.fullscreenElement
			? document.exitFullscreen()
			: element.current?.requestFullscreen({ navigationUI: 'hide' });
		// The browser refuses without a key or a tap; then nothing happens.
		change?.catch(() => undefined);
	}, [element]);
	return { on, toggle, can: document.fullscreenEnabled };
}
