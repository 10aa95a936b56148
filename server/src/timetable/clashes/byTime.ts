// What lies when, by key, found without looking through a whole term. Pure.
import type { Taken } from './freePlaces.ts';

/** About as long as a lesson: each lies in one or two stretches. */
const STRETCH_MS = 3_600_000;

export class ByTime<T extends Taken> {
	readonly #things = new Map<string, Map<number, T[]>>();

	constructor(things: readonly T[] = [], keyOf: (thing: T) => string = () => '') {
		for (const thing of things) this.add(keyOf(thing), thing);
	}

	add(key: string, thing: T): void {
		const stretches = this.#things.get(key) ?? new Map<number, T[]>();
		this.#things.set(key, stretches);
		for (const stretch of stretchesOf(thing)) {
			const own = stretches.get(stretch);
			if (own === undefined) stretches.set(stretch, [thing]);
			else own.push(thing);
		}
	}

	/** Those that have some time in common with the span, in the order in which they were added within a stretch. */
	during(key: string, span: Taken): T[] {
		const stretches = this.#things.get(key);
		if (stretches === undefined) return [];
		const found = new Set<T>();
		for (const stretch of stretchesOf(span)) {
			for (const thing of stretches.get(stretch) ?? []) if (overlaps(thing, span)) found.add(thing);
		}
		return [...found];
	}
}

const overlaps = (other: Taken, span: Taken): boolean => other.from < span.until && other.until > span.from;

const stretchesOf = ({ from, until }: Taken): number[] => {
	const first = Math.floor(from / STRETCH_MS);
	const last = Math.max(first, Math.ceil(until / STRETCH_MS) - 1);
	return Array.from({ length: last - first + 1 }, (_, place) => first + place);
};
