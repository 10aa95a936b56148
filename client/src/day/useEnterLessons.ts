import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { Lesson } from '@classroom/protocol';
import { usePreparedLesson } from '../app/livePages.ts';
import { isOpen, lessonToEnter } from './groups.ts';
import { comingLesson } from './idle.ts';
import { useDayNews } from './useDayNews.ts';

/** A lesson that was just left is not entered again at once: what this page knows of it may be old. */
const PAUSE_MS = 15_000;

/** Code and socket are ready this long before the Room opens. */
const SOON_MS = 60_000;

let lastEntered: { lessonId: string; at: number } | undefined;

/** Takes a classroom's screen into its lesson when the Room opens: nobody there needs to press anything. */
export function useEnterLessons(lessons: readonly Lesson[] | undefined, now: number): void {
	const navigate = useNavigate();
	const lessonId = lessons && lessonToEnter(lessons, now)?.lessonId;
	const soon = lessons && comingLesson(lessons, now + SOON_MS);
	useDayNews();
	usePreparedLesson(soon && isOpen(soon, now + SOON_MS) ? soon : undefined);

	useEffect(() => {
		if (lessonId === undefined) return;
		const again = lastEntered?.lessonId === lessonId;
		const wait = again ? Math.max(0, (lastEntered?.at ?? 0) + PAUSE_MS - Date.now()) : 0;
		const timer = setTimeout(() => {
			lastEntered = { lessonId, at: Date.now() };
			void navigate(`/lesson/${lessonId}`);
		}, wait);
		return () => clearTimeout(timer);
	}, [lessonId, navigate]);
}
