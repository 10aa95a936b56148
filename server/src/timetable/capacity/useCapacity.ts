// Writes what lessons need of what is limited, and refuses what would be too much.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant, LessonId } from '@classroom/protocol';
import { AppError, insertPacked } from '../../platform/index.ts';
import { ByTime } from '../clashes/byTime.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { capacitiesFor, loadsOf } from './capacities.ts';
import type { UsedLoad } from './capacities.ts';
import type { Need } from './needs.ts';
import { needKey, peakOf } from './needs.ts';

export interface Using {
	readonly lessonId: LessonId;
	readonly needs: readonly Need[];
	readonly from: Instant;
	readonly until: Instant;
}

/** As many are held against the others in one go. */
const LESSONS_IN_ONE_GO = 200;

/** All of it has to be locked. Throws `conflict` when together with other lessons there would be too much at a time. */
export const useCapacity = async (tx: TimetableTransaction, lessons: readonly Using[]): Promise<void> => {
	await insertPacked(
		tx,
		'lesson_load',
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
	);
	const all = lessons.flatMap(({ needs }) => needs);
	const capacities = await capacitiesFor(tx, all);
	const limited = all.filter((need) => capacities.has(needKey(need)));
	const loads = new ByTime(await loadsOf(tx, limited, lessons), needKey);
	for (const [done, lesson] of lessons.entries()) {
		if (done > 0 && done % LESSONS_IN_ONE_GO === 0) await breathe();
		refuseTooMuch(lesson, loads, capacities);
	}
};

const refuseTooMuch = (
	lesson: Using,
	loads: ByTime<UsedLoad>,
	capacities: ReadonlyMap<string, number>,
): void => {
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
};
