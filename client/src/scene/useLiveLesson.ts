import { useEffect, useState } from 'react';
import type { LessonId, PeerRole } from '@classroom/protocol';
import { LessonSession, browserDevices, browserHandler, pageSignalling, thisPage } from '../session/index.ts';
import { showForDebugging } from './debugging.ts';
import type { LiveLesson } from './lessonContext.ts';

type Wanted = Readonly<{
	lessonId: LessonId;
	role: PeerRole;
	/** False: watches only. */
	sends: boolean;
	/** Goes in now; false: gets everything ready meanwhile. */
	enter: boolean;
}>;

/** The live lesson of this page: made with it, left with it. */
export function useLiveLesson({ lessonId, role, sends, enter }: Wanted): LiveLesson {
	const [live] = useState<LiveLesson>(() => {
		const devices = sends ? browserDevices() : null;
		const session = new LessonSession({
			lessonId,
			role,
			devices,
			signalling: pageSignalling(),
			page: thisPage(),
			handler: browserHandler,
		});
		return { session, devices };
	});

	useEffect(() => {
		// The socket connects and the browser's codecs are asked for while somebody still looks at the green room.
		const release = pageSignalling().hold();
		try {
			browserHandler();
		} catch {
			// Said when the lesson is joined.
		}
		return release;
	}, []);

	useEffect(() => {
		if (!enter) return undefined;
		live.session.start();
		const hide = showForDebugging(live.session);
		return () => {
			hide();
			live.session.leave();
		};
	}, [live, enter]);

	useEffect(() => () => live.devices?.close(), [live]);

	return live;
}
