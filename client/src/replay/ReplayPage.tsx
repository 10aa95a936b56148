// The page of courseware of the moment, with what was drawn on it until then.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { strokesOn } from '@classroom/protocol';
import type { Replay, RoomState } from '@classroom/protocol';
import { pageCache } from '../courseware/pageCache.ts';
import { PageFetcher } from '../courseware/PageFetcher.ts';
import { readyOf } from '../courseware/pageOrder.ts';
import { PageView } from '../courseware/PageView.tsx';
import { useCourseware, usePage, usePicture } from '../courseware/useCourseware.ts';

const someSize = { width: 1920, height: 1080 };
/** Pages fetched before they are turned to. */
const NEAR = 3;

export function ReplayPage({ replay, room }: Readonly<{ replay: Replay; room: RoomState }>) {
	const { t } = useTranslation('replay');
	const { lessonId } = replay.lesson;
	const { courseware } = room;
	const { shown } = courseware;
	const page = usePage(lessonId, shown?.coursewareId, shown?.page ?? 1);
	const url = usePicture({ lessonId, coursewareId: shown?.coursewareId, page, wide: true });
	const list = useCourseware(lessonId);
	const items = list.state === 'ready' ? list.data.items : undefined;
	useEffect(() => {
		if (items === undefined) return undefined;
		const wish = { lessonId, ready: readyOf(items), shown, wide: false, near: NEAR };
		const fetcher = new PageFetcher(pageCache, () => ({ wish, network: 'fine', shares: false }));
		return () => fetcher.stop();
	}, [lessonId, items, shown]);
	if (shown === null) return null;
	return (
		<div className="replay-picture__page" data-page={shown.page} data-here={url !== undefined}>
			<PageView
				label={t('picture.pageOf', { page: shown.page, pages: shown.pages })}
				url={url}
				size={page ?? someSize}
				zoom={shown.zoom}
				strokes={strokesOn(courseware, shown)}
				pointer={null}
			/>
		</div>
	);
}
