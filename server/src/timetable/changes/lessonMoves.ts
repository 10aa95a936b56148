// What schools do with single lessons: 调课, 代课, 对调, 补课.
import type { Instant, LessonId, LessonInput, PersonId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayChange } from '../lessonRules.ts';
import { lessonStatus } from '../lessonStatus.ts';
import type { LessonChangerDeps } from './lessonChanger.ts';
import { changeLessons, eachStanding, standing } from './lessonChanger.ts';

export interface Timing {
	readonly plannedStart: Instant;
	/** Ms; left out: as it was. */
	readonly lengthMs?: number;
}

export class LessonMoves {
	readonly #deps: LessonChangerDeps;
	readonly #planner: LessonPlanner;

	constructor(deps: LessonChangerDeps, planner: LessonPlanner) {
		this.#deps = deps;
		this.#planner = planner;
	}

	/** Throws what the planner's `update` throws, such as `day-closed`. */
	async move(
		caller: PersonCaller,
		lessonId: LessonId,
		{ plannedStart, lengthMs }: Timing,
		reason: string | null,
	): Promise<LessonRecord> {
		const lesson = await this.#planner.changeable(caller, lessonId);
		const length = lengthMs ?? lesson.plannedEnd - lesson.plannedStart;
		await this.#planner.checked(caller, { ...inputOf(lesson), plannedStart, lengthMs: length }, lesson);
		await changeLessons(this.#deps, caller, {
			kind: 'moved',
			onSchoolDays: true,
			lessonIds: [lessonId],
			reason,
			alter: eachStanding((state) => ({ ...state, from: plannedStart, until: plannedStart + length })),
		});
		return this.#planner.existing(lessonId);
	}

	/** Throws what the planner's `update` throws, such as `not-a-teacher`. */
	async substitute(
		caller: PersonCaller,
		lessonId: LessonId,
		teacherId: PersonId,
		reason: string | null,
	): Promise<LessonRecord> {
		const lesson = await this.#planner.changeable(caller, lessonId);
		const { teacherSchoolId } = await this.#planner.checked(
			caller,
			{ ...inputOf(lesson), teacherId },
			lesson,
		);
		await changeLessons(this.#deps, caller, {
			kind: 'substituted',
			onSchoolDays: true,
			lessonIds: [lessonId],
			reason,
			alter: eachStanding((state) => ({ ...state, teacherId, teacherSchoolId })),
		});
		return this.#planner.existing(lessonId);
	}

	/** Each takes the other's time. Throws what {@link move} throws for either; `bad-request` for one with itself. */
	async swap(
		caller: PersonCaller,
		[one, other]: readonly [LessonId, LessonId],
		reason: string | null,
	): Promise<LessonRecord[]> {
		if (one === other) {
			throw new AppError('bad-request', 'one lesson', { issues: [{ path: 'with', code: 'duplicate' }] });
		}
		await this.#planner.changeable(caller, one);
		await this.#planner.changeable(caller, other);
		await changeLessons(this.#deps, caller, {
			kind: 'swapped',
			onSchoolDays: true,
			lessonIds: [one, other],
			reason,
			alter: (states) => {
				const [first, second] = [states.get(one), states.get(other)];
				if (first === undefined || second === undefined) throw new AppError('lesson-not-found');
				return new Map([
					[one, { ...standing(first), from: second.from, until: second.until }],
					[other, { ...standing(second), from: first.from, until: first.until }],
				]);
			},
		});
		return [await this.#planner.existing(one), await this.#planner.existing(other)];
	}

	/**
	 * A lesson that was cancelled, fell away or was missed is given at another time. Throws `conflict` for one that was
	 * not, or that another makes up for already; else as the planner's `plan`.
	 */
	async makeUp(
		caller: PersonCaller,
		lessonId: LessonId,
		{ plannedStart, lengthMs }: Timing,
		reason: string | null,
	): Promise<LessonRecord> {
		const lesson = await this.#planner.read(caller, lessonId);
		if (!mayChange(caller, lesson)) throw new AppError('forbidden');
		const status = lessonStatus(lesson, this.#deps.clock.now());
		if (status !== 'cancelled' && status !== 'missed') {
			throw new AppError('conflict', 'the lesson was given, or is to be');
		}
		const length = lengthMs ?? lesson.plannedEnd - lesson.plannedStart;
		const input = { ...inputOf(lesson), plannedStart, lengthMs: length };
		return this.#planner.plan(caller, input, { lesson, reason });
	}
}

/** The plan of a lesson as it stands. */
const inputOf = (lesson: LessonRecord): LessonInput => ({
	title: lesson.title,
	kind: lesson.kind,
	subject: lesson.subject,
	teacherId: lesson.teacherId,
	sendingClassroomId: lesson.sendingClassroom?.classroomId ?? null,
	receivingClassroomIds: lesson.receivingClassrooms.map(({ classroomId }) => classroomId),
	classGroupIds: lesson.classGroups.map(({ classGroupId }) => classGroupId),
	plannedStart: lesson.plannedStart,
	lengthMs: lesson.plannedEnd - lesson.plannedStart,
});
