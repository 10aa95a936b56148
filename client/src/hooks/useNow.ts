import { useEffect, useState } from 'react';
import { serverNow } from '../api/serverClock.ts';

/** The server's time (UTC ms), renewed every `everyMs` on the beat of the clock. */
export function useNow(everyMs = 1000): number {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout>;
		const beat = (): void => {
			setNow(serverNow());
			timer = setTimeout(beat, everyMs - (serverNow() % everyMs) + 5);
		};
		beat();
		return () => clearTimeout(timer);
	}, [everyMs]);
	return now;
}
