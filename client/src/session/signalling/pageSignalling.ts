// The one socket of this page: between lessons it brings news of the day, in a lesson it is the lesson's.
import type { LessonId } from '@classroom/protocol';
import { browserPage } from '../page.ts';
import type { PageEvents } from '../page.ts';
import type { Unsubscribe } from '../store.ts';
import { SignallingClient } from './SignallingClient.ts';

let client: SignallingClient | undefined;
let page: PageEvents | undefined;

export const thisPage = (): PageEvents => (page ??= browserPage());

/** Idle until somebody holds it. */
export const pageSignalling = (): SignallingClient => (client ??= new SignallingClient({ page: thisPage() }));

export type DayNews = { readonly news: 'changed' } | { readonly news: 'opened'; readonly lessonId: LessonId };

/** Tells when the own day changed or a lesson calls this classroom's device. For pages between lessons. */
export const watchDay = (listener: (news: DayNews) => void): Unsubscribe => {
	const signalling = pageSignalling();
	const stop = signalling.onNotification((notification) => {
		if (notification.type === 'dayChanged') listener({ news: 'changed' });
		if (notification.type === 'lessonOpened') listener({ news: 'opened', lessonId: notification.lessonId });
	});
	// Whatever was said while the socket was away was missed.
	const stopConnection = signalling.connection.subscribe(() => {
		if (signalling.connection.read().state === 'open') listener({ news: 'changed' });
	});
	const release = signalling.hold();
	return () => {
		stop();
		stopConnection();
		release();
	};
};
