import { useEffect } from 'react';

/** Older Chromium, Firefox, and pages without TLS have none, whatever the types say. */
const wakeLock = (): WakeLock | undefined => ('wakeLock' in navigator ? navigator.wakeLock : undefined);

/** While mounted the screen does not go dark, where the browser can see to that. */
export function useWakeLock(): void {
	useEffect(() => {
		let over = false;
		let held: WakeLockSentinel | undefined;

		const hold = async (): Promise<void> => {
			if (document.visibilityState !== 'visible' || (held !== undefined && !held.released)) return;
			try {
				const lock = await wakeLock()?.request('screen');
				if (over) await lock?.release();
				else held = lock;
			} catch {
				// The battery is low, or the machine does not allow it: then the screen does as it is set.
			}
		};

		// The browser takes it back whenever the page is hidden.
		const onVisible = (): void => void hold();
		document.addEventListener('visibilitychange', onVisible);
		void hold();
		return () => {
			over = true;
			document.removeEventListener('visibilitychange', onVisible);
			held?.release().catch(() => undefined);
		};
	}, []);
}
