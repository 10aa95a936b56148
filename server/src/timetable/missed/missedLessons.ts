// Lessons that did not take place, or that a school missed: their schools and the county say why, and may correct it.
import type { Instant, LessonId, MissedExplanation, SchoolId } from '@classroom/protocol';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import { changeOf } from '../lessonChanges.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayExplain, mayExplainAbsence } from '../lessonRules.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { isMissed } from './missedCondition.ts';

export interface MissedLessonsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
	readonly planner: Pick<LessonPlanner, 'read'>;
	readonly changes: LessonChanges;
}

export class MissedLessons {
	readonly #deps: MissedLessonsDeps;

	constructor(deps: MissedLessonsDeps) {
		this.#deps = deps;
	}

	/**
	 * Takes the place of what was said before, of the lesson or of the one school named. Throws what {@link LessonPlanner.read} throws,
	 * and `lesson-not-missed`.
	 */
	async explain(
		caller: PersonCaller,
		lessonId: LessonId,
		explanation: MissedExplanation,
	): Promise<LessonRecord> {
		const { planner, clock, changes } = this.#deps;
		const before = await planner.read(caller, lessonId);
		const { schoolId } = explanation;
		const may =
			schoolId === undefined ? mayExplain(caller, before) : mayExplainAbsence(caller, before, schoolId);
		if (!may) throw new AppError('forbidden');
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			const written =
				schoolId === undefined
					? await write(tx, lessonId, explanation, clock.now())
					: await writeOf(tx, lessonId, schoolId, explanation, clock.now());
			if (!written) throw new AppError('lesson-not-missed');
			return { result: undefined, entry: entryOf(before, explanation) };
		});
		const lesson = await planner.read(caller, lessonId);
		await changes.announce(changeOf('progressed', [lesson]));
		return lesson;
	}
}

/** False, and nothing is written, when the lesson took place, was cancelled, or its time is not over. */
const write = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	{ reason, note }: MissedExplanation,
	now: Instant,
): Promise<boolean> => {
	const result = await tx
		.updateTable('lesson')
		.set({ missed_reason: reason, missed_note: note, missed_said_at: now })
		.where('lesson_id', '=', lessonId)
		.where((row) => isMissed(row, now))
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
};

/** False, and nothing is written, when the school was there, was closed, or nobody had the lesson. */
const writeOf = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	schoolId: SchoolId,
	{ reason, note }: MissedExplanation,
	now: Instant,
): Promise<boolean> => {
	const result = await tx
		.updateTable('lesson_absence')
		.set({ reason, note, said_at: now })
		.where('lesson_id', '=', lessonId)
		.where('school_id', '=', schoolId)
		.where('closed', '=', 0)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
};

const entryOf = (lesson: LessonRecord, { reason, note, schoolId }: MissedExplanation) => {
	const absence = lesson.absences.find((each) => each.schoolId === schoolId);
	const before = schoolId === undefined ? lesson.explanation : absence?.explanation;
	return {
		action: 'lesson.missed-explained' as const,
		subject: { text: lesson.title },
		details: {
			plannedStart: lesson.plannedStart,
			...(absence === undefined ? {} : { school: absence.school }),
			reason,
			...(note === null ? {} : { note }),
			...(before ? { before: before.reason } : {}),
		},
	};
};
