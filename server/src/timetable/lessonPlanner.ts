// Planning, changing and cancelling single lessons: checked, written with a line in the audit log, and announced.
import { LessonId } from '@classroom/protocol';
import type { ClassroomId, Day, LessonFit, LessonInput, SchoolId } from '@classroom/protocol';
import type { AuditLog, Caller, PersonCaller } from '../identity/index.ts';
import type { Clock, Database } from '../platform/index.ts';
import { AppError, isAppError, newId } from '../platform/index.ts';
import { auditedChange } from '../schools/index.ts';
import { insertMadeUp } from './changes/madeUp.ts';
import { changeLessons, eachStanding } from './changes/lessonChanger.ts';
import { lockResources, spanOf } from './clashes/bookings.ts';
import { locksOf, wantsOf } from './clashes/readPlaces.ts';
import { fitOf } from './clashes/fit.ts';
import { refuseClosed } from './changes/openDays.ts';
import { lockCalendar } from './term/calendarLock.ts';
import { dayOf } from './days.ts';
import type { LessonChanges } from './lessonChanges.ts';
import { changeOf } from './lessonChanges.ts';
import type { LessonRecord } from './lessonRecord.ts';
import { mayChange, maySee } from './lessonRules.ts';
import type { CheckedPlan } from './checkedPlan.ts';
import type { LessonStore } from './lessonStore.ts';
import type { TimetableTransaction } from './lessonTables.ts';
import { refuseBringingBack, refuseLeavingOut } from './openings/openingRows.ts';
import type { PlanPartsDeps } from './planParts.ts';
import { partsOf } from './planParts.ts';
import { checkChangeable, checkPlan, mayPlan } from './planRules.ts';

export interface LessonPlannerDeps extends PlanPartsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly audit: AuditLog;
	readonly store: LessonStore;
	readonly changes: LessonChanges;
	/** Schools that share a community with this one on that day, itself among them. */
	partnersOf(schoolId: SchoolId, day: Day): Promise<Set<SchoolId>>;
}

const none: ReadonlySet<SchoolId> = new Set();

export class LessonPlanner {
	readonly #deps: LessonPlannerDeps;

	constructor(deps: LessonPlannerDeps) {
		this.#deps = deps;
	}

	/** The lesson, if the caller may know of it. Throws `lesson-not-found`, `other-county`, `forbidden`. */
	async read(caller: Caller, lessonId: LessonId): Promise<LessonRecord> {
		const lesson = await this.#deps.store.find(lessonId);
		if (lesson === null) throw new AppError('lesson-not-found');
		if (maySee(caller, lesson)) return lesson;
		const home = 'countyId' in caller && caller.countyId === lesson.countyId;
		throw new AppError(home ? 'forbidden' : 'other-county');
	}

	/**
	 * `makesUp`: the lesson it makes up for. Throws what {@link checkPlan} and {@link partsOf} throw, `forbidden`,
	 * `day-closed`, `clash` with the first in its way, and `conflict` when another makes up for that lesson already.
	 */
	async plan(
		caller: PersonCaller,
		input: LessonInput,
		makesUp: { readonly lesson: LessonRecord; readonly reason: string | null } | null = null,
	): Promise<LessonRecord> {
		const { clock, store } = this.#deps;
		const now = clock.now();
		const plan = await this.checked(caller, input, null, makesUp?.lesson);
		const lessonId = newId(LessonId, now);
		await this.#booked(caller, plan, null, () =>
			this.#audited(caller, makesUp === null ? 'planned' : 'made-up', plan, async (tx) => {
				const { database, timeZone } = this.#deps;
				await lockCalendar(tx, database.kind, caller.countyId, 'use');
				await refuseClosed(tx, plan, plan.input.plannedStart, timeZone);
				const locks = await locksOf(tx, [wantsOf(plan, plan.input)]);
				await lockResources(tx, database.kind, locks);
				if (makesUp === null) await store.insert(tx, lessonId, plan, now);
				else await insertMadeUp(tx, caller, { lessonId, plan, now }, makesUp);
			}),
		);
		const lesson = await this.existing(lessonId);
		await this.#deps.changes.announce(changeOf('planned', [lesson]));
		return lesson;
	}

	/**
	 * As {@link plan}; and `lesson-not-found`, `lesson-taken-place`, `lesson-in-the-past`, `conflict`, and `place-given`
	 * when a classroom that has signed up, or its class, would be left out: a form that was opened before it had does not undo that.
	 * `kind-not-bookable` while it takes applications and would be of another kind. `place-left`: by `receivedBefore`, the form was opened before one that had signed up left the lesson.
	 */
	async update(
		caller: PersonCaller,
		lessonId: LessonId,
		input: LessonInput,
		receivedBefore: readonly ClassroomId[] = [],
	): Promise<LessonRecord> {
		const before = await this.changeable(caller, lessonId);
		const plan = await this.checked(caller, input, before);
		await changeLessons(this.#deps, caller, {
			kind: 'edited',
			onSchoolDays: true,
			lessonIds: [lessonId],
			reason: null,
			check: async (tx, states) => {
				for (const state of states.values()) {
					await refuseLeavingOut(tx, lessonId, state, input);
					await refuseBringingBack(tx, lessonId, state, { ...input, receivedBefore });
				}
			},
			alter: eachStanding((state) => ({ ...state, ...plannedState(plan) })),
		});
		return this.existing(lessonId);
	}

	/** Whether the plan would fit, without saving it. Throws as {@link plan}, or as {@link update}, but for `clash`. */
	async check(caller: PersonCaller, input: LessonInput, lessonId: LessonId | null): Promise<LessonFit> {
		const before = lessonId === null ? null : await this.changeable(caller, lessonId);
		const plan = await this.checked(caller, input, before);
		return fitOf(this.#deps, caller, plan, lessonId);
	}

	/** Throws `lesson-not-found`, `forbidden`, `lesson-taken-place`, `lesson-in-the-past`, `conflict`. */
	async cancel(caller: PersonCaller, lessonId: LessonId, reason: string): Promise<LessonRecord> {
		await this.changeable(caller, lessonId);
		const cancelled = { at: this.#deps.clock.now(), cause: 'person' as const, reason };
		await changeLessons(this.#deps, caller, {
			kind: 'cancelled',
			lessonIds: [lessonId],
			reason,
			alter: eachStanding((state) => ({ ...state, cancelled })),
		});
		return this.existing(lessonId);
	}

	/** The database has the last word on what is taken; whoever is refused hears by whom. */
	async #booked(
		caller: PersonCaller,
		plan: CheckedPlan,
		except: LessonId | null,
		write: () => Promise<void>,
	): Promise<void> {
		try {
			await write();
		} catch (error) {
			const { clashes } = isAppError(error, 'conflict')
				? await fitOf(this.#deps, caller, plan, except)
				: { clashes: [] };
			const [first] = clashes;
			if (first === undefined) throw error;
			const { resource, name, title, from, until } = first;
			const details = { resource, name, title: title ?? '', from, until };
			throw new AppError('clash', 'taken by another lesson', { details, cause: error });
		}
	}

	/** Throws `lesson-not-found`, `other-county`, `forbidden`, and why it cannot be changed any more. */
	async changeable(caller: PersonCaller, lessonId: LessonId): Promise<LessonRecord> {
		const lesson = await this.read(caller, lessonId);
		if (!mayChange(caller, lesson)) throw new AppError('forbidden');
		checkChangeable(lesson, this.#deps.clock.now());
		return lesson;
	}

	/** The plan with all its parts looked up; `before`: the lesson as it is. Throws as {@link plan}, but for `clash`. */
	async checked(
		caller: PersonCaller,
		input: LessonInput,
		before: LessonRecord | null,
		madeUp?: LessonRecord,
	): Promise<CheckedPlan> {
		checkPlan(input, this.#deps.clock.now(), before?.plannedStart);
		const plan = { ...(await partsOf(this.#deps, caller.countyId, input)), input };
		const day = dayOf(input.plannedStart, this.#deps.timeZone);
		const partners =
			caller.role === 'school-admin' && caller.schoolId !== null
				? await this.#deps.partnersOf(caller.schoolId, day)
				: none;
		const { sendingClassroom: sender, receivingClassrooms, classGroups } = plan;
		const schools = {
			giving: [plan.teacherSchoolId, sender?.schoolId ?? null],
			takingPart: [...receivingClassrooms, ...classGroups].map((part) => part.schoolId),
		};
		const like = before ?? madeUp;
		const already = like === undefined ? none : schoolsOf(like);
		if (!mayPlan(caller, schools, partners, already)) throw new AppError('forbidden');
		return plan;
	}

	#audited(
		caller: PersonCaller,
		what: 'planned' | 'made-up',
		{ input }: CheckedPlan,
		write: (tx: TimetableTransaction) => Promise<void>,
	): Promise<void> {
		return auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await write(tx);
			return {
				result: undefined,
				entry: {
					action: `lesson.${what}`,
					subject: { text: input.title },
					details: { kind: input.kind, plannedStart: input.plannedStart },
				},
			};
		});
	}

	/** Throws `lesson-not-found`. */
	async existing(lessonId: LessonId): Promise<LessonRecord> {
		const lesson = await this.#deps.store.find(lessonId);
		if (lesson === null) throw new AppError('lesson-not-found');
		return lesson;
	}
}

/** What of a lesson's state a plan says. */
const plannedState = (plan: CheckedPlan) => ({
	facts: { title: plan.input.title, kind: plan.input.kind, subject: plan.input.subject },
	teacherId: plan.teacherId,
	teacherSchoolId: plan.teacherSchoolId,
	sendingClassroom: plan.sendingClassroom,
	receivingClassrooms: [...plan.receivingClassrooms],
	classGroups: [...plan.classGroups],
	...spanOf(plan),
});

const schoolsOf = (lesson: LessonRecord): Set<SchoolId> =>
	new Set(
		[
			lesson.teacherSchoolId,
			...[lesson.sendingClassroom, ...lesson.receivingClassrooms, ...lesson.classGroups].map(
				(part) => part?.schoolId ?? null,
			),
		].filter((school) => school !== null),
	);
