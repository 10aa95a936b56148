// Light or dark: as the system says, unless chosen on this device. check-browser.js applies it before the first
// paint; this changes it.
import { useSyncExternalStore } from 'react';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const STORED = 'theme';
const listeners = new Set<() => void>();

function current(): Theme {
	const set = document.documentElement.dataset['theme'];
	return set === 'light' || set === 'dark' ? set : 'auto';
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function chooseTheme(theme: Theme): void {
	if (theme === 'auto') delete document.documentElement.dataset['theme'];
	else document.documentElement.dataset['theme'] = theme;
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
	return useSyncExternalStore(subscribe, current);
}

/** For live pages, as `data-theme` of their outermost element: dark, unless light was chosen (a weak projector). */
export function useLiveTheme(): 'light' | 'dark' {
	return useTheme() === 'light' ? 'light' : 'dark';
}
