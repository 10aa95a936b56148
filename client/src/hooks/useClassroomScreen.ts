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
 * While mounted the page is one of a classroom: read from 8 metres (tokens of `data-screen="classroom"`), and all
 * sizes in rem grow with the screen, which is 1366×768 or 4K, and the last row wants the same letters.
 */
export function useClassroomScreen(): void {
	useEffect(() => {
		const root = document.documentElement;
		const fit = (): void => {
			root.style.fontSize = `${classroomFontSize(window.innerWidth, window.innerHeight)}px`;
		};
		root.dataset['screen'] = 'classroom';
		fit();
		window.addEventListener('resize', fit);
		return () => {
			window.removeEventListener('resize', fit);
			delete root.dataset['screen'];
			root.style.fontSize = '';
		};
	}, []);
}
