// The opening rate of a county, of each of its communities and of each of its schools. Pure.
import type { CommunityId, Day, Instant, OpeningRate, SchoolId } from '@classroom/protocol';
import type { CountyMap } from '../schools/index.ts';
import { isInForce } from '../schools/index.ts';
import type { LessonFate } from '../timetable/index.ts';
import type { Fate } from './openingRate.ts';
import { openingCounts } from './openingRate.ts';

export type PlacedFate = Fate & Pick<LessonFate, 'schoolIds'>;

/**
 * A lesson counts once in the total; for every school that gives or receives it; and once for every community of which
 * one of these schools was a member on the lesson's day. `dayOf`: the calendar day of an instant in the county.
 */
export const countyRate = (
	lessons: readonly PlacedFate[],
	{ schools, communities }: CountyMap,
	now: Instant,
	dayOf: (instant: Instant) => Day,
): OpeningRate => {
	const bySchool = groups<SchoolId>();
	const byCommunity = groups<CommunityId>();
	const communitiesOn = membershipIndex(communities, dayOf);
	for (const lesson of lessons) {
		for (const schoolId of lesson.schoolIds) bySchool.add(schoolId, lesson);
		const theirs = lesson.schoolIds.flatMap((schoolId) => communitiesOn(schoolId, lesson.plannedStart));
		for (const communityId of new Set(theirs)) byCommunity.add(communityId, lesson);
	}
	const counts = (of: readonly Fate[]) => openingCounts(of, now);
	return {
		total: counts(lessons),
		communities: communities.map(({ communityId, name }) => ({
			communityId,
			name,
			counts: counts(byCommunity.of(communityId)),
		})),
		schools: schools.map(({ schoolId, name }) => ({
			schoolId,
			name,
			counts: counts(bySchool.of(schoolId)),
		})),
	};
};

const groups = <Id>() => {
	const lessons = new Map<Id, PlacedFate[]>();
	return {
		add(id: Id, lesson: PlacedFate): void {
			const known = lessons.get(id);
			if (known === undefined) lessons.set(id, [lesson]);
			else known.push(lesson);
		},
		of: (id: Id): readonly PlacedFate[] => lessons.get(id) ?? [],
	};
};

/** Lessons of a term begin at few different times: each is turned into a day once. */
const membershipIndex = (communities: CountyMap['communities'], dayOf: (instant: Instant) => Day) => {
	const members = communities.flatMap((community) => community.members);
	const bySchool = Map.groupBy(members, (member) => member.schoolId);
	const days = new Map<Instant, Day>();
	return (schoolId: SchoolId, at: Instant): CommunityId[] => {
		const day = days.get(at) ?? dayOf(at);
		days.set(at, day);
		return (bySchool.get(schoolId) ?? [])
			.filter((member) => isInForce(member, day))
			.map((member) => member.communityId);
	};
};
