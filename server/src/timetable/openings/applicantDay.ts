// Whether an applicant's school has lessons on the lesson's day. A lesson with several schools is given as long as one of
// those that receive it is there; but a school that is not there is given no place that another could have.
import type { CountyId, DayClosed, Instant } from '@classroom/protocol';
import { closedError } from '../changes/openDays.ts';
import { dayOf } from '../days.ts';
import type { LessonPlace } from '../lessonRecord.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { closedSaid, readSchoolDays } from '../term/schoolDays.ts';

/** A lesson with its time. */
interface Given {
	readonly countyId: CountyId;
	readonly at: Instant;
}

/** Of these classrooms, why their schools have none then; null: they may have. The same queries for however many. */
export const closedFor = async (
	db: TimetableDb | TimetableTransaction,
	{ countyId, at }: Given,
	classrooms: readonly LessonPlace[],
	timeZone: string,
): Promise<(DayClosed | null)[]> => {
	if (classrooms.length === 0) return [];
	const day = dayOf(at, timeZone);
	const alone = classrooms.map((classroom) => ({
		teacherSchoolId: null,
		sendingClassroom: null,
		receivingClassrooms: [classroom],
		classGroups: [],
	}));
	const days = await readSchoolDays(db, countyId, { from: day, until: day }, alone);
	return alone.map((parts) => {
		const closed = days.closedOn(day, parts);
		return closed === null ? null : closedSaid(day, closed, parts);
	});
};

/** Throws `day-closed`. To be called under the calendar's lock. */
export const refuseClosedFor = async (
	tx: TimetableTransaction,
	given: Given,
	classroom: LessonPlace,
	timeZone: string,
): Promise<void> => {
	const [closed] = await closedFor(tx, given, [classroom], timeZone);
	if (closed) throw closedError(closed);
};
