// How much of what can be taken is taken, cell by cell of the week.
import type { County, Option } from './county.ts';
import type { GivenLesson, PlannedTeacher, PlanningInput } from './input.ts';
import type { Rule } from './proposal.ts';

export interface Meter {
	readonly rule: Rule;
	readonly capacity: number;
	readonly used: Uint16Array;
}

/** Not more than one lesson at a time, or as many as there are places. */
export class Meters {
	readonly #input: PlanningInput;
	readonly #cellCount: number;
	readonly #meters = new Map<string, Meter>();
	readonly #links: ReadonlyMap<string, number | null>;

	constructor(county: Pick<County, 'input' | 'cellCount' | 'givenCells'>) {
		this.#input = county.input;
		this.#cellCount = county.cellCount;
		this.#links = new Map(county.input.schools.map(({ id, linkLessons }) => [id, linkLessons]));
		const weekly = new Map<Uint16Array, Map<number, Uint16Array>>();
		county.input.given.forEach((lesson, place) => {
			const cells = county.givenCells[place] ?? [];
			for (const meter of this.#ofGiven(lesson)) {
				if (lesson.weeks === undefined) take(meter, cells, 1);
				else for (const week of lesson.weeks) take({ used: weekOf(weekly, meter, week) }, cells, 1);
			}
		});
		for (const [used, weeks] of weekly) takeMost(used, [...weeks.values()]);
	}

	/** What a lesson takes of itself, whoever receives it; `classroomId` as the rule for a sending one. */
	ofLesson(teacher: PlannedTeacher): Meter[] {
		const { sendingClassroomId } = teacher;
		return [
			this.#single('teacher-taken', teacher.id),
			...(sendingClassroomId === null ? [] : [this.#classroom('sending-classroom', sendingClassroomId)]),
			...this.#link(teacher.schoolId),
			...this.#places('recorder', this.#input.rules.recorderPlaces),
			...this.#places('sfu', this.#input.rules.sfuPlaces),
		];
	}

	/** What it takes to receive it. */
	ofReceiver({ need, classroomId }: Pick<Option, 'need' | 'classroomId'>): Meter[] {
		return [
			...(classroomId === null ? [] : [this.#classroom('receiving-classroom', classroomId)]),
			...need.classGroupIds.map((id) => this.#single('class', id)),
			...this.#link(need.schoolId),
			...this.#places('sfu', this.#input.rules.sfuPlaces),
		];
	}

	#ofGiven({ teacherId, classroomIds, classGroupIds, schoolIds, recorded }: GivenLesson): Meter[] {
		const { recorderPlaces, sfuPlaces } = this.#input.rules;
		return [
			...(teacherId === null ? [] : [this.#single('teacher-taken', teacherId)]),
			...classroomIds.map((id) => this.#classroom('receiving-classroom', id)),
			...classGroupIds.map((id) => this.#single('class', id)),
			...schoolIds.flatMap((id) => this.#link(id)),
			...schoolIds.flatMap(() => this.#places('sfu', sfuPlaces)),
			...(recorded ? this.#places('recorder', recorderPlaces) : []),
		];
	}

	#single(rule: Rule, id: string): Meter {
		return this.#meter(`${rule} ${id}`, rule, 1);
	}

	// A classroom is one, whether it sends or receives.
	#classroom(rule: Rule, id: string): Meter {
		return { ...this.#meter(`classroom ${id}`, rule, 1), rule };
	}

	#link(schoolId: string): Meter[] {
		const capacity = this.#links.get(schoolId) ?? null;
		return capacity === null ? [] : [this.#meter(`link ${schoolId}`, 'link', capacity)];
	}

	#places(rule: Rule, capacity: number | null): Meter[] {
		return capacity === null ? [] : [this.#meter(rule, rule, capacity)];
	}

	#meter(key: string, rule: Rule, capacity: number): Meter {
		const known = this.#meters.get(key);
		if (known !== undefined) return known;
		const meter = { rule, capacity, used: new Uint16Array(this.#cellCount) };
		this.#meters.set(key, meter);
		return meter;
	}
}

/** What is taken of the meter in one week alone. */
const weekOf = (
	weekly: Map<Uint16Array, Map<number, Uint16Array>>,
	{ used }: Meter,
	week: number,
): Uint16Array => {
	const weeks = weekly.get(used) ?? new Map<number, Uint16Array>();
	weekly.set(used, weeks);
	const own = weeks.get(week) ?? new Uint16Array(used.length);
	weeks.set(week, own);
	return own;
};

/** A proposed lesson is there in every week, so that the fullest counts. */
const takeMost = (used: Uint16Array, weeks: readonly Uint16Array[]): void => {
	const most = new Uint16Array(used.length);
	for (const week of weeks) {
		for (let cell = 0; cell < most.length; cell++) most[cell] = Math.max(most[cell] ?? 0, week[cell] ?? 0);
	}
	for (let cell = 0; cell < most.length; cell++) used[cell] = (used[cell] ?? 0) + (most[cell] ?? 0);
};

export const take = ({ used }: Pick<Meter, 'used'>, cells: readonly number[], places: number): void => {
	for (const cell of cells) used[cell] = (used[cell] ?? 0) + places;
};

/** The rules that taking all these at once would break. */
export const overfull = (meters: readonly Meter[], cells: readonly number[]): Rule[] =>
	meters.filter((meter) => !hasRoom(meter, meters, cells)).map(({ rule }) => rule);

const hasRoom = ({ used, capacity }: Meter, meters: readonly Meter[], cells: readonly number[]): boolean => {
	let wanted = 0;
	for (const other of meters) if (other.used === used) wanted += 1;
	for (const cell of cells) if ((used[cell] ?? 0) + wanted > capacity) return false;
	return true;
};
