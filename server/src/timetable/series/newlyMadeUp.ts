// Lessons that do not come back because others make up for them are told of once: by the change that would bring them.
import type { SchoolId } from '@classroom/protocol';
import type { BellSchedule } from '../bells/bells.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from '../term/calendar.ts';
import type { Unproven } from './proposal.ts';
import { closedAt, plannedOf, readWorlds } from './seriesWorld.ts';

/** `calendar` and `bells` as they were before the change; bells left out are those that are saved. */
export const newlyMadeUp = async (
	db: TimetableDb | TimetableTransaction,
	unproven: readonly Unproven[],
	calendar: Calendar,
	timeZone: string,
	bells?: ReadonlyMap<SchoolId, readonly BellSchedule[]>,
): Promise<readonly Unproven[]> => {
	const concerned = unproven.filter(({ madeUp }) => madeUp.length > 0).map(({ series }) => series);
	if (concerned.length === 0) return unproven;
	const worldOf = await readWorlds(db, calendar, concerned, bells);
	return unproven.map((each) => {
		if (each.madeUp.length === 0) return each;
		const world = worldOf(each.series);
		const had = new Set(plannedOf(each.series, world, timeZone).lessons.map(({ key }) => key));
		const madeUp = each.madeUp.filter(
			({ planned, lesson }) =>
				!had.has(planned.key) || (lesson.ownTime && closedAt(world, lesson.from, timeZone) === null),
		);
		return { ...each, madeUp };
	});
};
