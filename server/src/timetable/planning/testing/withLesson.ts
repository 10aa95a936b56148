// Plans with one lesson more, and all the ways to add one: for tests of the reasons.
import type { PlanningInput } from '../input.ts';
import { bandOf } from '../input.ts';
import type { PlanRule } from '../recheck.ts';
import { faultsOf } from '../recheck.ts';
import type { ProposedSeries, Relaxation } from '../proposal.ts';

type Example = Relaxation['example'];

const known = <T extends { readonly id: string }>(items: readonly T[], id: string): T => {
	const found = items.find((item) => item.id === id);
	if (found === undefined) throw new TypeError(`the county has no ${id}`);
	return found;
};

/** The need joins the teacher's lesson of that slot where community, subject and grades suit. */
export const withLesson = (
	plan: readonly ProposedSeries[],
	input: PlanningInput,
	needId: string,
	{ teacherId, communityId, classroomId, slot }: Example,
): ProposedSeries[] => {
	const need = known(input.needs, needId);
	const receiver = {
		needId,
		schoolId: need.schoolId,
		classroomId: classroomId ?? '',
		classGroupIds: need.classGroupIds,
	};
	const isSlot = (each: Example['slot']): boolean =>
		each.weekday === slot.weekday && each.period === slot.period;
	const joined = plan.find(
		(series) =>
			series.teacherId === teacherId &&
			series.communityId === communityId &&
			series.subject === need.subject &&
			series.slots.some(isSlot) &&
			series.receivers.every(
				(other) =>
					bandOf(input.rules, known(input.needs, other.needId).grades) === bandOf(input.rules, need.grades),
			),
	);
	const own: ProposedSeries = {
		teacherId,
		communityId: communityId ?? '',
		sendingClassroomId: known(input.teachers, teacherId).sendingClassroomId,
		subject: need.subject,
		slots: [slot],
		receivers: [...(joined?.receivers ?? []), receiver],
	};
	const others = plan.map((series) =>
		series === joined ? { ...series, slots: series.slots.filter((each) => !isSlot(each)) } : series,
	);
	return [...others.filter(({ slots }) => slots.length > 0), own];
};

/** Least sets of rules that any further lesson of the need breaks, by trying every one. */
export const leastBroken = (
	plan: readonly ProposedSeries[],
	input: PlanningInput,
	needId: string,
): Set<string> => {
	const need = known(input.needs, needId);
	const rooms = known(input.schools, need.schoolId).receivingClassroomIds;
	const sets: PlanRule[][] = [];
	for (const teacher of input.teachers) {
		const communities = input.communities.filter(
			({ coreSchoolId, memberSchoolIds }) =>
				coreSchoolId === teacher.schoolId && memberSchoolIds.includes(need.schoolId),
		);
		for (const communityId of communities.length === 0 ? [null] : communities.map(({ id }) => id)) {
			for (const classroomId of rooms.length === 0 ? [null] : rooms) {
				for (const weekday of input.rules.weekdays) {
					for (const period of [1, 2, 3, 4, 5, 6, 7]) {
						const slot = { weekday, period };
						const more = withLesson(plan, input, needId, {
							teacherId: teacher.id,
							communityId,
							classroomId,
							slot,
						});
						sets.push([...new Set(faultsOf(more, input).map(({ rule }) => rule))]);
					}
				}
			}
		}
	}
	const isLeast = (set: PlanRule[]): boolean =>
		!sets.some((other) => other.length < set.length && other.every((rule) => set.includes(rule)));
	return new Set(sets.filter(isLeast).map((set) => set.toSorted().join('+')));
};
