// Whether somebody is at this page. Pages ask the server by themselves all the time; that keeps nobody signed in.

/** Who did something this long ago (ms) is still here: longer than the time between two looks at the session. */
const HERE_MS = 90_000;

const loadedAt = Date.now();
let lastInputAt = Number.NEGATIVE_INFINITY;

/** Begins to watch for keys, touches and the mouse. */
export function watchAttendance(target: Pick<EventTarget, 'addEventListener'>): void {
	const note = (): void => {
		lastInputAt = Date.now();
	};
	for (const type of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
		target.addEventListener(type, note, { capture: true, passive: true });
	}
}

/** How long nobody has done anything here, ms. */
export const quietMs = (): number => Date.now() - Math.max(lastInputAt, loadedAt);

export const isAttended = (): boolean => Date.now() - lastInputAt < HERE_MS;
