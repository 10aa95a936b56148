import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_WIDTHS, strokesOn } from '@classroom/protocol';
import type { PagePoint, ShownPage } from '@classroom/protocol';
import { classes, Icon } from '../components/index.ts';
import { useDelayed } from '../hooks/useDelayed.ts';
import { useJoined, useLesson, useOwnLink, useReadable } from '../scene/lessonContext.ts';
import { usePageTools } from './pageTools.ts';
import { PageView } from './PageView.tsx';
import { usePage, usePicture } from './useCourseware.ts';

/** What a page looks like before it is known. */
const someSize = { width: 1920, height: 1080 };

/** The page that is shown in the lesson; large: the teacher works on it. */
export function LivePage({ large = false }: { large?: boolean }) {
	const { room } = useJoined();
	const { shown } = room.courseware;
	return shown === null ? null : <Shown shown={shown} large={large} />;
}

function Shown({ shown, large }: { shown: ShownPage; large: boolean }) {
	const { t } = useTranslation('lesson');
	const { room } = useJoined();
	const box = useRef<HTMLElement>(null);
	const wide = useWide(box);
	const { network } = useOwnLink();
	const { coursewareId, page: number, pages } = shown;
	const { lessonId } = room;
	const page = usePage(lessonId, coursewareId, number);
	const url = usePicture({ lessonId, coursewareId, page, wide: wide && network === 'fine' });
	const given = usePageTools();
	const tools = large ? given : null;
	const told = useToldPointer(shown);
	const label = t('page.label', { page: number, pages });
	return (
		<figure
			className={classes('tile', 'tile--fill', 'page-tile')}
			ref={box}
			data-page={number}
			data-here={url !== undefined}
		>
			<PageView
				label={label}
				url={url}
				size={page ?? someSize}
				zoom={tools === null ? shown.zoom : tools.zoomOf(shown)}
				strokes={
					// Lines on nothing say nothing.
					url === undefined ? [] : [...strokesOn(room.courseware, shown), ...(tools?.drawing ?? [])]
				}
				pointer={tools?.pointing ?? told}
				handlers={tools?.handlers}
			/>
			{url === undefined && <Coming number={number} />}
			<figcaption className="page-tile__number" data-theme="dark">
				{t('page.number', { page: number, pages })}
			</figcaption>
		</figure>
	);
}

function Coming({ number }: { number: number }) {
	const { t } = useTranslation('lesson');
	const shown = useDelayed(300);
	if (!shown) return null;
	return (
		<p className="page-tile__coming" role="status">
			<Icon name="download" size={32} />
			{t('page.coming', { page: number })}
		</p>
	);
}

/** Whether the small picture would be blurred here. */
function useWide(box: RefObject<HTMLElement | null>): boolean {
	const [wide, setWide] = useState(false);
	useEffect(() => {
		if (box.current === null) return undefined;
		const sizes = new ResizeObserver(([entry]) => {
			if (entry) setWide(entry.contentRect.width * window.devicePixelRatio > PAGE_WIDTHS.small * 1.1);
		});
		sizes.observe(box.current);
		return () => sizes.disconnect();
	}, [box]);
	return wide;
}

/** A pointer of which nothing was heard for so long has gone, ms. */
const FORGOTTEN_MS = 10_000;

/** Where the teacher points; with another page, nowhere. */
function useToldPointer({ coursewareId, page }: ShownPage): PagePoint | null {
	const { session } = useLesson();
	const pointer = useReadable(session.pointer);
	useEffect(() => {
		if (pointer === null) return undefined;
		const timer = setTimeout(() => session.forgetPointer(), FORGOTTEN_MS);
		return () => clearTimeout(timer);
	}, [pointer, session]);
	useEffect(() => () => session.forgetPointer(), [session, coursewareId, page]);
	return pointer;
}
