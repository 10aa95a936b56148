import { endpoints } from '@classroom/protocol';
import type { CalendarChange, CalendarEffect, TermCalendar, TermId } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import type { ApiError } from '../../api/index.ts';
import { adminLists } from '../stale.ts';

export type CalendarSaver = Readonly<{
	save: (change: CalendarChange) => Promise<{ calendar: TermCalendar; effect: CalendarEffect } | undefined>;
	busy: boolean;
	error: ApiError | undefined;
}>;

/** Saves changes of a term's calendar. */
export function useCalendarChange(termId: TermId): CalendarSaver {
	const { run, busy, error } = useAction(endpoints.changeCalendar, adminLists);
	return {
		save: (change) => run({ params: { termId }, body: { change, dryRun: false } }),
		busy,
		error,
	};
}

/** For undoing, which outlives the page. */
export async function makeChanges(
	termId: TermId,
	...changes: readonly (CalendarChange | undefined)[]
): Promise<void> {
	for (const change of changes) {
		if (change) await api(endpoints.changeCalendar, { params: { termId }, body: { change, dryRun: false } });
	}
}
