// 补课: a lesson that makes up for one that was not given.
import type { Instant, LessonId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import type { CheckedPlan } from '../checkedPlan.ts';
import { spanOf } from '../clashes/bookings.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { recordChange } from './changeLog.ts';
import { statesOf } from './lessonState.ts';

/** Throws `made-up-already`. What the plan takes has to be locked: two at once take the same. */
export const insertMadeUp = async (
	tx: TimetableTransaction,
	caller: PersonCaller,
	{ lessonId, plan, now }: { readonly lessonId: LessonId; readonly plan: CheckedPlan; readonly now: Instant },
	{
		lesson: { lessonId: makesUp },
		reason,
	}: { readonly lesson: LessonRecord; readonly reason: string | null },
): Promise<void> => {
	const already = await tx
		.selectFrom('lesson')
		.select('lesson_id')
		.where('makes_up', '=', makesUp)
		.where('cancelled_at', 'is', null)
		.executeTakeFirst();
	if (already !== undefined) throw new AppError('made-up-already');
	const own = { lessonId, series: null, makesUp, cancelled: null };
	await insertLessons(tx, [{ ...plan, ...own, facts: plan.input, ...spanOf(plan) }], now);
	const after = (await statesOf(tx, [lessonId])).get(lessonId);
	if (after === undefined) throw new AppError('internal', 'the lesson was not written');
	const parts = [{ lessonId, before: null, after }];
	await recordChange(tx, {
		countyId: plan.countyId,
		kind: 'made-up',
		by: caller.personId,
		at: now,
		reason,
		parts,
	});
};
