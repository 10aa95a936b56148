// The week cut at every time at which a lesson may begin or end, in each season, so that two lessons clash where they
// have a cell in common and capacity is counted cell by cell.
import type { Day } from '@classroom/protocol';
import type { Period, Span } from '../bells/bells.ts';
import { periodsOn, shared } from '../bells/bells.ts';
import type { Weekday } from '../term/term.ts';
import type { GivenLesson, PlannedSchool, PlanningInput, WeekSpan } from './input.ts';

/** A period of a school by number that it has in every season. */
export interface Slot {
	readonly weekday: Weekday;
	readonly period: number;
	/** One for each season. */
	readonly spans: readonly Period[];
	readonly cells: readonly number[];
}

interface Cell extends Span {
	readonly place: number;
}

export class Cells {
	readonly #input: PlanningInput;
	readonly #schools: ReadonlyMap<string, PlannedSchool>;
	/** By season and weekday. */
	readonly #days = new Map<string, readonly Cell[]>();
	#count = 0;

	constructor(input: PlanningInput) {
		this.#input = input;
		this.#schools = new Map(input.schools.map((school) => [school.id, school]));
		input.rules.seasonDays.forEach((day, season) => {
			for (const weekday of input.rules.weekdays) this.#cut(season, day, weekday);
		});
	}

	get count(): number {
		return this.#count;
	}

	slotsOf(school: PlannedSchool): Slot[] {
		return this.#input.rules.weekdays.flatMap((weekday) =>
			this.#periods(school, 0, weekday).flatMap(({ number }) => {
				const spans = this.#input.rules.seasonDays.flatMap(
					(_day, season) =>
						this.#periods(school, season, weekday).find((each) => each.number === number) ?? [],
				);
				if (spans.length < this.#input.rules.seasonDays.length) return [];
				const cells = spans.flatMap((span, season) => this.#covered(season, weekday, span));
				return [{ weekday, period: number, spans, cells }];
			}),
		);
	}

	cellsOf({ weekday, at }: GivenLesson): number[] {
		return this.#input.rules.seasonDays.flatMap((_day, season) => {
			const span = this.#spanOf(at, season, weekday);
			return span === undefined ? [] : this.#covered(season, weekday, span);
		});
	}

	#cut(season: number, day: Day, weekday: Weekday): void {
		const { schools, given, teachers } = this.#input;
		const spans: Span[] = [
			...schools.flatMap((school) => periodsOn(school.bells, day, weekday)),
			...given.filter((lesson) => lesson.weekday === weekday).flatMap(({ at }) => ('from' in at ? [at] : [])),
			...teachers.flatMap(({ away }) => away.filter((span: WeekSpan) => span.weekday === weekday)),
		];
		const cuts = [...new Set(spans.flatMap(({ from, until }) => [from, until]))].toSorted((a, b) => a - b);
		const cells = cuts
			.slice(1)
			.map((until, place) => ({ from: cuts[place] ?? until, until, place: this.#count + place }));
		this.#count += cells.length;
		this.#days.set(`${season} ${weekday}`, cells);
	}

	#covered(season: number, weekday: Weekday, span: Span): number[] {
		const cells = this.#days.get(`${season} ${weekday}`) ?? [];
		return cells.filter((cell) => shared(cell, span) > 0).map(({ place }) => place);
	}

	#periods(school: PlannedSchool, season: number, weekday: Weekday): readonly Period[] {
		const day = this.#input.rules.seasonDays[season];
		return day === undefined ? [] : periodsOn(school.bells, day, weekday);
	}

	#spanOf(at: GivenLesson['at'], season: number, weekday: Weekday): Span | undefined {
		if ('from' in at) return at;
		const school = this.#schools.get(at.schoolId);
		return school && this.#periods(school, season, weekday).find(({ number }) => number === at.period);
	}
}
