// Light or dark: as the system says, unless chosen on this device. check-browser.js applies it before the first
// paint; this changes it.
import { useEffect, useSyncExternalStore } from 'react';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const STORED = 'theme';
const listeners = new Set<() => void>();
let chosen = initial();
/** How many live pages are shown: they are dark where nothing was chosen. */
let livePages = 0;

function initial(): Theme {
	const set = document.documentElement.dataset['theme'];
	return set === 'light' || set === 'dark' ? set : 'auto';
}

function apply(): void {
	const theme = chosen === 'auto' && livePages > 0 ? 'dark' : chosen;
	if (theme === 'auto') delete document.documentElement.dataset['theme'];
	else document.documentElement.dataset['theme'] = theme;
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function chooseTheme(theme: Theme): void {
	chosen = theme;
	apply();
	try {
		if (theme === 'auto') localStorage.removeItem(STORED);
		else localStorage.setItem(STORED, theme);
	} catch {
		// Storage is switched off: the choice holds until the page is closed.
	}
	for (const listener of listeners) listener();
}

/** What was chosen on this device. */
export function useTheme(): Theme {
	return useSyncExternalStore(subscribe, () => chosen);
}

/** For live pages: while mounted the whole page is dark, unless light was chosen (a projector's black is grey). */
export function useLiveTheme(): 'light' | 'dark' {
	useEffect(() => {
		livePages += 1;
		apply();
		return () => {
			livePages -= 1;
			apply();
		};
	}, []);
	return useTheme() === 'light' ? 'light' : 'dark';
}
