// Writes what lessons need of what is limited, and refuses what would be too much.
import type { Instant, LessonId } from '@classroom/protocol';
import { AppError, inChunks } from '../../platform/index.ts';
import { ByTime } from '../clashes/byTime.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { capacitiesFor, loadsOf } from './capacities.ts';
import type { Need } from './needs.ts';
import { needKey, peakOf } from './needs.ts';

export interface Using {
	readonly lessonId: LessonId;
	readonly needs: readonly Need[];
	readonly from: Instant;
	readonly until: Instant;
}

/** All of it has to be locked. Throws `conflict` when together with other lessons there would be too much at a time. */
export const useCapacity = async (tx: TimetableTransaction, lessons: readonly Using[]): Promise<void> => {
	await inChunks(
		lessons.flatMap(({ lessonId, needs, from, until }) =>
			needs.map(({ kind, id, amount }) => ({
				lesson_id: lessonId,
				resource: kind,
				resource_id: id,
				amount,
				starts_at: from,
				ends_at: until,
			})),
		),
		(chunk) => tx.insertInto('lesson_load').values(chunk).execute(),
	);
	const all = lessons.flatMap(({ needs }) => needs);
	const capacities = await capacitiesFor(tx, all);
	const limited = all.filter((need) => capacities.has(needKey(need)));
	const loads = new ByTime(await loadsOf(tx, limited, lessons), needKey);
	for (const lesson of lessons) {
		for (const need of lesson.needs) {
			const key = needKey(need);
			const capacity = capacities.get(key);
			if (capacity === undefined) continue;
			const used = loads.during(key, lesson);
			// A lesson that is too much by itself is given as well as it can be.
			const alone = used.every((load) => load.lessonId === lesson.lessonId);
			if (alone || peakOf(used, lesson) <= capacity) continue;
			throw new AppError('conflict', `${key} is used up`);
		}
	}
};
