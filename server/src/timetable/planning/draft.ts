// A plan in plain words, which can go from process to process, and the series it makes.
import type { County } from './county.ts';
import type { Need } from './input.ts';
import type { Placement } from './ledger.ts';
import type { ProposedSeries, ProposedSlot, Proposal } from './proposal.ts';

export interface PlainPlacement {
	readonly needId: string;
	readonly teacherId: string;
	readonly communityId: string | null;
	readonly classroomId: string | null;
	readonly slot: ProposedSlot;
}

/** The best so far, and what is proven. */
export interface Draft extends Pick<Proposal, 'placed' | 'cost'> {
	readonly placements: readonly PlainPlacement[];
}

export const plainly = ({ option, slot }: Placement): PlainPlacement => ({
	needId: option.need.id,
	teacherId: option.teacher.id,
	communityId: option.communityId,
	classroomId: option.classroomId,
	slot: { weekday: slot.weekday, period: slot.period },
});

/** Without placements that the county does not know. */
export const inCounty = (county: County, plain: readonly PlainPlacement[]): Placement[] => {
	const needs = new Map(county.input.needs.map((need) => [need.id, need]));
	return plain.flatMap(({ needId, teacherId, communityId, classroomId, slot }) => {
		const need = needs.get(needId);
		const option = (need === undefined ? [] : (county.options.get(need) ?? [])).find(
			(each) =>
				each.teacher.id === teacherId && each.communityId === communityId && each.classroomId === classroomId,
		);
		const found =
			option &&
			county.weeks
				.get(option.teacher)
				?.slots.find(({ weekday, period }) => weekday === slot.weekday && period === slot.period);
		return option === undefined || found === undefined ? [] : [{ option, slot: found }];
	});
};

/** Lessons of one teacher with the same receivers are one series. */
export const seriesOf = (placements: readonly Placement[]): ProposedSeries[] => {
	const lessons = [...Map.groupBy(placements, lessonKey).values()].map((attending) =>
		attending.toSorted((a, b) => (a.option.need.id < b.option.need.id ? -1 : 1)),
	);
	const series = Map.groupBy(lessons, (attending) =>
		attending.map(({ option }) => `${option.teacher.id} ${option.group} ${option.need.id}`).join(';'),
	);
	return [...series.values()].flatMap(([first = [], ...others]) => {
		const [lead] = first;
		if (lead === undefined) return [];
		return [
			{
				teacherId: lead.option.teacher.id,
				communityId: lead.option.communityId ?? '',
				sendingClassroomId: lead.option.teacher.sendingClassroomId,
				subject: lead.option.need.subject,
				slots: [first, ...others]
					.flatMap(([each]) => (each === undefined ? [] : [plainly(each).slot]))
					.toSorted((a, b) => a.weekday - b.weekday || a.period - b.period),
				receivers: first.map(({ option: { need, classroomId } }) => ({
					needId: need.id,
					schoolId: need.schoolId,
					classroomId: classroomId ?? '',
					classGroupIds: need.classGroupIds,
				})),
			},
		];
	});
};

const lessonKey = ({ option, slot }: Placement): string =>
	`${option.teacher.id} ${slot.weekday} ${slot.period}`;

export const wantedOf = (needs: readonly Need[]): number =>
	needs.reduce((sum, { lessonsAWeek }) => sum + lessonsAWeek, 0);
