// Lessons that are to stay as they are: checked by the plan's own rules, and taken out of what is to be planned. Pure.
import type { PlanningPin } from '@classroom/protocol';
import type { GivenLesson, Need, PlanningInput } from '../input.ts';
import type { ProposedSeries } from '../proposal.ts';
import type { PlanRule } from '../recheck.ts';
import { faultsOf } from '../recheck.ts';

export interface PinFault {
	/** Place in the list. */
	readonly pin: number;
	/** `covered`: the school does not lack it any more. */
	readonly rule: PlanRule | 'covered';
}

export type Pinned =
	{ readonly ok: true; readonly series: ProposedSeries[] } | { readonly ok: false; readonly fault: PinFault };

export const pinnedSeries = (pins: readonly PlanningPin[], input: PlanningInput): Pinned => {
	const made: ProposedSeries[] = [];
	for (const [pin, each] of pins.entries()) {
		const series = seriesOf(each, input);
		if ('rule' in series) return { ok: false, fault: { pin, rule: series.rule } };
		const [fault] = faultsOf([...made, series], input);
		if (fault !== undefined) return { ok: false, fault: { pin, rule: fault.rule } };
		made.push(series);
	}
	return { ok: true, series: made };
};

const seriesOf = (
	{ teacherId, slots, receivers }: PlanningPin,
	{ teachers, needs, communities }: PlanningInput,
): ProposedSeries | { readonly rule: PinFault['rule'] } => {
	const teacher = teachers.find(({ id }) => id === teacherId);
	if (teacher === undefined) return { rule: 'unknown' };
	const wanted = receivers.map(({ needId, classroomId }) => ({
		need: needs.find(({ id }) => id === needId),
		classroomId,
	}));
	const known = wanted.flatMap(({ need, classroomId }) =>
		need === undefined ? [] : [{ need, classroomId }],
	);
	const [first] = known;
	if (first === undefined || known.length < wanted.length) return { rule: 'covered' };
	const community = communities.find(
		({ coreSchoolId, memberSchoolIds }) =>
			coreSchoolId === teacher.schoolId && known.every(({ need }) => memberSchoolIds.includes(need.schoolId)),
	);
	if (community === undefined) return { rule: 'community' };
	return {
		teacherId,
		communityId: community.id,
		sendingClassroomId: teacher.sendingClassroomId,
		subject: first.need.subject,
		slots: slots.toSorted((a, b) => a.weekday - b.weekday || a.period - b.period),
		receivers: known.map(({ need, classroomId }) => ({
			needId: need.id,
			schoolId: need.schoolId,
			classroomId,
			classGroupIds: need.classGroupIds,
		})),
	};
};

/** What is left to plan when these series are there already. */
export const withoutPinned = (input: PlanningInput, pinned: readonly ProposedSeries[]): PlanningInput => ({
	...input,
	needs: input.needs.flatMap((need): Need[] => {
		const own = pinned.filter(({ receivers }) => receivers.some(({ needId }) => needId === need.id));
		const left = need.lessonsAWeek - own.reduce((sum, { slots }) => sum + slots.length, 0);
		if (left <= 0) return [];
		const [first] = own;
		return [first === undefined ? need : { ...need, lessonsAWeek: left, withTeacherId: first.teacherId }];
	}),
	given: [...input.given, ...pinned.flatMap((series) => givenOf(series, input))],
});

const givenOf = (series: ProposedSeries, { teachers }: PlanningInput): GivenLesson[] => {
	const schoolId = teachers.find(({ id }) => id === series.teacherId)?.schoolId ?? '';
	const { sendingClassroomId, receivers, teacherId } = series;
	return series.slots.map(({ weekday, period }) => ({
		weekday,
		at: { schoolId, period },
		teacherId,
		classroomIds: [
			...(sendingClassroomId === null ? [] : [sendingClassroomId]),
			...receivers.map(({ classroomId }) => classroomId),
		],
		classGroupIds: receivers.flatMap(({ classGroupIds }) => classGroupIds),
		schoolIds: [schoolId, ...receivers.map((each) => each.schoolId)],
		recorded: true,
	}));
};
