import { expect, test } from 'vitest';
import { AppError } from '../../platform/index.ts';
import type { PlanningInput } from './input.ts';
import { inputIssues } from './inputIssues.ts';
import { startPlanning } from './planning.ts';
import { seededCounty } from './testing/counties.ts';

const good = seededCounty({
	seed: 1,
	communities: 2,
	points: 2,
	subjects: ['music'],
	lessonsAWeek: 2,
	teachers: 1,
	given: 3,
});
const first = <T>([item, ...others]: readonly T[], change: Partial<T>): T[] => [
	{ ...item!, ...change },
	...others,
];
const rules = (change: Partial<PlanningInput['rules']>) => ({ rules: { ...good.rules, ...change } });
const period = { number: 1, name: '', from: 480, until: 520 };
const bells = (...periods: (typeof period)[]) => ({
	schools: first(good.schools, { bells: [{ name: '', season: null, weekdays: null, periods }] }),
});

test.each<[what: string, change: Partial<PlanningInput>, issues: string[]]>([
	['nothing wrong', {}, []],
	['nothing at all', { schools: [], communities: [], teachers: [], needs: [], given: [] }, []],
	['a need twice', { needs: [...good.needs, good.needs[0]!] }, [`needs.${good.needs.length}.id duplicate`]],
	['a need of no school', { needs: first(good.needs, { schoolId: 'x' }) }, ['needs.0.schoolId not-found']],
	[
		'no lesson a week',
		{ needs: first(good.needs, { lessonsAWeek: 0 }) },
		['needs.0.lessonsAWeek out-of-range'],
	],
	[
		'half a lesson',
		{ needs: first(good.needs, { lessonsAWeek: 1.5 }) },
		['needs.0.lessonsAWeek out-of-range'],
	],
	[
		'a class twice',
		{ needs: first(good.needs, { classGroupIds: ['k', 'k'] }) },
		['needs.0.classGroupIds.1 duplicate'],
	],
	[
		'a teacher of no school',
		{ teachers: first(good.teachers, { schoolId: 'x' }) },
		['teachers.0.schoolId not-found'],
	],
	[
		'away backwards',
		{ teachers: first(good.teachers, { away: [{ weekday: 1, from: 9, until: 8 }] }) },
		['teachers.0.away.0 end-before-start'],
	],
	[
		'less than no lesson',
		{ teachers: first(good.teachers, { mostADay: -1 }) },
		['teachers.0.mostADay out-of-range'],
	],
	[
		'a core that is a member',
		{ communities: first(good.communities, { memberSchoolIds: ['c1-core'] }) },
		['communities.0.memberSchoolIds.0 duplicate'],
	],
	[
		'bells backwards',
		bells({ ...period, until: 400 }),
		['schools.0.bells.0.periods.0.until end-before-start'],
	],
	[
		'bells that overlap',
		bells(period, { ...period, number: 2 }),
		['schools.0.bells.0.periods.1.from overlap'],
	],
	[
		'a link of less than nothing',
		{ schools: first(good.schools, { linkLessons: -1 }) },
		['schools.0.linkLessons out-of-range'],
	],
	[
		'a lesson of no school',
		{ given: first(good.given, { schoolIds: ['x'] }) },
		['given.0.schoolIds.0 not-found'],
	],
	['no weekday', rules({ weekdays: [] }), ['rules.weekdays required']],
	['weekdays out of order', rules({ weekdays: [2, 1] }), ['rules.weekdays bad-format']],
	['no season', rules({ seasonDays: [] }), ['rules.seasonDays required']],
	['more than all of a lesson', rules({ leastShare: 1.1 }), ['rules.leastShare out-of-range']],
	['nobody receives', rules({ receivingMost: 0 }), ['rules.receivingMost out-of-range']],
	['a grade in two bands', rules({ gradeBands: [[1, 2], [2]] }), ['rules.gradeBands.2 duplicate']],
	[
		'a weight that is none',
		{ weights: { ...good.weights, spread: Number.NaN } },
		['weights.spread out-of-range'],
	],
])('%s', (_what, change, issues) => {
	expect(inputIssues({ ...good, ...change }).map(({ path, code }) => `${path} ${code}`)).toEqual(issues);
});

test('nothing is planned with bad input: the fields are named', () => {
	const start = () => startPlanning({ ...good, ...rules({ weekdays: [] }) }, { seconds: 1 });
	expect(start).toThrow(AppError);
	expect(start).toThrow(
		expect.objectContaining({ code: 'bad-request', issues: [{ path: 'rules.weekdays', code: 'required' }] }),
	);
});
