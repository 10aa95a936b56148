// A lesson that was picked up, and where it is put down: the same in a week and in the county's day.
import { useState } from 'react';
import { endpoints } from '@classroom/protocol';
import type { TimetableLesson } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import type { Over } from './Overlays.tsx';
import type { Known, Target } from './places.ts';

/** A lesson that was picked up. */
export type Carried = Readonly<{
	lesson: TimetableLesson;
	/** Undefined: not known yet. */
	known: Known | undefined;
}>;

/**
 * `first`, `last`: the days that are shown, both included; what is in the way is asked for these. `shown`: their lessons as
 * they are now: one may have been moved since it was picked up, by an undo or by somebody else.
 */
function useCarried(first: string, last: string, shown: readonly TimetableLesson[]) {
	const [lesson, setLesson] = useState<TimetableLesson>();
	const free = useApi(
		endpoints.freePlaces,
		{ params: { lessonId: lesson?.lessonId ?? '' }, query: { from: first, until: last } },
		{ enabled: lesson !== undefined },
	);
	const carried: Carried | undefined = lesson && {
		lesson: shown.find(({ lessonId }) => lessonId === lesson.lessonId) ?? lesson,
		known: free.state === 'ready' ? free.data : undefined,
	};
	return { carried, pickUp: setLesson, putBack: () => setLesson(undefined) };
}

/** What lies over a timetable, and how lessons get there. */
export function useOver(first: string, last: string, shown: readonly TimetableLesson[] = []) {
	const { carried, pickUp, putBack } = useCarried(first, last, shown);
	const [over, setOver] = useState<Over>();
	const drop = (target: Target, { weekday }: { readonly weekday: number }): void => {
		if (!carried) return;
		const { lesson } = carried;
		putBack();
		if (target.from === lesson.from) return;
		setOver({ what: 'move', lessonId: lesson.lessonId, target: { ...target, weekday } });
	};
	const open = (lesson: TimetableLesson): void => setOver({ what: 'panel', lessonId: lesson.lessonId });
	return { over, setOver, open, carried, pickUp, putBack, drop };
}
