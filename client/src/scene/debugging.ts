// With `?debug=1` the page hands its session to whoever looks through the browser's console: our end-to-end tests,
// and the engineer on the telephone.
import type { LessonSession, LessonStats, LessonStep } from '../session/index.ts';

interface Debugging {
	readonly session: LessonSession;
	readonly stats: () => Promise<LessonStats>;
	readonly step: () => LessonStep;
}

declare global {
	interface Window {
		__lesson?: Debugging;
	}
}

/** Takes itself back. */
export function showForDebugging(session: LessonSession): () => void {
	if (new URLSearchParams(location.search).get('debug') !== '1') return () => undefined;
	window.__lesson = { session, stats: () => session.stats(), step: () => session.step.read() };
	return () => delete window.__lesson;
}
