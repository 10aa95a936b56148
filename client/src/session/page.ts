// What the browser says about itself: the network is back, the page is looked at again. Behind an interface,
// so that the session runs in tests without a page.
import { Announcer } from './store.ts';
import type { Unsubscribe } from './store.ts';

export type PageNews =
	/** The machine has a network again, or another one. */
	'network-changed' | 'visible';

export interface PageEvents {
	on(listener: (news: PageNews) => void): Unsubscribe;
}

/** The page this code runs in. */
export const browserPage = (): PageEvents => {
	const news = new Announcer<PageNews>();
	window.addEventListener('online', () => news.tell('network-changed'));
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') news.tell('visible');
	});
	return { on: (listener) => news.on(listener) };
};

/** A page where nothing happens. */
export const quietPage: PageEvents = { on: () => () => undefined };
