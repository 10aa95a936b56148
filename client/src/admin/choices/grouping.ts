// Classrooms and classes as trees for choosing: by community and school. Pure.
import type { ClassGroup, Classroom, PlanPlaces } from '@classroom/protocol';
import { schoolName } from '../../format/index.ts';

export type ChoiceNode = Readonly<{
	value: string;
	title: string;
	/** What is shown when chosen: says the school too. */
	label: string;
	/** What a search looks at, whole. */
	found: string;
	/** A group is opened, not chosen for itself. */
	children?: readonly ChoiceNode[];
}>;

type SchoolGroup = PlanPlaces['groups'][number];

/** A school in several communities stands in the first: everything can be chosen once. */
export function communityOfSchools(communities: readonly SchoolGroup[]): ReadonlyMap<string, SchoolGroup> {
	const found = new Map<string, SchoolGroup>();
	for (const community of communities) {
		for (const schoolId of community.schoolIds) {
			if (!found.has(schoolId)) found.set(schoolId, community);
		}
	}
	return found;
}

/** Room for a school's name in a list, in Chinese characters. */
const WIDTH = 14;

type Place = Pick<Classroom, 'classroomId' | 'name' | 'school'> & { schoolId?: string };

/** Community by community, core school first; last what is in none. */
export function classroomTree(
	classrooms: readonly Place[],
	communities: readonly SchoolGroup[],
	county: string,
	others: string,
): readonly ChoiceNode[] {
	const communityOf = communityOfSchools(communities);
	const leafOf = ({ classroomId, name, school }: Place, group: string): ChoiceNode => {
		const title = `${schoolName(school, WIDTH, county)} · ${name}`;
		return { value: classroomId, title, label: title, found: `${group} ${school} ${name}` };
	};
	const placeIn = ({ schoolIds }: SchoolGroup, { schoolId }: Place): number =>
		schoolIds.findIndex((each) => each === schoolId);
	const groups = communities.map((community) => ({
		value: `community:${community.groupId}`,
		name: community.name,
		own: classrooms
			.filter(({ schoolId = '' }) => communityOf.get(schoolId) === community)
			.toSorted((a, b) => placeIn(community, a) - placeIn(community, b)),
	}));
	const rest = {
		value: 'community:none',
		name: others,
		own: classrooms.filter(({ schoolId = '' }) => !communityOf.has(schoolId)),
	};
	return [...groups, rest]
		.filter(({ own }) => own.length > 0)
		.map(({ value, name, own }) => ({
			value,
			title: name,
			label: name,
			found: name,
			children: own.map((each) => leafOf(each, name)),
		}));
}

type Group = Pick<ClassGroup, 'classGroupId' | 'name' | 'school'>;

/** School by school. */
export function classTree(groups: readonly Group[], county: string): readonly ChoiceNode[] {
	const schools = new Set(groups.map(({ school }) => school));
	return [...schools].map((school) => {
		const own = groups.filter((group) => group.school === school);
		const short = schoolName(school, WIDTH, county);
		return {
			value: `school:${school}`,
			title: short,
			label: short,
			found: school,
			children: own.map(({ classGroupId, name }) => ({
				value: classGroupId,
				title: name,
				label: `${short} ${name}`,
				found: `${school} ${name}`,
			})),
		};
	});
}

/** Those chosen that the lists do not have (another county's, another school's) are added, so that they stay. */
export function withChosen<T>(
	items: readonly T[],
	chosen: readonly T[],
	idOf: (item: T) => string,
): readonly T[] {
	const known = new Set(items.map(idOf));
	return [...items, ...chosen.filter((item) => !known.has(idOf(item)))];
}
