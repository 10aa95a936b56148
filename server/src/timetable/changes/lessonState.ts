// A lesson's plan as a whole, to be compared, written and, when a change is undone, written again.
import {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Instant,
	LessonId,
	LessonKind,
	PersonId,
	SchoolId,
	SeriesId,
	Subject,
} from '@classroom/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { inChunks } from '../../platform/index.ts';
import { bookAll, release } from '../clashes/bookings.ts';
import { classesOf, classroomsOf } from '../lessonReader.ts';
import { bookedBy, planColumns, replaceParts } from '../lessonRows.ts';
import { slotOf } from '../lessonSlot.ts';
import type { TimetableDb, TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import { applicationsFollow } from '../openings/openingRows.ts';

const Place = z.object({ classroomId: ClassroomId, schoolId: SchoolId, countyId: CountyId });

export const LessonState = z.object({
	facts: z.object({ title: z.string(), kind: LessonKind, subject: Subject }),
	teacherId: PersonId,
	teacherSchoolId: SchoolId.nullable(),
	sendingClassroom: Place.nullable(),
	receivingClassrooms: z.array(Place),
	classGroups: z.array(z.object({ classGroupId: ClassGroupId, schoolId: SchoolId, countyId: CountyId })),
	from: Instant,
	until: Instant,
	series: z.object({ seriesId: SeriesId, key: z.string(), from: Instant, until: Instant }).nullable(),
	own: z.object({ teacher: z.boolean(), rest: z.boolean() }),
	makesUp: LessonId.nullable(),
	cancelled: z
		.object({
			at: Instant,
			cause: z.enum(['person', 'calendar', 'series', 'clash']),
			reason: z.string().nullable(),
		})
		.nullable(),
});
export type LessonState = z.infer<typeof LessonState>;

type LessonRow = Selectable<TimetableTables['lesson']>;

/** As the database has them. */
export const statesOf = async (
	db: TimetableDb | TimetableTransaction,
	lessonIds: readonly LessonId[],
): Promise<Map<LessonId, LessonState>> => {
	const states = new Map<LessonId, LessonState>();
	await inChunks(lessonIds, async (chunk) => {
		const rows = await db.selectFrom('lesson').selectAll().where('lesson_id', 'in', chunk).execute();
		const classrooms = Map.groupBy(await classroomsOf(db, chunk), (row) => row.lessonId);
		const classes = Map.groupBy(await classesOf(db, chunk), (row) => row.lessonId);
		for (const row of rows) {
			const places = classrooms.get(row.lesson_id) ?? [];
			states.set(
				row.lesson_id,
				// Strips the names.
				LessonState.parse({
					...ownState(row),
					sendingClassroom: places.find(({ part }) => part === 'sending') ?? null,
					receivingClassrooms: places.filter(({ part }) => part === 'receiving'),
					classGroups: classes.get(row.lesson_id) ?? [],
				}),
			);
		}
	});
	return states;
};

const ownState = (row: LessonRow) => ({
	facts: { title: row.title, kind: row.kind, subject: row.subject },
	teacherId: row.teacher_id,
	teacherSchoolId: row.teacher_school_id,
	from: row.planned_start,
	until: row.planned_end,
	series: slotOf(row),
	own: { teacher: row.own_teacher === 1, rest: row.own_rest === 1 },
	makesUp: row.makes_up,
	cancelled:
		row.cancelled_at === null
			? null
			: { at: row.cancelled_at, cause: row.cancel_cause ?? 'person', reason: row.cancel_reason },
});

/**
 * Writes lessons anew, with what they book. Lessons that have begun meanwhile are left as they are. Returns those that
 * were written. Throws `conflict` when somebody or something of them is in another lesson then, and what
 * {@link applicationsFollow} throws.
 */
export const writeStates = async (
	tx: TimetableTransaction,
	states: ReadonlyMap<LessonId, LessonState>,
	now: Instant,
): Promise<LessonId[]> => {
	const kinds = await lockOpen(tx, [...states.keys()]);
	const open = [...kinds.keys()];
	const all = open.flatMap((lessonId) => {
		const state = states.get(lessonId);
		return state === undefined ? [] : [{ ...state, lessonId }];
	});
	await release(tx, ...open);
	for (const lesson of all) await writeRow(tx, lesson, now);
	await replaceParts(tx, all);
	await applicationsFollow(tx, all, kinds, now);
	await bookAll(tx, all.filter(({ cancelled }) => cancelled === null).map(bookedBy));
	return open;
};

/** Of these the ones that have not begun, with their kinds; they cannot begin until the transaction ends. */
const lockOpen = async (
	tx: TimetableTransaction,
	lessonIds: readonly LessonId[],
): Promise<Map<LessonId, LessonKind>> => {
	const open = new Map<LessonId, LessonKind>();
	await inChunks(lessonIds, async (chunk) => {
		const rows = await tx
			.updateTable('lesson')
			// Two lessons of a series may change places in it: no key stands twice on the way.
			.set({ series_key: null })
			.where('lesson_id', 'in', chunk)
			.where((row) => row.or([row('phase', 'is', null), row('phase', '=', 'waiting')]))
			.returning(['lesson_id', 'kind'])
			.execute();
		for (const row of rows) open.set(row.lesson_id, row.kind);
	});
	return open;
};

const writeRow = async (
	tx: TimetableTransaction,
	state: LessonState & { readonly lessonId: LessonId },
	now: Instant,
): Promise<void> => {
	await tx
		.updateTable('lesson')
		.set((row) => ({
			...planColumns(state),
			// Whoever has an older copy of the plan knows by it that there is a newer one.
			revision: row('revision', '+', 1),
			changed_at: now,
			planned_start: state.from,
			planned_end: state.until,
			moved_end: null,
			series_id: state.series?.seriesId ?? null,
			series_key: state.series?.key ?? null,
			slot_start: state.series?.from ?? null,
			slot_end: state.series?.until ?? null,
			own_teacher: state.own.teacher ? 1 : 0,
			own_rest: state.own.rest ? 1 : 0,
			makes_up: state.makesUp,
			cancelled_at: state.cancelled?.at ?? null,
			cancel_reason: state.cancelled?.reason ?? null,
			cancel_cause: state.cancelled?.cause ?? null,
		}))
		.where('lesson_id', '=', state.lessonId)
		.execute();
};
