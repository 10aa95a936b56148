// Which schools were closed on the day of a lesson, each by the calendar of its own county. What a calendar says of days
// that are past cannot be changed, so that it may be asked whenever somebody wants to know.
import type { Instant, SchoolId } from '@classroom/protocol';
import { dayOf } from '../days.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { SchoolParts } from '../series/seriesRecord.ts';
import type { SchoolDays } from '../term/schoolDays.ts';
import { readSchoolDays } from '../term/schoolDays.ts';

export interface SchoolAt {
	readonly schoolId: SchoolId;
	readonly at: Instant;
}

/** Whether a school had no lessons on the day of that instant: as many queries for one as for many of a county. */
export const readClosed = async (
	db: TimetableDb,
	timeZone: string,
	asked: readonly SchoolAt[],
): Promise<(school: SchoolAt) => boolean> => {
	if (asked.length === 0) return () => false;
	const days = asked.map(({ at }) => dayOf(at, timeZone)).toSorted();
	const span = { from: days.at(0) ?? '', until: days.at(-1) ?? '' };
	const schools = await db
		.selectFrom('school')
		.select(['school_id as schoolId', 'county_id as countyId'])
		.where('school_id', 'in', [...new Set(asked.map(({ schoolId }) => schoolId))])
		.execute();
	const bySchool = new Map<SchoolId, SchoolDays>();
	for (const [countyId, theirs] of Map.groupBy(schools, (school) => school.countyId)) {
		const alone = theirs.map(({ schoolId }) => receivedBy(schoolId));
		const school = await readSchoolDays(db, countyId, span, alone);
		for (const { schoolId } of theirs) bySchool.set(schoolId, school);
	}
	return ({ schoolId, at }) => {
		const closed = bySchool.get(schoolId)?.closedOn(dayOf(at, timeZone), receivedBy(schoolId));
		return closed !== undefined && closed !== null;
	};
};

const receivedBy = (schoolId: SchoolId): SchoolParts => ({
	teacherSchoolId: null,
	sendingClassroom: null,
	receivingClassrooms: [{ schoolId }],
	classGroups: [],
});
