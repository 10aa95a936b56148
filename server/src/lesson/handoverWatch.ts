// Asks the timetable, for Rooms near and past their booked end, what comes next at the same places.
import type { Clock } from '../platform/index.ts';
import { HANDOVER_MS, NOTICE_MS } from './handover.ts';
import type { LessonSource } from './ports.ts';
import type { Room } from './Room.ts';

/** The plan may change at any time; a notice given this much late is still long. */
const ASK_EVERY_MS = 10_000;

export class HandoverWatch {
	readonly #lessons: LessonSource;
	readonly #clock: Clock;
	readonly #askedAt = new WeakMap<Room, number>();

	constructor(lessons: LessonSource, clock: Clock) {
		this.#lessons = lessons;
		this.#clock = clock;
	}

	/** To be called with every open Room about once a second. */
	look(room: Room): void {
		const { phase } = room.state;
		if (room.closed || (phase !== 'teaching' && phase !== 'overrun')) return;
		const now = this.#clock.now();
		if (now < room.facts.bookedEnd - NOTICE_MS) return;
		if (now < (this.#askedAt.get(room) ?? 0) + ASK_EVERY_MS) return;
		this.#askedAt.set(room, now);
		this.#lessons.nextAtPlaces(room.lessonId, now + NOTICE_MS + HANDOVER_MS + ASK_EVERY_MS).then(
			(next) => room.expectNext(next),
			(error: unknown) => room.log.error({ err: error }, 'could not look for the next lesson'),
		);
	}
}
