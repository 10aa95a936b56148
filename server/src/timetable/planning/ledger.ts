// A plan in the making: who is in which lesson, and which rules one more would break.
import type { Slot } from './cells.ts';
import type { County, Option } from './county.ts';
import { givenEndsOf, givenLoadOf } from './givenLoad.ts';
import type { Need, PlannedTeacher } from './input.ts';
import type { Meter } from './meters.ts';
import { Meters, overfull, take } from './meters.ts';
import type { Rule } from './proposal.ts';

/** One weekly lesson of a need. */
export interface Placement {
	readonly option: Option;
	readonly slot: Slot;
}

interface Underway {
	readonly group: string;
	readonly placements: Set<Placement>;
}

export class Ledger {
	readonly county: County;
	readonly #meters: Meters;
	readonly #lessons = new Map<PlannedTeacher, Map<Slot, Underway>>();
	readonly #ofNeed = new Map<Need, Set<Placement>>();
	/** Lessons a teacher gives, in all and by weekday. */
	readonly #load = new Map<PlannedTeacher, { week: number; readonly days: Map<number, number> }>();
	/** Lessons that a school sends and receives, by weekday. */
	readonly #ends = new Map<string, Map<number, number>>();
	readonly #ofLesson = new Map<PlannedTeacher, Meter[]>();
	readonly #ofReceiver = new Map<Option, Meter[]>();

	constructor(county: County, placements: Iterable<Placement> = []) {
		this.county = county;
		this.#meters = new Meters(county);
		for (const teacher of county.input.teachers) {
			const { week, days } = givenLoadOf(county.input, teacher.id);
			this.#load.set(teacher, { week, days: new Map(days) });
		}
		for (const { id } of county.input.schools) {
			this.#ends.set(id, new Map(givenEndsOf(county.input, id).days));
		}
		for (const placement of placements) this.add(placement);
	}

	get placements(): Placement[] {
		return [...this.#ofNeed.values()].flatMap((placements) => [...placements]);
	}

	of(need: Need): ReadonlySet<Placement> {
		return this.#ofNeed.get(need) ?? new Set();
	}

	/** What the teacher gives in the slot. */
	at(teacher: PlannedTeacher, slot: Slot): Underway | undefined {
		return this.#lessons.get(teacher)?.get(slot);
	}

	load(teacher: PlannedTeacher): number {
		return this.#load.get(teacher)?.week ?? 0;
	}

	loadOn(teacher: PlannedTeacher, weekday: number): number {
		return this.#load.get(teacher)?.days.get(weekday) ?? 0;
	}

	/** Lessons that the school sends or receives. */
	endsOn(schoolId: string, weekday: number): number {
		return this.#ends.get(schoolId)?.get(weekday) ?? 0;
	}

	/** The rules that the need's lesson would break, each once; none: it fits. */
	broken({ option, slot }: Placement): Rule[] {
		const { need, teacher } = option;
		const { fits, weeks, input } = this.county;
		const underway = this.at(teacher, slot);
		const joins = underway?.group === option.group;
		const [first] = this.of(need);
		const broken: Rule[] = [
			...option.breaks,
			...(fits(teacher.schoolId, need.schoolId, slot) ? [] : ['bells' as const]),
			...(weeks.get(teacher)?.away.has(slot) === true ? ['away' as const] : []),
			...(first === undefined || first.option === option ? [] : ['one-teacher' as const]),
			...(joins ? [] : this.#overload(teacher, slot)),
			...(joins && underway.placements.size >= input.rules.receivingMost ? ['receiving-most' as const] : []),
			...overfull([...(joins ? [] : this.#metersOf(teacher)), ...this.#receiverMeters(option)], slot.cells),
		];
		return [...new Set(broken)];
	}

	/** Whoever adds has asked {@link broken}. */
	add(placement: Placement): void {
		const { option, slot } = placement;
		const lessons = this.#lessons.get(option.teacher) ?? new Map<Slot, Underway>();
		this.#lessons.set(option.teacher, lessons);
		const underway = lessons.get(slot) ?? { group: option.group, placements: new Set<Placement>() };
		if (underway.placements.size === 0) this.#count(option.teacher, slot, 1);
		lessons.set(slot, underway);
		underway.placements.add(placement);
		const ofNeed = this.#ofNeed.get(option.need) ?? new Set<Placement>();
		this.#ofNeed.set(option.need, ofNeed.add(placement));
		this.#countEnd(option.need.schoolId, slot, 1);
		for (const meter of this.#receiverMeters(option)) take(meter, slot.cells, 1);
	}

	remove(placement: Placement): void {
		const { option, slot } = placement;
		const underway = this.at(option.teacher, slot);
		if (underway?.placements.delete(placement) !== true) return;
		this.#ofNeed.get(option.need)?.delete(placement);
		this.#countEnd(option.need.schoolId, slot, -1);
		for (const meter of this.#receiverMeters(option)) take(meter, slot.cells, -1);
		if (underway.placements.size > 0) return;
		this.#lessons.get(option.teacher)?.delete(slot);
		this.#count(option.teacher, slot, -1);
	}

	#count(teacher: PlannedTeacher, slot: Slot, lessons: number): void {
		for (const meter of this.#metersOf(teacher)) take(meter, slot.cells, lessons);
		this.#countEnd(teacher.schoolId, slot, lessons);
		const load = this.#load.get(teacher);
		if (load === undefined) return;
		load.week += lessons;
		load.days.set(slot.weekday, (load.days.get(slot.weekday) ?? 0) + lessons);
	}

	#countEnd(schoolId: string, { weekday }: Slot, lessons: number): void {
		this.#ends.get(schoolId)?.set(weekday, this.endsOn(schoolId, weekday) + lessons);
	}

	#overload(teacher: PlannedTeacher, { weekday }: Slot): Rule[] {
		const load = this.#load.get(teacher);
		const full =
			load !== undefined &&
			(load.week >= teacher.mostAWeek || (load.days.get(weekday) ?? 0) >= teacher.mostADay);
		return full ? ['teacher-load'] : [];
	}

	#metersOf(teacher: PlannedTeacher): Meter[] {
		const meters = this.#ofLesson.get(teacher) ?? this.#meters.ofLesson(teacher);
		this.#ofLesson.set(teacher, meters);
		return meters;
	}

	#receiverMeters(option: Option): Meter[] {
		const meters = this.#ofReceiver.get(option) ?? this.#meters.ofReceiver(option);
		this.#ofReceiver.set(option, meters);
		return meters;
	}
}
