// Sees to it that the demonstration has a lesson on, or about to begin.
import { LessonId, WAITING_MS } from '@classroom/protocol';
import type { People } from '../identity/index.ts';
import type { Clock, Database } from '../platform/index.ts';
import { inTransaction, newId } from '../platform/index.ts';
import type { SchoolsFeature } from '../schools/index.ts';
import type { LessonRecord, Timetable, TimetableTables } from '../timetable/index.ts';
import { dayBounds, dayOf } from '../timetable/index.ts';
import type { DemoLesson } from './dayPlan.ts';
import { isCurrent, planDay } from './dayPlan.ts';
import { demoCountyId } from './demoCounty.ts';
import { readStage } from './stage.ts';
import type { StageCommunity } from './stage.ts';

export interface DemoDayDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly people: People;
	readonly schools: SchoolsFeature;
	readonly timetable: Timetable;
}

export class DemoDay {
	readonly #deps: DemoDayDeps;
	#refreshing: Promise<LessonRecord | null> | null = null;

	constructor(deps: DemoDayDeps) {
		this.#deps = deps;
	}

	/**
	 * The lesson that is on, made if there is none; null: there is nobody left to teach or to be taught. `stage`: if it
	 * was just read.
	 */
	current(stage?: readonly StageCommunity[]): Promise<LessonRecord | null> {
		this.#refreshing ??= this.#ensure(stage).finally(() => {
			this.#refreshing = null;
		});
		return this.#refreshing;
	}

	/** Waits for what is under way. */
	async settled(): Promise<void> {
		await this.#refreshing?.catch(() => null);
	}

	async #ensure(known: readonly StageCommunity[] | undefined): Promise<LessonRecord | null> {
		const { clock, timeZone, schools, people, timetable } = this.#deps;
		const now = clock.now();
		const found = await this.#find();
		if (found !== undefined) return found;
		const stage = known ?? (await readStage(schools, people));
		const day = dayBounds(dayOf(now, timeZone), timeZone);
		const existing = await timetable.store.ofDay({ kind: 'county', countyId: demoCountyId }, day);
		await this.#write(planDay(stage, existing, now, day));
		return (await this.#find()) ?? null;
	}

	async #find(): Promise<LessonRecord | undefined> {
		const now = this.#deps.clock.now();
		const lessons = await this.#deps.timetable.store.ofDay(
			{ kind: 'county', countyId: demoCountyId },
			{ from: now, until: now + WAITING_MS },
		);
		return lessons.find((lesson) => isCurrent(lesson, now));
	}

	async #write(lessons: readonly DemoLesson[]): Promise<void> {
		const { database, clock, timetable } = this.#deps;
		const now = clock.now();
		const planned = lessons.map((lesson) => ({ ...lesson, lessonId: newId(LessonId, now) }));
		await inTransaction(database.as<TimetableTables>(), (tx) => timetable.store.insertAll(tx, planned, now));
		await timetable.announcePlanned(planned.map(({ lessonId }) => lessonId));
	}
}
