// Planning, changing and cancelling single lessons: checked, written with a line in the audit log, and announced.
import { LessonId } from '@classroom/protocol';
import type { Day, LessonFit, LessonInput, SchoolId } from '@classroom/protocol';
import type { AuditLog, Caller, PersonCaller } from '../identity/index.ts';
import type { Clock, Database } from '../platform/index.ts';
import { AppError, isAppError, newId } from '../platform/index.ts';
import { auditedChange } from '../schools/index.ts';
import { lockResources, resourcesOf } from './clashes/bookings.ts';
import { fitOf } from './clashes/fit.ts';
import { dayOf } from './days.ts';
import type { LessonChange, LessonChanges } from './lessonChanges.ts';
import { changeOf } from './lessonChanges.ts';
import type { LessonRecord } from './lessonRecord.ts';
import { mayChange, maySee } from './lessonRules.ts';
import type { CheckedPlan } from './checkedPlan.ts';
import type { LessonStore } from './lessonStore.ts';
import type { TimetableTransaction } from './lessonTables.ts';
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

	/** Throws what {@link checkPlan} and {@link partsOf} throw, `forbidden`, and `clash` with the first in its way. */
	async plan(caller: PersonCaller, input: LessonInput): Promise<LessonRecord> {
		const { clock, store } = this.#deps;
		const now = clock.now();
		checkPlan(input, now);
		const plan = await this.#checked(caller, input, none);
		const lessonId = newId(LessonId, now);
		await this.#booked(caller, plan, null, () =>
			this.#audited(caller, 'planned', plan, async (tx) => {
				await lockResources(tx, this.#deps.database.kind, resourcesOf(plan));
				await store.insert(tx, lessonId, plan, now);
			}),
		);
		return this.#announced('planned', lessonId);
	}

	/** As {@link plan}; and `lesson-not-found`, `lesson-taken-place`, `lesson-in-the-past`, `conflict`. */
	async update(caller: PersonCaller, lessonId: LessonId, input: LessonInput): Promise<LessonRecord> {
		const before = await this.#changeable(caller, lessonId);
		checkPlan(input, this.#deps.clock.now(), before.plannedStart);
		const plan = await this.#checked(caller, input, schoolsOf(before));
		await this.#booked(caller, plan, lessonId, () =>
			this.#audited(caller, 'changed', plan, async (tx) => {
				await lockResources(tx, this.#deps.database.kind, resourcesOf(plan));
				const replaced = await this.#deps.store.replace(tx, lessonId, plan, this.#deps.clock.now());
				if (!replaced) throw new AppError('lesson-taken-place');
			}),
		);
		return this.#announced('changed', lessonId, before);
	}

	/** Whether the plan would fit, without saving it. Throws as {@link plan}, or as {@link update}, but for `clash`. */
	async check(caller: PersonCaller, input: LessonInput, lessonId: LessonId | null): Promise<LessonFit> {
		const before = lessonId === null ? null : await this.#changeable(caller, lessonId);
		checkPlan(input, this.#deps.clock.now(), before?.plannedStart);
		const plan = await this.#checked(caller, input, before === null ? none : schoolsOf(before));
		return fitOf(this.#deps, caller, plan, lessonId);
	}

	/** Throws `lesson-not-found`, `forbidden`, `lesson-taken-place`, `lesson-in-the-past`, `conflict`. */
	async cancel(caller: PersonCaller, lessonId: LessonId, reason: string): Promise<LessonRecord> {
		const { clock, store } = this.#deps;
		const before = await this.#changeable(caller, lessonId);
		await this.#audited(caller, 'cancelled', { input: before }, async (tx) => {
			const cancelled = await store.cancel(tx, lessonId, reason, clock.now());
			if (!cancelled) throw new AppError('lesson-taken-place');
		});
		return this.#announced('cancelled', lessonId);
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

	async #changeable(caller: PersonCaller, lessonId: LessonId): Promise<LessonRecord> {
		const lesson = await this.read(caller, lessonId);
		if (!mayChange(caller, lesson)) throw new AppError('forbidden');
		checkChangeable(lesson, this.#deps.clock.now());
		return lesson;
	}

	async #checked(
		caller: PersonCaller,
		input: LessonInput,
		already: ReadonlySet<SchoolId>,
	): Promise<CheckedPlan> {
		const plan = await partsOf(this.#deps, caller.countyId, input);
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
		if (!mayPlan(caller, schools, partners, already)) throw new AppError('forbidden');
		return plan;
	}

	#audited(
		caller: PersonCaller,
		what: 'planned' | 'changed' | 'cancelled',
		{ input }: { readonly input: Pick<LessonInput, 'title' | 'kind' | 'plannedStart'> },
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

	async #announced(
		what: LessonChange['what'],
		lessonId: LessonId,
		...before: LessonRecord[]
	): Promise<LessonRecord> {
		const lesson = await this.#deps.store.find(lessonId);
		if (lesson === null) throw new AppError('lesson-not-found');
		await this.#deps.changes.announce(changeOf(what, [lesson, ...before]));
		return lesson;
	}
}

const schoolsOf = (lesson: LessonRecord): Set<SchoolId> =>
	new Set(
		[
			lesson.teacherSchoolId,
			...[lesson.sendingClassroom, ...lesson.receivingClassrooms, ...lesson.classGroups].map(
				(part) => part?.schoolId ?? null,
			),
		].filter((school) => school !== null),
	);
