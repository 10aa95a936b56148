// Whether proposed series keep all rules, worked out from the input alone: it shares nothing with what made them but
// the bells.
import { periodsOn, shared } from '../bells/bells.ts';
import type { GivenLesson, PlannedSchool, PlannedTeacher, PlanningInput } from './input.ts';
import { bandOf } from './input.ts';
import type { ProposedSeries } from './proposal.ts';
import type { PlanFault, PlanRule, TimedLesson, Use } from './recheckUse.ts';
import { fullestWeek, overuses, usesOf } from './recheckUse.ts';

export type { PlanFault, PlanRule } from './recheckUse.ts';

/** Empty: the plan holds. */
export const faultsOf = (plan: readonly ProposedSeries[], input: PlanningInput): PlanFault[] => {
	const timed = plan.flatMap((series) => timedOf(series, input));
	const uses: Use[] = usesOf(timed, input);
	return [
		...plan.flatMap((series) => [...teacherFaults(series, input), ...receiverFaults(series, input)]),
		...plan.flatMap((series) => periodFaults(series, input)),
		...timed.flatMap((lesson) => bellFaults(lesson, input)),
		...needFaults(plan, input),
		...loadFaults(plan, input),
		...overuses(uses),
	];
};

const teacherOf = ({ teacherId }: ProposedSeries, { teachers }: PlanningInput): PlannedTeacher | undefined =>
	teachers.find(({ id }) => id === teacherId);

const schoolOf = (schoolId: string | undefined, { schools }: PlanningInput): PlannedSchool | undefined =>
	schools.find(({ id }) => id === schoolId);

/** Of slots that the teacher's school has in every season. */
const timedOf = (series: ProposedSeries, input: PlanningInput): TimedLesson[] => {
	const school = schoolOf(teacherOf(series, input)?.schoolId, input);
	return series.slots.flatMap(({ weekday, period }) =>
		input.rules.seasonDays.flatMap((day, season) =>
			periodsOn(school?.bells ?? [], day, weekday)
				.filter(({ number }) => number === period)
				.map((span) => ({ series, season, weekday, span })),
		),
	);
};

const periodFaults = (series: ProposedSeries, input: PlanningInput): PlanFault[] =>
	series.slots
		.filter(
			(slot) =>
				!input.rules.weekdays.includes(slot.weekday) ||
				timedOf({ ...series, slots: [slot] }, input).length !== input.rules.seasonDays.length,
		)
		.map(({ weekday, period }) => ({
			rule: 'no-such-period',
			about: `${series.teacherId} ${weekday} ${period}`,
		}));

const teacherFaults = (series: ProposedSeries, input: PlanningInput): PlanFault[] => {
	const teacher = teacherOf(series, input);
	const fault = (rule: PlanRule): PlanFault => ({ rule, about: `${series.teacherId} ${series.subject}` });
	if (teacher === undefined) return [fault('unknown')];
	const faults: PlanFault[] = [];
	const able = teacher.abilities.filter(({ subject }) => subject === series.subject);
	const needs = input.needs.filter(({ id }) => series.receivers.some(({ needId }) => needId === id));
	if (able.length === 0) faults.push(fault('subject'));
	else if (
		needs.some((need) => !need.grades.every((grade) => able.some(({ grades }) => grades.includes(grade))))
	)
		faults.push(fault('grade'));
	if (teacher.sendingClassroomId !== series.sendingClassroomId) faults.push(fault('unknown'));
	if (series.receivers.length > input.rules.receivingMost) faults.push(fault('receiving-most'));
	if (series.receivers.length === 0 || series.slots.length === 0) faults.push(fault('unknown'));
	const together = new Set(needs.map(({ grades, subject }) => `${subject} ${bandOf(input.rules, grades)}`));
	if (together.size > 1 || needs.some(({ subject }) => subject !== series.subject))
		faults.push(fault('not-together'));
	return faults;
};

const receiverFaults = (series: ProposedSeries, input: PlanningInput): PlanFault[] => {
	const community = input.communities.find(({ id }) => id === series.communityId);
	const coreSchoolId = teacherOf(series, input)?.schoolId;
	return series.receivers.flatMap(({ needId, schoolId, classroomId, classGroupIds }) => {
		const faults: PlanFault[] = [];
		const need = input.needs.find(({ id }) => id === needId);
		if (need?.schoolId !== schoolId) faults.push({ rule: 'unknown', about: needId });
		if (need?.classGroupIds.join() !== classGroupIds.join())
			faults.push({ rule: 'other-classes', about: needId });
		if (schoolOf(schoolId, input)?.receivingClassroomIds.includes(classroomId) !== true)
			faults.push({ rule: 'no-classroom', about: needId });
		const joined =
			community !== undefined &&
			community.coreSchoolId === coreSchoolId &&
			community.memberSchoolIds.includes(schoolId);
		return joined ? faults : [...faults, { rule: 'community' as const, about: needId }];
	});
};

const bellFaults = ({ series, season, weekday, span }: TimedLesson, input: PlanningInput): PlanFault[] => {
	const day = input.rules.seasonDays[season] ?? '';
	const about = `${series.teacherId} ${season} ${weekday} ${span.from}`;
	const away = teacherOf(series, input)?.away.some(
		(each) => each.weekday === weekday && shared(each, span) > 0,
	);
	const missing = series.receivers.filter(({ schoolId }) => {
		const periods = periodsOn(schoolOf(schoolId, input)?.bells ?? [], day, toWeekday(weekday, input));
		const most = Math.max(0, ...periods.map((period) => shared(period, span)));
		return most / (span.until - span.from) < input.rules.leastShare;
	});
	return [
		...(away === true ? [{ rule: 'away' as const, about }] : []),
		...missing.map(({ needId }) => ({ rule: 'bells' as const, about: `${needId} ${about}` })),
	];
};

const toWeekday = (weekday: number, { rules }: PlanningInput) =>
	rules.weekdays.find((each) => each === weekday) ?? 7;

const needFaults = (plan: readonly ProposedSeries[], { needs }: PlanningInput): PlanFault[] =>
	needs.flatMap(({ id, lessonsAWeek }) => {
		const attended = plan.filter(({ receivers }) => receivers.some(({ needId }) => needId === id));
		const lessons = attended.reduce((sum, { slots }) => sum + slots.length, 0);
		const ways = new Set(
			attended.map(({ teacherId, receivers }) =>
				[
					teacherId,
					...receivers.filter(({ needId }) => needId === id).map(({ classroomId }) => classroomId),
				].join(),
			),
		);
		return [
			...(lessons > lessonsAWeek ? [{ rule: 'too-many' as const, about: id }] : []),
			...(ways.size > 1 ? [{ rule: 'one-teacher' as const, about: id }] : []),
		];
	});

const loadFaults = (plan: readonly ProposedSeries[], { teachers, given }: PlanningInput): PlanFault[] =>
	teachers.flatMap(({ id, mostAWeek, mostADay }) => {
		const proposed = plan.filter(({ teacherId }) => teacherId === id).flatMap(({ slots }) => slots);
		if (proposed.length === 0) return [];
		const all: Pick<GivenLesson, 'weekday' | 'weeks'>[] = [
			...proposed,
			...given.filter(({ teacherId }) => teacherId === id),
		];
		const days = new Set(proposed.map(({ weekday }) => weekday));
		const full = [...days].some(
			(day) => fullestWeek(all.filter(({ weekday }) => weekday === day)) > mostADay,
		);
		return fullestWeek(all) > mostAWeek || full ? [{ rule: 'teacher-load' as const, about: id }] : [];
	});
