// Finds what people's words in a plan mean: schools, classrooms, classes, teachers. Pure.
//
// A place is written `学校/教室`, `学校 教室` or `学校教室`, and a guest county's with its county in front.
import type { CountyId, PersonId, SchoolId } from '@classroom/protocol';
import { nameKey } from '../../schools/index.ts';
import type { LessonClass, LessonPlace } from '../lessonRecord.ts';

export interface NamedSchool {
	readonly schoolId: SchoolId;
	readonly countyId: CountyId;
	readonly name: string;
	readonly county: string;
}

export interface NamedTeacher {
	readonly personId: PersonId;
	readonly schoolId: SchoolId | null;
	readonly name: string;
	readonly loginName: string;
	readonly disabled: boolean;
}

export type NamedClass = LessonClass & { readonly grade: number };

export type Meant<T> =
	| { readonly is: 'one'; readonly thing: T }
	| { readonly is: 'none' }
	/** As they may be written instead. */
	| { readonly is: 'several'; readonly things: readonly T[] };

const meant = <T>(things: readonly T[]): Meant<T> => {
	const [thing, ...more] = things;
	if (thing === undefined) return { is: 'none' };
	return more.length > 0 ? { is: 'several', things } : { is: 'one', thing };
};

/** Without the signs that people put between a school and its classroom. */
const placeKey = (text: string): string => nameKey(text).replaceAll(/[\s/·•|:,、\-–—]/gu, '');

class Index<T> {
	readonly #things = new Map<string, T[]>();

	add(key: string, thing: T): void {
		const known = this.#things.get(key);
		if (known === undefined) this.#things.set(key, [thing]);
		else if (!known.includes(thing)) known.push(thing);
	}

	has(key: string): boolean {
		return this.#things.has(key);
	}

	get(key: string): readonly T[] {
		return this.#things.get(key) ?? [];
	}
}

export interface NameSource {
	readonly countyId: CountyId;
	/** The county's own and those of counties with an agreement. */
	readonly schools: readonly NamedSchool[];
	readonly classrooms: readonly LessonPlace[];
	readonly classes: readonly NamedClass[];
	/** The county's own. */
	readonly teachers: readonly NamedTeacher[];
}

export class PlanNames {
	readonly #schools = new Index<NamedSchool>();
	readonly #classrooms = new Index<LessonPlace>();
	readonly #classroomsOf = new Index<LessonPlace>();
	readonly #classes = new Index<NamedClass>();
	readonly #classesByName = new Index<NamedClass>();
	readonly #teachers = new Index<NamedTeacher>();
	readonly #byId: ReadonlyMap<SchoolId, NamedSchool>;
	readonly #countyId: CountyId;

	constructor({ countyId, schools, classrooms, classes, teachers }: NameSource) {
		this.#countyId = countyId;
		this.#byId = new Map(schools.map((school) => [school.schoolId, school]));
		const own = (each: { readonly countyId: CountyId }): boolean => each.countyId === countyId;
		// What is the county's own goes by its short name; a guest's does where nothing of the county's is called so.
		for (const school of [...schools.filter(own), ...schools.filter((each) => !own(each))]) {
			this.#enter(this.#schools, school, [school.name], school);
		}
		for (const place of ordered(classrooms, own)) {
			this.#enter(this.#classrooms, place, [place.school, place.name], place);
			this.#classroomsOf.add(place.schoolId, place);
		}
		for (const group of ordered(classes, own)) {
			this.#enter(this.#classes, group, [group.school, group.name], group);
			this.#classesByName.add(`${group.schoolId} ${placeKey(group.name)}`, group);
		}
		for (const teacher of teachers) {
			this.#teachers.add(nameKey(teacher.name), teacher);
			this.#teachers.add(nameKey(teacher.loginName), teacher);
		}
	}

	school(text: string): Meant<NamedSchool> {
		return meant(this.#schools.get(placeKey(text)));
	}

	/** `text`: with the school; or the school alone, where it has one classroom. */
	classroom(text: string): Meant<LessonPlace> {
		const exact = this.#classrooms.get(placeKey(text));
		if (exact.length > 0) return meant(exact);
		const schools = this.#schools.get(placeKey(text));
		return meant(schools.flatMap(({ schoolId }) => this.classroomsOf(schoolId)));
	}

	classroomIn(school: NamedSchool, name: string): Meant<LessonPlace> {
		const key = placeKey(name);
		return meant(this.classroomsOf(school.schoolId).filter((place) => placeKey(place.name) === key));
	}

	classroomsOf(schoolId: SchoolId): readonly LessonPlace[] {
		return this.#classroomsOf.get(schoolId);
	}

	/** `text`: with the school; or the name alone, where one of `schools` has such a class. */
	class(text: string, schools: readonly SchoolId[]): Meant<NamedClass> {
		const key = placeKey(text);
		const exact = this.#classes.get(key);
		if (exact.length > 0) return meant(exact);
		return meant([...new Set(schools)].flatMap((schoolId) => this.#classesByName.get(`${schoolId} ${key}`)));
	}

	/** By name or sign-in name; of several, the one of that school. */
	teacher(text: string, schoolId: SchoolId | null): Meant<NamedTeacher> {
		const key = nameKey(text);
		const found = this.#teachers.get(key);
		if (found.length < 2) return meant(found);
		const there = found.filter((teacher) => schoolId !== null && teacher.schoolId === schoolId);
		if (there.length === 1) return meant(there);
		const signingIn = found.filter(({ loginName }) => nameKey(loginName) === key);
		return signingIn.length === 1 ? meant(signingIn) : meant(found);
	}

	schoolName(schoolId: SchoolId | null): string {
		return (schoolId === null ? undefined : this.#byId.get(schoolId)?.name) ?? '';
	}

	/** As the teacher is written where the lesson is sent from that school. */
	writtenTeacher(teacher: NamedTeacher, schoolId: SchoolId | null): string {
		const found = this.teacher(teacher.name, schoolId);
		return found.is === 'one' && found.thing === teacher ? teacher.name : teacher.loginName;
	}

	writtenSchool(schoolId: SchoolId): string {
		const school = this.#byId.get(schoolId);
		if (school === undefined) return '';
		const found = this.school(school.name);
		return found.is === 'one' && found.thing === school ? school.name : `${school.county}${school.name}`;
	}

	writtenPlace({ schoolId, name }: Pick<LessonPlace, 'schoolId' | 'name'>): string {
		return `${this.writtenSchool(schoolId)}/${name}`;
	}

	#enter<T>(
		index: Index<T>,
		{ schoolId, countyId }: { readonly schoolId: SchoolId; readonly countyId: CountyId },
		words: readonly string[],
		thing: T,
	): void {
		const key = placeKey(words.join(''));
		if (countyId === this.#countyId || !index.has(key)) index.add(key, thing);
		index.add(placeKey(`${this.#byId.get(schoolId)?.county ?? ''}${words.join('')}`), thing);
	}
}

const ordered = <T>(things: readonly T[], isOwn: (thing: T) => boolean): T[] => [
	...things.filter(isOwn),
	...things.filter((each) => !isOwn(each)),
];

/** The parts of a list: by lines, and within a line by commas and the like unless all of it is one name. */
export const partsOfList = (text: string, isName: (part: string) => boolean): string[] =>
	text
		.split('\n')
		.flatMap((line) => (isName(line.trim()) ? [line] : line.split(/[、,，;；]+/u)))
		.map((part) => part.trim())
		.filter((part) => part !== '');
