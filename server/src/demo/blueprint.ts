// The demonstration county on paper: 9 communities, 58 schools, 62 interactive and 8 recording classrooms, their
// classes and people. Pure: the same every time.
import type { ClassroomKind, CommunityKind, PersonRole, SchoolKind, Subject } from '@classroom/protocol';
import { child, className, communityOf, coreSchoolOf, grownUp, towns, villagesOf } from './names.ts';

export interface PersonPlan {
	readonly name: string;
	readonly role: PersonRole;
	readonly loginName: string;
	readonly subjects: readonly Subject[];
}

export interface ClassPlan {
	readonly name: string;
	readonly grade: number;
	readonly students: readonly PersonPlan[];
}

export interface SchoolPlan {
	readonly name: string;
	readonly kind: SchoolKind;
	readonly town: string;
	/** kbit/s. */
	readonly linkDownKbps: number;
	readonly linkUpKbps: number;
	readonly classrooms: readonly { readonly name: string; readonly kind: ClassroomKind }[];
	readonly classes: readonly ClassPlan[];
	readonly staff: readonly PersonPlan[];
}

export interface CommunityPlan {
	readonly name: string;
	readonly kind: CommunityKind;
	readonly core: SchoolPlan;
	readonly members: readonly SchoolPlan[];
}

export interface CountyPlan {
	readonly communities: readonly CommunityPlan[];
	/** The county's own people. */
	readonly staff: readonly PersonPlan[];
}

/** What a school's size comes to. */
interface Size {
	readonly grades: number;
	readonly classesAGrade: number;
	readonly studentsAClass: number;
	readonly teachers: number;
	readonly assistants: number;
	readonly linkDownKbps: number;
	readonly linkUpKbps: number;
}

const sizes = {
	town: { grades: 6, classesAGrade: 2, studentsAClass: 12, teachers: 14, assistants: 0 },
	core: { grades: 6, classesAGrade: 1, studentsAClass: 10, teachers: 10, assistants: 0 },
	member: { grades: 6, classesAGrade: 1, studentsAClass: 7, teachers: 6, assistants: 1 },
	'teaching-point': { grades: 3, classesAGrade: 1, studentsAClass: 5, teachers: 2, assistants: 1 },
} as const;
const links = {
	core: { linkDownKbps: 30_000, linkUpKbps: 10_000 },
	member: { linkDownKbps: 10_000, linkUpKbps: 2_000 },
	'teaching-point': { linkDownKbps: 4_000, linkUpKbps: 1_000 },
} as const;

/** A core school's teachers take these in turn: what village schools lack first. */
const coreSubjects: readonly Subject[] = [
	...(['music', 'art', 'english', 'science', 'calligraphy', 'information-technology'] as const),
	...(['chinese', 'mathematics', 'morality-and-law', 'physical-education'] as const),
];
const villageSubjects: readonly Subject[] = ['chinese', 'mathematics', 'english', 'physical-education'];

export const drawCounty = (): CountyPlan => {
	const people = new PeopleDrawer();
	return {
		staff: [...people.grownUps('county-admin', 2), ...people.grownUps('inspector', 3)],
		communities: towns.map((town, place) => ({
			name: communityOf(town),
			kind: place === 1 ? 'group' : place === 2 ? 'alliance' : 'community',
			core: drawCore(people, town, place),
			members: villagesOf(place).map((village, number) => drawMember(people, town, village, number)),
		})),
	};
};

const drawCore = (people: PeopleDrawer, town: string, place: number): SchoolPlan => ({
	...drawSchool(
		people,
		'core',
		{ ...sizes[town === '城关镇' ? 'town' : 'core'], ...links.core },
		coreSubjects,
	),
	name: coreSchoolOf(town),
	town,
	classrooms: [
		{ name: '互动教室', kind: 'interactive' },
		// Four core schools have a second one, and eight of the nine a recording classroom.
		...(place < 4 ? [{ name: '互动教室二', kind: 'interactive' as const }] : []),
		...(place < 8 ? [{ name: '录播教室', kind: 'recording' as const }] : []),
	],
});

const drawMember = (people: PeopleDrawer, town: string, village: string, number: number): SchoolPlan => {
	const kind = number % 2 === 0 ? 'teaching-point' : 'member';
	return {
		...drawSchool(people, kind, { ...sizes[kind], ...links[kind] }, villageSubjects),
		name: kind === 'member' ? `${village}小学` : `${village}教学点`,
		town,
		classrooms: [{ name: '互动教室', kind: 'interactive' }],
	};
};

const drawSchool = (people: PeopleDrawer, kind: SchoolKind, size: Size, subjects: readonly Subject[]) => ({
	kind,
	linkDownKbps: size.linkDownKbps,
	linkUpKbps: size.linkUpKbps,
	staff: [
		...people.grownUps('school-admin', 1),
		...people.grownUps('teacher', size.teachers, subjects),
		...people.grownUps('assistant', size.assistants),
	],
	classes: Array.from({ length: size.grades }, (_, place) => place + 1).flatMap((grade) =>
		Array.from({ length: size.classesAGrade }, (_, place) => ({
			name: className(grade, place + 1, size.classesAGrade),
			grade,
			students: people.children(size.studentsAClass),
		})),
	),
});

/** Hands out names and sign-in names, each once. */
class PeopleDrawer {
	#grownUps = 0;
	#children = 0;

	/** Each takes one of the subjects, in turn. */
	grownUps(role: PersonRole, howMany: number, subjects: readonly Subject[] = []): PersonPlan[] {
		return Array.from({ length: howMany }, (_, place) => {
			this.#grownUps += 1;
			const subject = subjects[place % Math.max(1, subjects.length)];
			return {
				name: grownUp(this.#grownUps),
				role,
				loginName: `demo-${role}-${this.#grownUps}`,
				subjects: subject === undefined ? [] : [subject],
			};
		});
	}

	children(howMany: number): PersonPlan[] {
		return Array.from({ length: howMany }, () => {
			this.#children += 1;
			return {
				name: child(this.#children),
				role: 'student',
				loginName: `demo-student-${this.#children}`,
				subjects: [],
			};
		});
	}
}
