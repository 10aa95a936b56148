import { useEffect, useEffectEvent, useRef } from 'react';
import { hasFetched } from '@classroom/protocol';
import { useJoined, useLesson, useOwnLink } from '../scene/lessonContext.ts';
import { pageCache } from './pageCache.ts';
import { PageFetcher } from './PageFetcher.ts';
import type { FetcherView } from './PageFetcher.ts';
import { addressOf, isWhole, readyOf } from './pageOrder.ts';
import type { Ready } from './pageOrder.ts';
import { useCourseware, usePictures } from './useCourseware.ts';

/** Whoever only watches fetches so many pages ahead. */
const NEAR = 3;

/** Fetches pages before they are shown. A classroom fetches all, and says what it has and whether it sees the page. */
export function PagesAhead({ all }: { all: boolean }) {
	const { room, role } = useJoined();
	const { lessonId } = room;
	const list = useCourseware(lessonId);
	const ready = list.state === 'ready' ? readyOf(list.data.items) : [];
	const { network } = useOwnLink();
	const view: FetcherView = {
		wish: { lessonId, ready, shown: room.courseware.shown, wide: all, ...(all ? {} : { near: NEAR }) },
		network,
		shares: true,
	};
	const latest = useRef(view);
	useEffect(() => {
		latest.current = view;
	});
	useEffect(() => {
		const fetcher = new PageFetcher(pageCache, () => latest.current);
		return () => fetcher.stop();
	}, [lessonId]);
	return role === 'classroom' ? <Reports ready={ready} /> : null;
}

/** A page that has not come for so long is missed. */
const MISSED_MS = 4000;

function Reports({ ready }: { ready: readonly Ready[] }) {
	const { room, me } = useJoined();
	const { session } = useLesson();
	const pictures = usePictures();
	const { courseware, lessonId } = room;
	const { shown } = courseware;
	const isHere = (address: string): boolean => pictures(address) !== undefined;
	const fresh = ready.find(
		(each) => isWhole(lessonId, each, isHere) && !hasFetched(courseware, me, each.coursewareId),
	)?.coursewareId;
	const page = ready.find(({ coursewareId }) => coursewareId === shown?.coursewareId)?.pages[
		(shown?.page ?? 1) - 1
	];
	const sees =
		shown !== null &&
		page !== undefined &&
		(['small', 'large'] as const).some((width) =>
			isHere(addressOf(lessonId, shown.coursewareId, page, width)),
		);
	const misses = shown !== null && !sees;
	const listed = courseware.without.includes(me);
	// Nobody waits for it; it is said again when the connection is back, since the state still lacks it.
	const say = useEffectEvent((what: Parameters<typeof session.ask<'reportPages'>>[1]['what']) => {
		session.ask('reportPages', { what }).catch(() => undefined);
	});
	useEffect(() => {
		if (fresh !== undefined) say({ kind: 'fetched', coursewareId: fresh });
	}, [fresh]);
	useEffect(() => {
		if (listed && sees) say({ kind: 'seen' });
	}, [listed, sees]);
	useEffect(() => {
		if (!misses || listed) return undefined;
		const timer = setTimeout(() => say({ kind: 'missing' }), MISSED_MS);
		return () => clearTimeout(timer);
	}, [misses, listed]);
	return null;
}
