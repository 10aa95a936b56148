// The opening rate of a county, of each of its communities and of each of its schools. Pure.
import type { CommunityId, Day, Instant, OpeningRate, SchoolId } from '@classroom/protocol';
import type { CountyMap } from '../schools/index.ts';
import { isInForce } from '../schools/index.ts';
import type { LessonFate } from '../timetable/index.ts';
import type { Fate } from './openingRate.ts';
import { openingCounts } from './openingRate.ts';

export type PlacedFate = Fate & Pick<LessonFate, 'schoolIds' | 'absences'>;

/**
 * A lesson counts once in the total, as what became of it: `taught` when one of its schools had it. It counts for every
 * school that gives or receives it: for one that only receives it as what became of it there (see timetable/missed/
 * given.ts), `missed` where its classroom was not there for long enough, by the reason that the school has named, and
 * `cancelled` where it was closed on that day; for one that gives it as in the total. And it counts once for every
 * community of which one of these schools was a member on the lesson's day: `taught` when one of its own schools gave or
 * had it, and otherwise as for the first of its schools that has named a reason. So a community whose core school teaches
 * is not blamed for one village's classroom, which stands by itself in the list of schools. `dayOf`: the calendar day of
 * an instant in the county.
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
		const theirs = new Map<CommunityId, Fate[]>();
		for (const schoolId of lesson.schoolIds) {
			const fate = fateAt(lesson, schoolId);
			bySchool.add(schoolId, fate);
			for (const communityId of communitiesOn(schoolId, lesson.plannedStart)) {
				theirs.set(communityId, [...(theirs.get(communityId) ?? []), fate]);
			}
		}
		for (const [communityId, fates] of theirs) byCommunity.add(communityId, fateTogether(lesson, fates));
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

/** What became of the lesson at one of its schools. What nobody had, no school is absent from but one that was closed. */
const fateAt = (lesson: PlacedFate, schoolId: SchoolId): Fate => {
	const absence = lesson.absences.find((each) => each.schoolId === schoolId);
	if (absence === undefined) return lesson;
	if (absence.closed) return { ...lesson, cancelledAt: lesson.cancelledAt ?? lesson.plannedStart };
	if (lesson.givenAt === null) return lesson;
	return { ...lesson, givenAt: null, reason: absence.reason };
};

/** What became of it at these schools together; at one of them at least. */
const fateTogether = (lesson: PlacedFate, fates: readonly Fate[]): Fate => {
	if (fates.includes(lesson)) return lesson;
	const open = fates.filter((fate) => fate.cancelledAt === null);
	return open.find(({ reason }) => reason !== null) ?? open[0] ?? fates[0] ?? lesson;
};

const groups = <Id>() => {
	const lessons = new Map<Id, Fate[]>();
	return {
		add(id: Id, lesson: Fate): void {
			const known = lessons.get(id);
			if (known === undefined) lessons.set(id, [lesson]);
			else known.push(lesson);
		},
		of: (id: Id): readonly Fate[] => lessons.get(id) ?? [],
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
