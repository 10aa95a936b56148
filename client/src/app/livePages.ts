// The pages of a live lesson, and getting them ready before somebody goes in: from the press to the first picture
// only the lesson itself should have to be fetched.
import { useEffect } from 'react';
import { endpoints } from '@classroom/protocol';
import type { Lesson, PeerRole, SessionInfo } from '@classroom/protocol';
import { foreknow } from '../api/index.ts';
import { loadTexts } from '../i18n/index.ts';
import { lazyPage } from './lazyPage.ts';
import type { PageModule } from './lazyPage.ts';
import type { LessonPageProps } from './lessonPageProps.ts';

type Folder = 'teacher' | 'classroom' | 'viewer';

// Each of these folders has a page.tsx whose default export takes LessonPageProps.
const modules = import.meta.glob<PageModule<LessonPageProps>>('../{teacher,classroom,viewer}/page.tsx');

async function loadModule(folder: Folder): Promise<PageModule<LessonPageProps>> {
	const load = modules[`../${folder}/page.tsx`];
	if (!load) throw new Error(`no page in ${folder}`);
	return load();
}

const lessonPage = (folder: Folder) => lazyPage(() => loadModule(folder), 'lesson', 'quiz', folder);

export const livePages = {
	teacher: lessonPage('teacher'),
	classroom: lessonPage('classroom'),
	viewer: lessonPage('viewer'),
};

/** Which page a role takes part with. */
export function folderOf(role: PeerRole): Folder {
	return role === 'teacher' || role === 'classroom' ? role : 'viewer';
}

/** Fetches code and texts; nothing goes wrong here that is not said when the page is shown. */
function preload(folder: Folder): void {
	Promise.all([loadModule(folder), loadTexts('lesson', 'quiz', folder)]).catch(() => undefined);
}

/** Whoever opens a lesson by its address: the page is fetched while the lesson is asked for. */
export function preloadFor(session: SessionInfo): void {
	if (session.kind === 'classroom') preload('classroom');
	else if (session.kind === 'person') preload(session.role === 'teacher' ? 'teacher' : 'viewer');
}

/** Connects the socket and asks the browser for its codecs. Takes itself back. */
function warmUp(): () => void {
	let over = false;
	let release: (() => void) | undefined;
	import('../session/index.ts').then(
		({ browserHandler, pageSignalling }) => {
			if (over) return;
			release = pageSignalling().hold();
			browserHandler();
		},
		() => undefined,
	);
	return () => {
		over = true;
		release?.();
	};
}

/** Gets a lesson ready that may be entered from this page any moment; undefined: there is none. */
export function usePreparedLesson(lesson: Lesson | undefined): void {
	const role = lesson?.joinAs ?? undefined;
	useEffect(() => {
		if (lesson) foreknow(endpoints.readLesson, { params: { lessonId: lesson.lessonId } }, lesson);
	}, [lesson]);
	useEffect(() => {
		if (role === undefined) return undefined;
		preload(folderOf(role));
		return warmUp();
	}, [role]);
}
