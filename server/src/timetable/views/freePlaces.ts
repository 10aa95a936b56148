// What is in the way of a lesson that is to be moved: asked once, when somebody picks it up.
import type { LessonClash } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { Clash } from '../clashes/bookings.ts';
import { resourcesOf, takenOf } from '../clashes/bookings.ts';
import { placeName, titleOf } from '../clashes/fit.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { TimetableSpan } from './shownTo.ts';

export interface FreePlacesDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
}

/** By start; itself is not in its own way. */
export const takenFor = async (
	{ db, store }: FreePlacesDeps,
	caller: PersonCaller,
	lesson: LessonRecord,
	span: TimetableSpan,
): Promise<LessonClash[]> => {
	const taken = await takenOf(db, resourcesOf(lesson), span, lesson.lessonId);
	const others = await store.findMany(taken.map(({ lessonId }) => lessonId));
	return taken.map((clash) => said(clash, lesson, others.get(clash.lessonId), caller));
};

const said = (
	{ resource, from, until }: Clash,
	lesson: LessonRecord,
	other: LessonRecord | undefined,
	caller: PersonCaller,
): LessonClash => ({
	resource: resource.kind,
	name: resource.kind === 'teacher' ? lesson.teacher : placeName(lesson, resource),
	title: other !== undefined && maySee(caller, other) ? titleOf(other) : null,
	from,
	until,
});
