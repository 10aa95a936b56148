import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { endpoints } from '@classroom/protocol';
import type { CoursewareId, CoursewarePage, LessonId } from '@classroom/protocol';
import { useApi } from '../api/index.ts';
import { pageCache } from './pageCache.ts';
import { addressOf, readyOf } from './pageOrder.ts';

/** A teacher may add some at any time. */
const LOOK_MS = 30_000;

/** A lesson's courseware. */
export function useCourseware(lessonId: LessonId, everyMs = LOOK_MS) {
	return useApi(endpoints.listCourseware, { params: { lessonId } }, { everyMs });
}

/** One page of it; undefined: not known (yet). Asks anew for what is not in the list. */
export function usePage(
	lessonId: LessonId,
	coursewareId: CoursewareId | undefined,
	number: number,
): CoursewarePage | undefined {
	const list = useCourseware(lessonId);
	const items = list.state === 'ready' ? readyOf(list.data.items) : [];
	const found = items.find((each) => each.coursewareId === coursewareId);
	const missing = list.state === 'ready' && coursewareId !== undefined && found === undefined;
	const again = useEffectEvent((): void => {
		if (list.state === 'ready') list.again();
	});
	useEffect(() => {
		if (!missing) return undefined;
		again();
		const timer = setInterval(() => again(), AGAIN_MS);
		return () => clearInterval(timer);
	}, [missing, coursewareId]);
	return found?.pages[number - 1];
}

const AGAIN_MS = 2000;

/** Which pictures are here; renders again with each that comes. */
export function usePictures(): (address: string) => string | undefined {
	useSyncExternalStore(pageCache.version.subscribe, pageCache.version.read);
	return (address) => pageCache.urlOf(address);
}

type Wanted = Readonly<{
	lessonId: LessonId;
	coursewareId: CoursewareId | undefined;
	page: CoursewarePage | undefined;
	/** The large picture, where the link carries it. */
	wide: boolean;
}>;

/** The best picture of a page that is here; fetches the one that is wanted. Undefined: none is here yet. */
export function usePicture({ lessonId, coursewareId, page, wide }: Wanted): string | undefined {
	const pictures = usePictures();
	const known = page !== undefined && coursewareId !== undefined;
	const small = known ? addressOf(lessonId, coursewareId, page, 'small') : undefined;
	const large = known ? addressOf(lessonId, coursewareId, page, 'large') : undefined;
	const wanted = wide ? large : small;
	const best = large !== undefined && small !== undefined ? (pictures(large) ?? pictures(small)) : undefined;
	const here = best !== undefined && (!wide || (large !== undefined && pictures(large) !== undefined));

	useEffect(() => {
		if (wanted === undefined || here) return undefined;
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stopped = false;
		const load = async (): Promise<void> => {
			const came = await pageCache.load(wanted, 'high');
			if (!came && !stopped) timer = setTimeout(() => void load(), AGAIN_MS);
		};
		void load();
		return () => {
			stopped = true;
			clearTimeout(timer);
		};
	}, [wanted, here]);

	return best;
}
