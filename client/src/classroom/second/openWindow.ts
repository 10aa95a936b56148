// Opens the second window, on the other display where the browser knows of it (Window Management, Chromium 100); else
// somebody drags it there once, and the browser keeps its place.

/** What of the Window Management interface is used: TypeScript does not know it. */
interface Display {
	readonly availLeft: number;
	readonly availTop: number;
	readonly availWidth: number;
	readonly availHeight: number;
}
interface Displays {
	readonly screens: readonly Display[];
	readonly currentScreen: Display;
}

declare global {
	interface Window {
		readonly getScreenDetails?: () => Promise<Displays>;
	}
	interface Screen {
		readonly isExtended?: boolean;
	}
}

/** A browser that asks somebody first is not waited for longer, ms: the press would be too old to open a window. */
const PATIENCE_MS = 1000;

export const openSecondWindow = async (): Promise<boolean> => {
	const opened = window.open('/classroom/second', 'second-screen', features(await otherDisplay()));
	return opened !== null;
};

const features = (display: Display | null): string =>
	display === null
		? 'popup,width=1280,height=720'
		: `popup,left=${display.availLeft},top=${display.availTop},width=${display.availWidth},height=${display.availHeight}`;

const otherDisplay = async (): Promise<Display | null> => {
	if (window.getScreenDetails === undefined || window.screen.isExtended !== true) return null;
	try {
		const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
		const displays = await Promise.race([window.getScreenDetails(), late]);
		return displays?.screens.find((each) => each !== displays.currentScreen) ?? null;
	} catch {
		return null;
	}
};
