// What is in the way of a lesson that is to be moved: asked once, when somebody picks it up.
import type { LessonClash } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { capacitiesFor, loadsOf } from '../capacity/capacities.ts';
import { fullTimes } from '../capacity/fullTimes.ts';
import { needKey } from '../capacity/needs.ts';
import type { Clash } from '../clashes/bookings.ts';
import { resourcesOf, takenOf } from '../clashes/bookings.ts';
import { placeName, titleOf } from '../clashes/fit.ts';
import { wantsOf } from '../clashes/readPlaces.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { TimetableSpan } from './shownTo.ts';

export interface FreePlacesDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
}

/** Who and what is taken, then what has no room for it; each by start. Itself is not in its own way. */
export const takenFor = async (
	{ db, store }: FreePlacesDeps,
	caller: PersonCaller,
	lesson: LessonRecord,
	span: TimetableSpan,
): Promise<LessonClash[]> => {
	const taken = [
		...(await takenOf(db, resourcesOf(lesson), span, lesson.lessonId)),
		...(await usedUpFor(db, lesson, span)),
	];
	const others = await store.findMany(taken.map(({ lessonId }) => lessonId));
	return taken.map((clash) => said(clash, lesson, others.get(clash.lessonId), caller));
};

/** Links, recorders and places at the SFU that would be above their capacity with the lesson beside the others. */
const usedUpFor = async (db: TimetableDb, lesson: LessonRecord, span: TimetableSpan): Promise<Clash[]> => {
	const { needs } = wantsOf(lesson, lesson);
	const capacities = await capacitiesFor(db, needs);
	const limited = needs.flatMap((need) => {
		const capacity = capacities.get(needKey(need));
		return capacity === undefined ? [] : [{ need, capacity }];
	});
	const used = await loadsOf(
		db,
		limited.map(({ need }) => need),
		[span],
	);
	const others = Map.groupBy(
		used.filter(({ lessonId }) => lessonId !== lesson.lessonId),
		needKey,
	);
	return limited.flatMap(({ need: { kind, id, amount }, capacity }) =>
		fullTimes(others.get(needKey({ kind, id })) ?? [], amount, capacity).map(({ from, until, by }) => ({
			resource: { kind, id },
			lessonId: by.lessonId,
			from,
			until,
		})),
	);
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
