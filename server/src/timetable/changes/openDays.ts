// No lesson is put on a day on which those of it have none. A clash can be made room for; a holiday, an exam day or a
// closed school cannot, and whoever may decide otherwise changes the calendar, which everybody sees: so nothing is planned
// past it, and a later change of the calendar finds no lesson of which it cannot tell whether it was meant.
import type { CountyId, DayClosed, Instant, LessonId } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { dayOf } from '../days.ts';
import { partsOfLessons } from '../lessonParts.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { NamedParts } from '../term/schoolDays.ts';
import { closedAt, closedSaid, readSchoolDays } from '../term/schoolDays.ts';
import type { LessonState } from './lessonState.ts';

/** `day-closed`, with why. */
export const closedError = ({ day, why, reason, school }: DayClosed): AppError =>
	new AppError('day-closed', 'those of the lesson have none on that day', {
		details: { day, why, reason, school: school ?? '' },
	});

/** Throws `day-closed`. To be called under the calendar's lock. */
export const refuseClosed = async (
	tx: TimetableTransaction,
	plan: NamedParts & { readonly countyId: CountyId },
	at: Instant,
	timeZone: string,
): Promise<void> => {
	const closed = await closedAt(tx, plan.countyId, plan, at, timeZone);
	if (closed !== null) throw closedError(closed);
};

/** Of lessons as they are to be: those that stand on days on which they cannot be given. */
export const closedLessons = async (
	tx: TimetableTransaction,
	countyId: CountyId,
	states: ReadonlyMap<LessonId, LessonState>,
	timeZone: string,
): Promise<Map<LessonId, DayClosed>> => {
	const standing = [...states].filter(([, { cancelled }]) => cancelled === null);
	const days = standing.map(([, { from }]) => dayOf(from, timeZone)).toSorted();
	const [from, until] = [days[0], days.at(-1)];
	if (from === undefined || until === undefined) return new Map();
	const school = await readSchoolDays(
		tx,
		countyId,
		{ from, until },
		standing.map(([, state]) => state),
	);
	const found = standing.flatMap(([lessonId, state]) => {
		const closed = school.closedOn(dayOf(state.from, timeZone), state);
		return closed === null ? [] : [{ lessonId, state, closed }];
	});
	const named = await partsOfLessons(
		tx,
		found.map(({ lessonId }) => lessonId),
	);
	return new Map(
		found.flatMap(({ lessonId, state, closed }) => {
			const parts = named.get(lessonId)?.parts;
			const day = dayOf(state.from, timeZone);
			return parts === undefined ? [] : [[lessonId, closedSaid(day, closed, parts)] as const];
		}),
	);
};

/** Throws `day-closed` for the first that is put on a closed day. One that stands on it already may be changed otherwise. */
export const refuseClosedDays = async (
	tx: TimetableTransaction,
	countyId: CountyId,
	before: ReadonlyMap<LessonId, LessonState>,
	after: ReadonlyMap<LessonId, LessonState>,
	timeZone: string,
): Promise<void> => {
	const closed = await closedLessons(tx, countyId, after, timeZone);
	if (closed.size === 0) return;
	const already = await closedLessons(tx, countyId, before, timeZone);
	for (const [lessonId, day] of closed) {
		if (already.get(lessonId)?.day !== day.day) throw closedError(day);
	}
};
