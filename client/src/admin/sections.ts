// Which parts of the administration a role has, and what it may do there. The server decides; this hides what it
// would refuse.
import type { PersonRole } from '@classroom/protocol';

export const sections = [
	'lessons',
	'timetable',
	'openings',
	'calendar',
	'bells',
	'communities',
	'schools',
	'classrooms',
	'classes',
	'people',
	'exchange',
	'county',
	'webhooks',
	'audit',
] as const;
export type Section = (typeof sections)[number];

const everything = new Set<Section>(sections);
const without = (...left: readonly Section[]): ReadonlySet<Section> =>
	new Set(sections.filter((section) => !left.includes(section)));
const ofSchool = without('county', 'webhooks', 'audit');
const overseen = without('people', 'exchange', 'webhooks', 'audit');
const lookedUp = new Set<Section>(['lessons', 'timetable']);

function reach(role: PersonRole): ReadonlySet<Section> {
	switch (role) {
		case 'county-admin':
			return everything;
		case 'school-admin':
			return ofSchool;
		case 'inspector':
			return overseen;
		case 'teacher':
		case 'assistant':
		case 'student':
			return lookedUp;
	}
}

/** In the order of the menu. */
export function sectionsOf(role: PersonRole): readonly Section[] {
	const reached = reach(role);
	return sections.filter((section) => reached.has(section));
}

export type Rights = Readonly<{
	/** The whole county: makes schools and communities, sees all schools. */
	county: boolean;
	/** Changes schools, classrooms, classes, people and devices within reach. */
	change: boolean;
	/** Plans lessons. */
	plan: boolean;
}>;

export function rightsOf(role: PersonRole): Rights {
	const administrator = role === 'county-admin' || role === 'school-admin';
	return { county: role === 'county-admin', change: administrator, plan: administrator };
}
