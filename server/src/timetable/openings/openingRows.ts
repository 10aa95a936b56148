// Reads openings and their applications; keeps the applications as the plan has it.
import { bookableKinds } from '@classroom/protocol';
import type {
	ApplicationId,
	ClassGroupId,
	ClassroomId,
	CommunityId,
	Confirmation,
	CountyId,
	Instant,
	LessonId,
	LessonInput,
	LessonKind,
	SchoolId,
} from '@classroom/protocol';
import type { Selectable } from 'kysely';
import { AppError, inChunks } from '../../platform/index.ts';
import type { TimetableDb, TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import type { Applicant, ClockState, Terms } from './openingRules.ts';
import { followPlan, openingStatus, takesApplications } from './openingRules.ts';

type Db = TimetableDb | TimetableTransaction;

export interface OpeningRecord extends Terms {
	readonly lessonId: LessonId;
	readonly countyId: CountyId;
	readonly confirmation: Confirmation;
	readonly confirmedBy: CommunityId | null;
	/** Only these may apply; null: all schools of the county. */
	readonly audience: {
		readonly communityIds: readonly CommunityId[];
		readonly schoolIds: readonly SchoolId[];
	} | null;
	readonly note: string | null;
	/** As the clock's doing was last written down: see `clockStateOf`. */
	readonly clockState: ClockState;
}

type ApplicationRow = Selectable<TimetableTables['lesson_application']>;
export type ApplicationRecord = Omit<ApplicationRow, 'held'> & Applicant;

export const findOpenings = async (
	db: Db,
	lessonIds: readonly LessonId[],
): Promise<Map<LessonId, OpeningRecord>> => {
	if (lessonIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('lesson_opening')
		.selectAll()
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const named = Map.groupBy(
		await db.selectFrom('lesson_opening_audience').selectAll().where('lesson_id', 'in', lessonIds).execute(),
		(row) => row.lesson_id,
	);
	return new Map(
		rows.map((row) => {
			const own = named.get(row.lesson_id) ?? [];
			return [
				row.lesson_id,
				{
					lessonId: row.lesson_id,
					countyId: row.county_id,
					places: row.places,
					closesAt: row.closes_at,
					closedAt: row.closed_at,
					confirmation: row.confirmation,
					confirmedBy: row.confirmed_by,
					audience:
						row.limited === 0
							? null
							: {
									communityIds: own.flatMap(({ community_id }) => community_id ?? []),
									schoolIds: own.flatMap(({ school_id }) => school_id ?? []),
								},
					note: row.note,
					clockState: row.clock_state,
				},
			];
		}),
	);
};

/** Waits until nobody else gives or takes places of the lesson. Null: it was never opened. */
export const lockOpening = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
): Promise<OpeningRecord | null> => {
	await tx
		.updateTable('lesson_opening')
		.set((row) => ({ revision: row('revision', '+', 1) }))
		.where('lesson_id', '=', lessonId)
		.execute();
	return (await findOpenings(tx, [lessonId])).get(lessonId) ?? null;
};

/** By number. */
export const applicationsOf = async (
	db: Db,
	lessonIds: readonly LessonId[],
): Promise<ApplicationRecord[]> => {
	if (lessonIds.length === 0) return [];
	const rows = await db
		.selectFrom('lesson_application')
		.selectAll()
		.where('lesson_id', 'in', lessonIds)
		.orderBy('lesson_id')
		.orderBy('number')
		.execute();
	return rows.map(applicationRecord);
};

export const findApplication = async (
	db: Db,
	applicationId: ApplicationId,
): Promise<ApplicationRecord | null> => {
	const row = await db
		.selectFrom('lesson_application')
		.selectAll()
		.where('application_id', '=', applicationId)
		.executeTakeFirst();
	return row === undefined ? null : applicationRecord(row);
};

const applicationRecord = (row: ApplicationRow): ApplicationRecord => ({
	...row,
	applicationId: row.application_id,
	classroomId: row.classroom_id,
	classGroupId: row.class_group_id,
	held: row.held === 1,
});

/**
 * Throws `place-given` when a classroom that has signed up for the lesson, and is in it, is not in the plan; or the class
 * that it came with, and that the lesson has now.
 */
export const refuseLeavingOut = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	now: { readonly classGroups: readonly { readonly classGroupId: ClassGroupId }[] },
	plan: Pick<LessonInput, 'receivingClassroomIds' | 'classGroupIds'>,
): Promise<void> => {
	const left = (await applicationsOf(tx, [lessonId])).some(
		({ state, classroomId, classGroupId }) =>
			state === 'accepted' &&
			(!plan.receivingClassroomIds.includes(classroomId) ||
				(classGroupId !== null &&
					now.classGroups.some((each) => each.classGroupId === classGroupId) &&
					!plan.classGroupIds.includes(classGroupId))),
	);
	if (left) throw new AppError('place-given');
};

/** Throws `place-left` when the plan has a classroom only because its form was opened before it left the lesson. */
export const refuseBringingBack = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	now: { readonly receivingClassrooms: readonly { readonly classroomId: ClassroomId }[] },
	plan: {
		readonly receivingClassroomIds: readonly ClassroomId[];
		readonly receivedBefore: readonly ClassroomId[];
	},
): Promise<void> => {
	const gone = new Set(plan.receivedBefore);
	for (const { classroomId } of now.receivingClassrooms) gone.delete(classroomId);
	const back = plan.receivingClassroomIds.filter((classroomId) => gone.has(classroomId));
	if (back.length === 0) return;
	const applications = await applicationsOf(tx, [lessonId]);
	if (applications.some(({ classroomId }) => back.includes(classroomId))) throw new AppError('place-left');
};

interface WrittenLesson {
	readonly lessonId: LessonId;
	readonly facts: { readonly title: string; readonly kind: LessonKind };
	readonly from: Instant;
	readonly cancelled: { readonly at: Instant } | null;
	readonly receivingClassrooms: readonly { readonly classroomId: ClassroomId }[];
}

/**
 * To be called with lessons as they were just written, whoever wrote them, and the kinds that they were of: see
 * {@link followPlan}. Throws `kind-not-bookable` when one takes applications and has become of a kind for which nobody
 * applies: its sign-up has to be closed first, so that those who applied hear why.
 */
export const applicationsFollow = async (
	tx: TimetableTransaction,
	lessons: readonly WrittenLesson[],
	kindsBefore: ReadonlyMap<LessonId, LessonKind>,
	now: Instant,
): Promise<void> => {
	await inChunks(lessons, async (chunk) => {
		const opened = await tx
			.updateTable('lesson_opening')
			.set((row) => ({ revision: row('revision', '+', 1) }))
			.where(
				'lesson_id',
				'in',
				chunk.map(({ lessonId }) => lessonId),
			)
			.returning(['lesson_id', 'places', 'closes_at as closesAt', 'closed_at as closedAt'])
			.execute();
		const openings = new Map(opened.map((row) => [row.lesson_id, row]));
		const applications = Map.groupBy(
			await applicationsOf(tx, [...openings.keys()]),
			({ lesson_id }) => lesson_id,
		);
		for (const lesson of chunk) {
			const { lessonId, receivingClassrooms } = lesson;
			const opening = openings.get(lessonId);
			if (opening === undefined) continue;
			refuseOtherKind(opening, lesson, kindsBefore.get(lessonId), now);
			const receiving = new Set(receivingClassrooms.map(({ classroomId }) => classroomId));
			await follow(tx, followPlan(opening.places, applications.get(lessonId) ?? [], receiving), now);
		}
	});
};

const refuseOtherKind = (
	terms: Terms,
	{ facts: { title, kind }, from, cancelled }: WrittenLesson,
	before: LessonKind | undefined,
	now: Instant,
): void => {
	if (bookableKinds.includes(kind) || before === undefined || !bookableKinds.includes(before)) return;
	const lesson = { plannedStart: from, phase: null, cancelledAt: cancelled?.at ?? null };
	if (!takesApplications(openingStatus(terms, lesson, 0, now))) return;
	throw new AppError('kind-not-bookable', 'the lesson takes applications', { details: { title, from } });
};

const follow = async (
	tx: TimetableTransaction,
	changes: ReturnType<typeof followPlan>,
	now: Instant,
): Promise<void> => {
	for (const change of changes) {
		await tx
			.updateTable('lesson_application')
			.set(
				change.state === 'waiting'
					? { state: 'waiting', seat: null, held: 1, decided_at: null, decided_by: null }
					: { state: 'accepted', seat: change.seat, held: 0, decided_at: now, reason: null },
			)
			.where('application_id', '=', change.applicationId)
			.execute();
	}
};
