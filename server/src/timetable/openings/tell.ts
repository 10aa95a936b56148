// Says to the pages of those whom it concerns that something of a lesson's sign-up is new: its own schools, those that
// applied, and the one that confirms.
import type { LessonId } from '@classroom/protocol';
import type { LessonChanges } from '../lessonChanges.ts';
import { changeOf } from '../lessonChanges.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';

export interface TellDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly changes: LessonChanges;
}

export const tellOfOpening = async ({ db, store, changes }: TellDeps, lessonId: LessonId): Promise<void> => {
	const lesson = await store.find(lessonId);
	if (lesson === null) return;
	const applied = await db
		.selectFrom('lesson_application')
		.select('school_id')
		.distinct()
		.where('lesson_id', '=', lessonId)
		.execute();
	const confirming = await db
		.selectFrom('lesson_opening')
		.innerJoin('community_membership as member', 'member.community_id', 'lesson_opening.confirmed_by')
		.select('member.school_id')
		.where('lesson_opening.lesson_id', '=', lessonId)
		.where('member.role', '=', 'core')
		.execute();
	const change = changeOf('progressed', [lesson]);
	const schools = [...applied, ...confirming].map((row) => row.school_id);
	await changes.announce({ ...change, schoolIds: [...new Set([...change.schoolIds, ...schools])] });
};
