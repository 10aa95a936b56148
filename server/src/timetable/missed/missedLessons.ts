// Lessons that did not take place: their schools and the county say why, and may correct it.
import type { Instant, LessonId, MissedExplanation } from '@classroom/protocol';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import { changeOf } from '../lessonChanges.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayExplain } from '../lessonRules.ts';
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

	/** Takes the place of what was said before. Throws what {@link LessonPlanner.read} throws, and `lesson-not-missed`. */
	async explain(
		caller: PersonCaller,
		lessonId: LessonId,
		explanation: MissedExplanation,
	): Promise<LessonRecord> {
		const { planner, clock, changes } = this.#deps;
		const before = await planner.read(caller, lessonId);
		if (!mayExplain(caller, before)) throw new AppError('forbidden');
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			if (!(await write(tx, lessonId, explanation, clock.now()))) throw new AppError('lesson-not-missed');
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

const entryOf = (before: LessonRecord, { reason, note }: MissedExplanation) => ({
	action: 'lesson.missed-explained' as const,
	subject: { text: before.title },
	details: {
		plannedStart: before.plannedStart,
		reason,
		...(note === null ? {} : { note }),
		...(before.explanation === null ? {} : { before: before.explanation.reason }),
	},
});
