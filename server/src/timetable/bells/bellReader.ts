// Reads the bell schedules of schools.
import { Period, Weekday } from '@classroom/protocol';
import type { BellScheduleId, SchoolId } from '@classroom/protocol';
import { z } from 'zod';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { BellSchedule } from './bells.ts';

export interface BellScheduleRecord extends BellSchedule {
	readonly scheduleId: BellScheduleId;
}

const Periods = z.array(Period);
const Weekdays = z.array(Weekday);

/** In the school's order; a school without any is not in the map. */
export const bellsOf = async (
	db: TimetableDb | TimetableTransaction,
	schoolIds: readonly SchoolId[],
): Promise<Map<SchoolId, BellScheduleRecord[]>> => {
	if (schoolIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('bell_schedule')
		.selectAll()
		.where('school_id', 'in', schoolIds)
		.orderBy('position')
		.execute();
	const read = rows.map((row) => ({
		schoolId: row.school_id,
		schedule: {
			scheduleId: row.schedule_id,
			name: row.name,
			season:
				row.season_from === null || row.season_until === null
					? null
					: { from: row.season_from, until: row.season_until },
			weekdays: row.weekdays === null ? null : Weekdays.parse(JSON.parse(row.weekdays)),
			periods: Periods.parse(JSON.parse(row.periods)),
		},
	}));
	const bySchool = [...Map.groupBy(read, ({ schoolId }) => schoolId)];
	return new Map(bySchool.map(([schoolId, group]) => [schoolId, group.map(({ schedule }) => schedule)]));
};
