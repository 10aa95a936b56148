// Schools apply for lessons that are open for sign-up, and are given places, refused, or take it back.
import { ApplicationId, bookableKinds } from '@classroom/protocol';
import type { ApplicationFit, ApplicationInput, LessonId } from '@classroom/protocol';
import type { Actor, PersonCaller, SystemActor } from '../../identity/index.ts';
import { AppError, isAppError, newId } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import { dayOf } from '../days.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import { closedFor, refuseClosedFor } from './applicantDay.ts';
import type { ApplicantParts } from './applicantFit.ts';
import { applicantClashes, applicantParts, clashErrorOf, detailsOf } from './applicantFit.ts';
import { isInvited, mayApplyFor, mayConfirm, standingOf } from './openingAccess.ts';
import type { Found, Openings, OpeningsDeps } from './openings.ts';
import { applicationsOf, findApplication, findOpenings, lockOpening } from './openingRows.ts';
import type { ApplicationRecord, OpeningRecord } from './openingRows.ts';
import { isStanding, nextInLine, openingStatus, takesApplications, takesDecisions } from './openingRules.ts';
import { seatApplicant, unseatApplicant } from './seats.ts';
import { tellOfOpening } from './tell.ts';

export class Applications {
	readonly #deps: OpeningsDeps;
	readonly #openings: Openings;

	constructor(deps: OpeningsDeps, openings: Openings) {
		this.#deps = deps;
		this.#openings = openings;
	}

	/**
	 * What is in the way. Throws `not-found`, `other-county`, `kind-not-bookable`, `forbidden` for another school's classroom,
	 * `not-invited`, and `bad-request` for what is not there.
	 */
	async check(caller: PersonCaller, lessonId: LessonId, input: ApplicationInput): Promise<ApplicationFit> {
		const { lesson, parts } = await this.#applying(caller, lessonId, input);
		const { db, timeZone } = this.#deps;
		const clashes = await applicantClashes(this.#deps, caller, lesson, parts);
		const [closed] = await closedFor(db, givenAt(lesson), [parts.classroom], timeZone);
		return { clashes, ...(closed ? { closed } : {}) };
	}

	/** As {@link check}; `opening-closed`, `already-applied` for who takes part as well, `clash`, and `day-closed`. */
	async apply(caller: PersonCaller, lessonId: LessonId, input: ApplicationInput): Promise<void> {
		const { lesson, parts } = await this.#applying(caller, lessonId, input);
		const [clash] = await applicantClashes(this.#deps, caller, lesson, parts);
		if (clash !== undefined) throw clashErrorOf(clash);
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await this.#insert(tx, caller, lesson, parts);
			return {
				result: undefined,
				entry: { action: 'application.made', subject: { text: lesson.title }, details: detailsOf(parts) },
			};
		});
		await this.#settle(caller, lessonId);
		// Who has just applied sees how it went.
		if (parts.classroom.schoolId === caller.schoolId) await this.#openings.seen(caller, lessonId);
		await tellOfOpening(this.#deps, lessonId);
	}

	/**
	 * Throws `not-found`, `other-county`, `forbidden` for another school's, `opening-closed` once the lesson has begun,
	 * and `application-decided` for one that does not stand any more.
	 */
	async withdraw(
		caller: PersonCaller,
		applicationId: ApplicationId,
		reason: string | null,
	): Promise<LessonId> {
		const { application, found } = await this.#deciding(caller, applicationId);
		if (!mayApplyFor(caller, application.school_id)) throw new AppError('forbidden');
		await this.#leave(caller, found.lesson, application, { state: 'withdrawn', reason });
		if (application.school_id === caller.schoolId) await this.#openings.seen(caller, application.lesson_id);
		return application.lesson_id;
	}

	/** As {@link withdraw}, `forbidden` for who does not confirm. */
	async decline(caller: PersonCaller, applicationId: ApplicationId, reason: string): Promise<LessonId> {
		const { application, found } = await this.#deciding(caller, applicationId);
		if (!mayConfirm(caller, found.opening, found.standing)) throw new AppError('forbidden');
		await this.#leave(caller, found.lesson, application, { state: 'declined', reason });
		return application.lesson_id;
	}

	/**
	 * As {@link decline}; `opening-full`, `clash` for a classroom or class that is in another lesson by now, and
	 * `day-closed` for a school that has no lessons on that day by now.
	 */
	async accept(caller: PersonCaller, applicationId: ApplicationId): Promise<LessonId> {
		const { application, found } = await this.#deciding(caller, applicationId);
		if (!mayConfirm(caller, found.opening, found.standing)) throw new AppError('forbidden');
		if (application.state !== 'waiting') throw new AppError('application-decided');
		await seatApplicant(this.#deps, caller, found.lesson, application, 'application.accepted');
		await tellOfOpening(this.#deps, application.lesson_id);
		return application.lesson_id;
	}

	/** Free places are given to those in line, where they are given at once; who cannot come then stays in line. */
	async settle(caller: PersonCaller, lessonId: LessonId): Promise<void> {
		if (!(await findOpenings(this.#deps.db, [lessonId])).has(lessonId)) return;
		await this.#settle(caller, lessonId);
		await tellOfOpening(this.#deps, lessonId);
	}

	/** As {@link settle}, by the program itself; nobody is told when nobody moved up. */
	async settleByItself(system: SystemActor, lessonId: LessonId): Promise<void> {
		if ((await this.#settle(system, lessonId)) > 0) await tellOfOpening(this.#deps, lessonId);
	}

	/** Returns how many moved up. */
	async #settle(caller: Actor, lessonId: LessonId): Promise<number> {
		const { db, store } = this.#deps;
		let seated = 0;
		const tried = new Set<ApplicationId>();
		for (;;) {
			const opening = (await findOpenings(db, [lessonId])).get(lessonId);
			const lesson = await store.find(lessonId);
			if (opening?.confirmation !== 'at-once' || lesson === null || !this.#decides(opening, lesson)) {
				return seated;
			}
			const next = nextInLine(opening.places, await applicationsOf(db, [lessonId]), tried);
			if (next === null) return seated;
			tried.add(next.applicationId);
			try {
				await seatApplicant(this.#deps, caller, lesson, next, 'application.seated');
				seated += 1;
			} catch (error) {
				if (isAppError(error, 'opening-full')) return seated;
				if (!passedOver.some((code) => isCode(error, code))) throw error;
			}
		}
	}

	async #applying(
		caller: PersonCaller,
		lessonId: LessonId,
		input: ApplicationInput,
	): Promise<{ lesson: LessonRecord; parts: ApplicantParts }> {
		const { db, clock, timeZone } = this.#deps;
		const { opening, lesson } = await this.#openings.find(caller, lessonId);
		const parts = await applicantParts(db, input);
		const { schoolId, countyId } = parts.classroom;
		if (countyId !== opening.countyId) throw new AppError('other-county');
		if (!mayApplyFor(caller, schoolId)) throw new AppError('forbidden');
		const standing = await standingOf(db, schoolId, dayOf(clock.now(), timeZone));
		if (!isInvited(opening, standing)) throw new AppError('not-invited');
		// It may have become of another kind while it took none.
		if (!bookableKinds.includes(lesson.kind)) throw new AppError('kind-not-bookable');
		return { lesson, parts };
	}

	async #deciding(
		caller: PersonCaller,
		applicationId: ApplicationId,
	): Promise<{ application: ApplicationRecord; found: Found }> {
		const application = await findApplication(this.#deps.db, applicationId);
		if (application === null) throw new AppError('not-found');
		const found = await this.#openings.find(caller, application.lesson_id);
		if (!this.#decides(found.opening, found.lesson)) throw new AppError('opening-closed');
		return { application, found };
	}

	#decides(opening: OpeningRecord, lesson: LessonRecord): boolean {
		return takesDecisions(openingStatus(opening, lesson, 0, this.#deps.clock.now()));
	}

	async #insert(
		tx: TimetableTransaction,
		caller: PersonCaller,
		lesson: LessonRecord,
		{ classroom, classGroup }: ApplicantParts,
	): Promise<void> {
		const { clock, database, timeZone } = this.#deps;
		const now = clock.now();
		await lockCalendar(tx, database.kind, lesson.countyId, 'use');
		await refuseClosedFor(tx, givenAt(lesson), classroom, timeZone);
		const opening = await lockOpening(tx, lesson.lessonId);
		if (opening === null) throw new AppError('not-found');
		if (!takesApplications(openingStatus(opening, lesson, 0, now))) throw new AppError('opening-closed');
		const others = await applicationsOf(tx, [lesson.lessonId]);
		if (takesPart(lesson, { classroom, classGroup }) || others.some(isBy(classroom, classGroup))) {
			throw new AppError('already-applied');
		}
		await tx
			.insertInto('lesson_application')
			.values({
				application_id: newId(ApplicationId, now),
				lesson_id: lesson.lessonId,
				number: (others.at(-1)?.number ?? 0) + 1,
				school_id: classroom.schoolId,
				classroom_id: classroom.classroomId,
				class_group_id: classGroup?.classGroupId ?? null,
				state: 'waiting',
				seat: null,
				held: 0,
				applied_at: now,
				applied_by: caller.personId,
				reason: null,
				decided_at: null,
				decided_by: null,
				seen_state: 'waiting',
				seen_start: lesson.plannedStart,
				seen_cancelled: 0,
			})
			.execute();
	}

	/** What has become of an application that stands; a place that it leaves is the next one's. */
	async #leave(
		caller: PersonCaller,
		lesson: LessonRecord,
		application: ApplicationRecord,
		to: { readonly state: 'declined' | 'withdrawn'; readonly reason: string | null },
	): Promise<void> {
		if (!isStanding(application)) throw new AppError('application-decided');
		if (application.state === 'accepted') {
			await unseatApplicant(this.#deps, caller, lesson, application, to);
			await this.#settle(caller, lesson.lessonId);
		} else {
			await this.#leaveLine(caller, lesson, application, to);
		}
		await tellOfOpening(this.#deps, lesson.lessonId);
	}

	async #leaveLine(
		caller: PersonCaller,
		lesson: LessonRecord,
		{ applicationId }: ApplicationRecord,
		{ state, reason }: { readonly state: 'declined' | 'withdrawn'; readonly reason: string | null },
	): Promise<void> {
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await lockOpening(tx, lesson.lessonId);
			const left = await tx
				.updateTable('lesson_application')
				.set({ state, reason, decided_at: this.#deps.clock.now(), decided_by: caller.personId })
				.where('application_id', '=', applicationId)
				.where('state', '=', 'waiting')
				.executeTakeFirst();
			// It was given a place meanwhile, or somebody else decided.
			if (left.numUpdatedRows === 0n) throw new AppError('application-decided');
			return {
				result: undefined,
				entry: {
					action: `application.${state}`,
					subject: { text: lesson.title },
					details: reason === null ? {} : { reason },
				},
			};
		});
	}
}

/** Why one in line has no place although there is one: whoever is next has it. */
const passedOver = ['clash', 'day-closed', 'application-decided', 'lesson-taken-place'];

const givenAt = ({ countyId, plannedStart: at }: LessonRecord) => ({ countyId, at });

const isCode = (error: unknown, code: string): boolean => isAppError(error) && error.code === code;

const takesPart = (lesson: LessonRecord, { classroom, classGroup }: ApplicantParts): boolean =>
	[lesson.sendingClassroom, ...lesson.receivingClassrooms].some(
		(place) => place?.classroomId === classroom.classroomId,
	) || lesson.classGroups.some(({ classGroupId }) => classGroupId === classGroup?.classGroupId);

/** Whether an application that stands is by the same classroom or class. */
const isBy =
	(classroom: ApplicantParts['classroom'], classGroup: ApplicantParts['classGroup']) =>
	(other: ApplicationRecord): boolean =>
		isStanding(other) &&
		(other.classroom_id === classroom.classroomId ||
			(classGroup !== null && other.class_group_id === classGroup.classGroupId));
