import {
	ClassGroupId,
	ClassroomId,
	CountyId,
	PersonId,
	SchoolId,
	SeriesId,
	TermId,
} from '@classroom/protocol';
import type { TeachingProfile } from '@classroom/protocol';
import { expect, test } from 'vitest';
import type { SeriesRecord } from '../../series/seriesRecord.ts';
import type { Calendar } from '../../term/calendar.ts';
import type { CountyRows, SingleBooking } from './countyRows.ts';
import { givenBySeries, singleLessons } from './givenLessons.ts';
import { inputOf, linkLessonsOf } from './inputOf.ts';
import { lackedNeeds } from './lacking.ts';
import { plannedDays, seasonDaysOf } from './window.ts';

const timeZone = 'Asia/Shanghai';
/** Four weeks; Tomb-Sweeping Day on the Monday of week 3, and its make-up day on the Saturday before. */
const calendar: Calendar = {
	term: { firstDay: '2026-03-23', lastDay: '2026-04-19' },
	specialDays: new Map([
		['2026-04-06', { kind: 'holiday' as const, day: '2026-04-06', name: '清明节' }],
		[
			'2026-04-11',
			{ kind: 'make-up' as const, day: '2026-04-11', name: '调休', asWeekday: 1 as const, ofWeek: null },
		],
	]),
	closures: [],
};
const core = SchoolId.parse('core');
const village = SchoolId.parse('village');
const county = CountyId.parse('county');
const place = (schoolId: SchoolId) => ({
	classroomId: ClassroomId.parse(`${schoolId}-room`),
	schoolId,
	countyId: county,
	name: '',
	school: '',
});
const series = (change: Partial<SeriesRecord>): SeriesRecord => ({
	seriesId: SeriesId.parse('series'),
	countyId: county,
	termId: TermId.parse('term'),
	facts: { title: '音乐', kind: 'delivered', subject: 'music' },
	teacherId: PersonId.parse('teacher'),
	teacherSchoolId: core,
	sendingClassroom: place(core),
	receivingClassrooms: [place(village)],
	classGroups: [
		{ classGroupId: ClassGroupId.parse('k3'), schoolId: village, countyId: county, name: '', school: '' },
	],
	slots: [{ weekday: 1, period: 2, own: null }],
	weeks: [1, 2, 3, 4],
	fromDay: null,
	untilDay: null,
	...change,
});
const schools = [core, village].map((schoolId) => ({
	schoolId,
	name: schoolId,
	kind: schoolId === core ? ('core' as const) : ('teaching-point' as const),
	linkDownKbps: null,
	linkUpKbps: null,
}));

test('the days planned are those with lessons, a make-up day as the weekday it runs as', () => {
	const days = plannedDays(calendar, [3]);
	expect(days.map(({ day, weekday }) => `${day} ${weekday}`)).toEqual([
		'2026-04-07 2',
		'2026-04-08 3',
		'2026-04-09 4',
		'2026-04-10 5',
		'2026-04-11 1',
	]);
});

test('each season of the bells has one day, the first that is planned', () => {
	const bells = (from: string, until: string) => ({
		name: '',
		season: { from, until },
		weekdays: null,
		periods: [],
	});
	const days = plannedDays(calendar, [1, 2, 3, 4]);
	expect(seasonDaysOf(days, [[]])).toEqual(['2026-03-23']);
	expect(seasonDaysOf(days, [[bells('10-01', '03-31')], [bells('04-09', '09-30')]])).toEqual([
		'2026-03-23',
		'2026-04-01',
		'2026-04-09',
	]);
	expect(seasonDaysOf(days, [[bells('06-01', '06-30')]])).toEqual(['2026-03-23']);
});

test.each<[string, Partial<SeriesRecord>, number, number[]?]>([
	['all the while', {}, 1, [2, 3, 4]],
	['every other week', { weeks: [2, 4] }, 1, [2, 4]],
	['in weeks that are not planned', { weeks: [1] }, 0],
	['that was taken back', { weeks: [] }, 0],
	['that ends before', { untilDay: '2026-03-30' }, 0],
	// In week 3 by the make-up day.
	['that begins within', { fromDay: '2026-04-11' }, 1, [3, 4]],
	[
		'with two slots, of which one has ended',
		{
			untilDay: '2026-04-12',
			slots: [
				{ weekday: 1, period: 2, own: null },
				{ weekday: 7, period: 2, own: null },
			],
		},
		1,
	],
	[
		"at times of its own, by a school that is not the county's",
		{
			sendingClassroom: place(SchoolId.parse('abroad')),
			slots: [{ weekday: 1, period: 2, own: { from: 530, until: 570 } }],
		},
		1,
	],
	[
		"by the bells of a school that is not the county's",
		{ sendingClassroom: place(SchoolId.parse('abroad')) },
		0,
	],
])('a series %s takes its places', (_, change, count, weeks) => {
	const given = givenBySeries({ series: [series(change)], schools }, plannedDays(calendar, [2, 3, 4]));
	expect(given).toHaveLength(count);
	if (weeks !== undefined) expect(given.map((each) => each.weeks)).toEqual([weeks]);
	for (const lesson of given) expect(lesson.schoolIds.every((id) => id !== 'abroad')).toBe(true);
});

test('lessons on their own take their places in their weeks, and no load of their teacher', () => {
	const booked = (lessonId: string, at: string): SingleBooking[] => {
		const from = Date.parse(`${at}:00+08:00`);
		const times = { lessonId, from, until: from + 40 * 60_000 };
		return [
			{ ...times, resource: 'teacher', id: 'teacher', schoolId: null },
			{ ...times, resource: 'classroom', id: 'core-room', schoolId: core },
			{ ...times, resource: 'class', id: 'k3', schoolId: null },
		];
	};
	const { given, away } = singleLessons(
		[
			...booked('a', '2026-03-30T08:00'),
			// The make-up day runs as a Monday, too.
			...booked('b', '2026-04-11T08:00'),
			...booked('on a holiday', '2026-04-06T10:00'),
			...booked('on a Sunday', '2026-04-12T10:00'),
			...booked('not planned', '2026-03-23T10:00'),
		],
		plannedDays(calendar, [2, 3]),
		timeZone,
	);
	expect(given).toEqual([
		{
			weekday: 1,
			at: { from: 480, until: 520 },
			teacherId: null,
			classroomIds: ['core-room'],
			classGroupIds: ['k3'],
			schoolIds: ['core'],
			recorded: true,
			weeks: [2, 3],
		},
	]);
	expect(new Set(away.get('teacher')?.map(({ weekday, from }) => `${weekday} ${from}`))).toEqual(
		new Set(['1 480']),
	);
});

const rows = (change: Partial<CountyRows>): CountyRows => ({
	calendar,
	schools,
	memberships: [],
	classrooms: [],
	classGroups: [1, 2, 3].map((grade) => ({
		classGroupId: ClassGroupId.parse(`k${grade}`),
		schoolId: village,
		grade,
	})),
	needs: [{ schoolId: village, subject: 'music', lessons: 2, grades: [] }],
	teachers: [],
	bells: new Map(),
	series: [],
	singles: [],
	capacity: { recorder: null, sfu: null },
	...change,
});

test.each<[string, Partial<CountyRows>, [number, string[]][]]>([
	['nothing has been planned: the youngest', {}, [[2, ['k1']]]],
	['one that goes elsewhere counts', { series: [series({})] }, [[1, ['k1']]]],
	['in odd weeks only: the half is made a whole', { series: [series({ weeks: [1, 3] })] }, [[2, ['k1']]]],
	['both are there', { series: [series({}), series({ seriesId: SeriesId.parse('b') })] }, []],
	[
		'grades were said: their classes sit together',
		{
			needs: [{ schoolId: village, subject: 'music', lessons: 1, grades: [2, 3] }],
		},
		[[1, ['k2', 'k3']]],
	],
	[
		'a grade without a class',
		{
			needs: [{ schoolId: village, subject: 'music', lessons: 1, grades: [6] }],
		},
		[[1, []]],
	],
	['a school without classes', { classGroups: [] }, [[2, []]]],
])('what a school lacks, when %s', (_, change, expected) => {
	const needs = lackedNeeds(rows(change), '2026-03-23', [1, 2, 3, 4]);
	expect(needs.map(({ lessonsAWeek, classGroupIds }) => [lessonsAWeek, classGroupIds])).toEqual(expected);
	for (const { id } of needs) expect(id).toBe('village:music');
});

test.each<[string, number[], string, number[]]>([
	['none of its weeks', [1, 2], '2026-03-23', [2]],
	['all of its weeks', [3, 4], '2026-03-23', [1]],
	['half of its weeks', [2, 3], '2026-03-23', [2]],
	['the weeks that are to come', [2, 3], '2026-03-30', [1]],
	['nothing but weeks that are past', [1, 2], '2026-04-08', [2]],
])(
	'a series in the second half of a term gives as much as it does in the weeks planned: %s',
	(_, weeks, today, lessons) => {
		const needs = lackedNeeds(rows({ series: [series({ weeks: [3, 4] })] }), today, weeks);
		expect(needs.map(({ lessonsAWeek }) => lessonsAWeek)).toEqual(lessons);
	},
);

test.each<[number | null, number | null, boolean, number | null]>([
	[null, null, true, null],
	[4_000, 1_000, false, 2],
	[4_000, 300, false, 1],
	[10_000, null, false, 10],
	[30_000, 10_000, true, 5],
	// What carries one end badly still carries it.
	[500, 100, true, 1],
])('a link of %s down and %s up that sends (%s…) carries %s', (linkDownKbps, linkUpKbps, sends, lessons) => {
	expect(linkLessonsOf({ linkDownKbps, linkUpKbps }, sends)).toBe(lessons);
});

test.each<[string, TeachingProfile['sending'], string | null]>([
	['the one that was said', { kind: 'classroom', classroomId: ClassroomId.parse('studio') }, 'studio'],
	['any, after moving here', { kind: 'classroom', classroomId: ClassroomId.parse('elsewhere') }, 'core-room'],
	['any', { kind: 'any' }, 'core-room'],
	['none', { kind: 'own' }, null],
])('a teacher sends from %s', (_, sending, sendingClassroomId) => {
	const classroom = (id: string, schoolId: SchoolId) => ({
		classroomId: ClassroomId.parse(id),
		schoolId,
		kind: 'recording' as const,
	});
	const profile: TeachingProfile = {
		takesPart: true,
		abilities: [],
		mostAWeek: 4,
		mostADay: 1,
		away: [],
		sending,
		prefersMornings: false,
	};
	const { teachers } = inputOf(
		rows({
			classrooms: [
				classroom('core-room', core),
				classroom('studio', core),
				classroom('elsewhere', SchoolId.parse('abroad')),
			],
			teachers: [{ personId: PersonId.parse('wang'), name: '', schoolId: core, profile }],
		}),
		{
			request: {
				subjects: null,
				schoolIds: null,
				without: [],
				leastShare: 60,
				receivingMost: 3,
				weights: { mornings: 1, oneADay: 1, spread: 1, evenLoad: 1, evenDays: 1 },
				pinned: new Set(),
			},
			weeks: [1, 2, 3, 4],
			today: '2026-03-23',
			timeZone,
		},
	);
	expect(teachers).toMatchObject([{ sendingClassroomId }]);
});
