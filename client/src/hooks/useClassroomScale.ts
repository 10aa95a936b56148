import { useEffect } from 'react';

const WIDTH = 1920;
const HEIGHT = 1080;
const FONT_PX = 16;

/** The size of 1 rem (px) that makes a page drawn for 1920×1080 fill a screen of this size. */
export function classroomFontSize(width: number, height: number): number {
	// Under half size (a phone) the page is no longer drawn as a whole: it scrolls.
	return FONT_PX * Math.max(0.5, Math.min(width / WIDTH, height / HEIGHT));
}

/**
 * Scales all sizes in rem with the screen: a classroom's screen is 1366×768 or 4K, and the last row wants the same
 * letters. For pages with `data-screen="classroom"`.
 */
export function useClassroomScale(): void {
	useEffect(() => {
		const root = document.documentElement;
		const fit = (): void => {
			root.style.fontSize = `${classroomFontSize(window.innerWidth, window.innerHeight)}px`;
		};
		fit();
		window.addEventListener('resize', fit);
		return () => {
			window.removeEventListener('resize', fit);
			root.style.fontSize = '';
		};
	}, []);
}
