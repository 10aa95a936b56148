// Gives a place in a lesson and takes it back: ordinary changes of the lesson, so that clashes, capacity, calendars,
// notices, the change log and undo see them like any other. Who has a place follows from the plan: see openingRows.ts.
import { RECEIVERS_MAX } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import type { Actor, AuditAction, PersonCaller } from '../../identity/index.ts';
import { personOf } from '../../identity/index.ts';
import { AppError, isAppError } from '../../platform/index.ts';
import { changeLessons, eachStanding } from '../changes/lessonChanger.ts';
import type { LessonChangerDeps } from '../changes/lessonChanger.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import {
	applicantClashes,
	applicantParts,
	clashErrorOf,
	detailsOf,
	withApplicant,
	withoutApplicant,
} from './applicantFit.ts';
import { refuseClosedFor } from './applicantDay.ts';
import type { ApplicationRecord } from './openingRows.ts';
import { findApplication } from './openingRows.ts';

/**
 * Throws `opening-full`, `application-decided` when it does not wait any more, `clash`, `day-closed` when its school has
 * no lessons on that day, and `lesson-taken-place`; then nothing is changed.
 */
export const seatApplicant = async (
	deps: LessonChangerDeps,
	caller: Actor,
	lesson: LessonRecord,
	application: ApplicationRecord,
	action: AuditAction,
): Promise<void> => {
	const parts = await applicantParts(deps.db, {
		classroomId: application.classroomId,
		classGroupId: application.class_group_id,
	});
	let begins: Instant = lesson.plannedStart;
	try {
		await changeLessons(deps, caller, {
			kind: 'edited',
			lessonIds: [lesson.lessonId],
			reason: null,
			audited: { action, details: detailsOf(parts) },
			check: async (tx, states) => {
				for (const { from: at } of states.values()) {
					await refuseClosedFor(tx, { countyId: lesson.countyId, at }, parts.classroom, deps.timeZone);
				}
			},
			alter: eachStanding((state) => {
				if (state.receivingClassrooms.length >= RECEIVERS_MAX) throw new AppError('opening-full');
				begins = state.from;
				return withApplicant(state, parts);
			}),
			also: (tx) => {
				const now = deps.clock.now();
				// From the bell on who still waits has no place.
				if (now >= begins) throw new AppError('lesson-taken-place');
				return confirmSeat(tx, caller, application, now);
			},
		});
	} catch (error) {
		if (!isAppError(error, 'clash')) throw error;
		// Said by the classroom's name, which the lesson does not know.
		const [clash] = await applicantClashes(deps, caller, lesson, parts);
		throw clash === undefined ? error : clashErrorOf(clash, error);
	}
};

const confirmSeat = async (
	tx: TimetableTransaction,
	caller: Actor,
	{ applicationId }: ApplicationRecord,
	now: number,
): Promise<void> => {
	const application = await findApplication(tx, applicationId);
	if (application?.state !== 'accepted') throw new AppError('application-decided');
	// It had left before this began: who waits has been decided by nobody, and only the plan brings back who left.
	if (application.decided_by !== null) throw new AppError('application-decided');
	if (application.seat === null) throw new AppError('opening-full');
	await tx
		.updateTable('lesson_application')
		.set({ decided_at: now, decided_by: personOf(caller), reason: null })
		.where('application_id', '=', applicationId)
		.execute();
};

/** Throws `application-decided` when it has no place any more, and `lesson-taken-place`. */
export const unseatApplicant = async (
	deps: LessonChangerDeps,
	caller: PersonCaller,
	lesson: LessonRecord,
	application: ApplicationRecord,
	{ state, reason }: { readonly state: 'declined' | 'withdrawn'; readonly reason: string | null },
): Promise<void> => {
	await changeLessons(deps, caller, {
		kind: 'edited',
		lessonIds: [lesson.lessonId],
		reason,
		audited: { action: `application.${state}`, details: reason === null ? {} : { reason } },
		alter: eachStanding((lessonState) => withoutApplicant(lessonState, application)),
		also: async (tx) => {
			const left = await tx
				.updateTable('lesson_application')
				.set({
					state,
					reason,
					seat: null,
					held: 0,
					decided_at: deps.clock.now(),
					decided_by: caller.personId,
				})
				.where('application_id', '=', application.applicationId)
				.where('state', '=', 'waiting')
				.executeTakeFirst();
			if (left.numUpdatedRows === 0n) throw new AppError('application-decided');
		},
	});
};
