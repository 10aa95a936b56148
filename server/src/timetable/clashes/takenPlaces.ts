// What is taken and used, by resource, for questions in memory. Pure.
import type { LessonId } from '@classroom/protocol';
import type { UsedLoad } from '../capacity/capacities.ts';
import type { Need } from '../capacity/needs.ts';
import { needKey, peakOf } from '../capacity/needs.ts';
import type { Clash, Resource } from './bookings.ts';
import { keyOf } from './bookings.ts';
import { ByTime } from './byTime.ts';
import type { Taken } from './freePlaces.ts';

/** Whom and what a lesson takes, and what it needs of what is limited. */
export interface Wants {
	readonly resources: readonly Resource[];
	readonly needs: readonly Need[];
}

export class TakenPlaces {
	readonly #taken: ByTime<Clash>;
	readonly #used: ByTime<UsedLoad>;
	readonly #capacities: ReadonlyMap<string, number>;

	/** `capacities`: by {@link needKey}; what is not in it is not limited. */
	constructor(taken: readonly Clash[], used: readonly UsedLoad[], capacities: ReadonlyMap<string, number>) {
		this.#taken = new ByTime(taken, ({ resource }) => keyOf(resource));
		this.#used = new ByTime(used, needKey);
		this.#capacities = capacities;
	}

	/** The first that is in the way in that time; null: nothing is. */
	firstIn({ resources, needs }: Wants, span: Taken): Clash | null {
		for (const resource of resources) {
			const [clash] = this.#taken.during(keyOf(resource), span);
			if (clash !== undefined) return clash;
		}
		for (const need of needs) {
			const capacity = this.#capacities.get(needKey(need));
			if (capacity === undefined) continue;
			const used = this.#used.during(needKey(need), span);
			const [other] = used;
			// A lesson that is too much by itself is given as well as it can be.
			if (other === undefined) continue;
			if (peakOf(used, span) + need.amount <= capacity) continue;
			const { kind, id } = need;
			return { resource: { kind, id }, lessonId: other.lessonId, from: other.from, until: other.until };
		}
		return null;
	}

	take(lessonId: LessonId, { resources, needs }: Wants, { from, until }: Taken): void {
		for (const resource of resources) this.#taken.add(keyOf(resource), { resource, lessonId, from, until });
		for (const need of needs) {
			if (this.#capacities.has(needKey(need)))
				this.#used.add(needKey(need), { ...need, lessonId, from, until });
		}
	}
}
