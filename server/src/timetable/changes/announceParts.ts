// Tells those whom changed lessons concern, as they are and as they were.
import type { CountyId } from '@classroom/protocol';
import type { LessonChange, LessonChanges } from '../lessonChanges.ts';
import { changeOf } from '../lessonChanges.ts';
import type { ChangePart } from './changeLog.ts';

export const announceParts = async (
	changes: LessonChanges,
	countyId: CountyId,
	parts: readonly ChangePart[],
): Promise<void> => {
	for (const part of parts) {
		const { lessonId, before, after } = part;
		const was = before === null ? [] : [{ ...before, lessonId, countyId }];
		await changes.announce(changeOf(whatOf(part), [{ ...after, lessonId, countyId }, ...was]));
	}
};

const whatOf = ({ before, after }: ChangePart): LessonChange['what'] => {
	if (before === null) return 'planned';
	return after.cancelled !== null && before.cancelled === null ? 'cancelled' : 'changed';
};
