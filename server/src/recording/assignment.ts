// Which recorder takes which lesson. Pure.
import type { LessonId } from '@classroom/protocol';

/** A connected recorder: how many lessons it can take at all, and how many it has. */
export interface RecorderLoad {
	readonly recorderId: string;
	readonly places: number;
	readonly lessons: number;
}

export interface WaitingLesson {
	readonly lessonId: LessonId;
	/** Since when it waits for a recorder, UTC ms. */
	readonly since: number;
}

export interface Assignment {
	readonly lessonId: LessonId;
	readonly recorderId: string;
}

/** The least loaded one with a free place; of equals the one with more free places, then by name. */
export const chooseRecorder = (recorders: readonly RecorderLoad[]): RecorderLoad | undefined =>
	recorders.filter((recorder) => recorder.lessons < recorder.places).toSorted(byLoad)[0];

const byLoad = (a: RecorderLoad, b: RecorderLoad): number =>
	a.lessons / a.places - b.lessons / b.places ||
	b.places - b.lessons - (a.places - a.lessons) ||
	(a.recorderId < b.recorderId ? -1 : 1);

/**
 * Gives waiting lessons to recorders, who waits longest first, until nobody waits or no place is free.
 * Lessons that have a recorder keep it: moving one would cost its pupils some seconds.
 */
export const assign = (
	recorders: readonly RecorderLoad[],
	waiting: readonly WaitingLesson[],
): Assignment[] => {
	const loads = new Map(recorders.map((recorder) => [recorder.recorderId, recorder]));
	const assignments: Assignment[] = [];
	for (const { lessonId } of waiting.toSorted((a, b) => a.since - b.since)) {
		const chosen = chooseRecorder([...loads.values()]);
		if (chosen === undefined) break;
		loads.set(chosen.recorderId, { ...chosen, lessons: chosen.lessons + 1 });
		assignments.push({ lessonId, recorderId: chosen.recorderId });
	}
	return assignments;
};

/** Places that neither a lesson has nor one needs that waits or is about to begin; negative: too few. */
export const freePlaces = (recorders: readonly RecorderLoad[], waitingOrExpected: number): number =>
	recorders.reduce((sum, { places, lessons }) => sum + Math.max(0, places - lessons), 0) - waitingOrExpected;
