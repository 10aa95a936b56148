// What is taken, by resource, for questions in memory. Pure.
import type { LessonId } from '@classroom/protocol';
import type { Clash, Resource } from './bookings.ts';
import { keyOf } from './bookings.ts';
import type { Taken } from './freePlaces.ts';

export class TakenPlaces {
	readonly #byResource: Map<string, Clash[]>;

	constructor(taken: readonly Clash[]) {
		this.#byResource = Map.groupBy(taken, ({ resource }) => keyOf(resource));
	}

	/** The first of the resources that is taken in that time, by what; null: all are free. */
	firstIn(resources: readonly Resource[], { from, until }: Taken): Clash | null {
		for (const resource of resources) {
			const clash = this.#byResource
				.get(keyOf(resource))
				?.find((other) => other.from < until && other.until > from);
			if (clash !== undefined) return clash;
		}
		return null;
	}

	take(lessonId: LessonId, resources: readonly Resource[], { from, until }: Taken): void {
		for (const resource of resources) {
			const key = keyOf(resource);
			const taken = this.#byResource.get(key) ?? [];
			taken.push({ resource, lessonId, from, until });
			this.#byResource.set(key, taken);
		}
	}
}
