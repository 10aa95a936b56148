// The demonstration's series: what the core schools give their village schools every week. Pure.
import type { SeriesId } from '@classroom/protocol';
import type { Day, Need, SchoolId, Slot, Subject, TermId } from '@classroom/protocol';
import type { SeriesRecord } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import type { StageCommunity } from './stage.ts';

interface Programme {
	readonly subject: Subject;
	readonly title: string;
	/** Which of a school's classes it is for, counted from the youngest. */
	readonly classPlace: number;
	readonly weeks: 'all' | 'odd';
}

const programmes: readonly Programme[] = [
	{ subject: 'music', title: '三年级音乐', classPlace: 2, weeks: 'all' },
	{ subject: 'art', title: '二年级美术', classPlace: 1, weeks: 'all' },
	{ subject: 'english', title: '三年级英语', classPlace: 2, weeks: 'all' },
	{ subject: 'calligraphy', title: '一年级书法', classPlace: 0, weeks: 'odd' },
];

/** So many schools receive a lesson together. */
const TOGETHER = 3;

const weekdays = [1, 3, 5, 2, 4] as const;
const periods = [2, 3, 6, 5, 4, 7] as const;

/** Weekday and period of a community's series one after the other: no two alike, spread over the week. */
const slotAt = (place: number, community: number) => ({
	weekday: weekdays[(place + community) % weekdays.length] ?? 1,
	period: periods[(Math.floor(place / weekdays.length) + community) % periods.length] ?? 2,
	own: null,
});

export interface SeriesPlanOf {
	readonly termId: TermId;
	readonly lastWeek: number;
	/** The first day that has lessons of them. */
	readonly from: Day;
	/** Gives each its own id. */
	readonly nextId: () => SeriesId;
}

/** Two to four for each village school. */
export const seriesFor = (stage: readonly StageCommunity[], plan: SeriesPlanOf): SeriesRecord[] =>
	stage.flatMap((community, number) => {
		const groups = Array.from({ length: Math.ceil(community.receivers.length / TOGETHER) }, (_, place) =>
			community.receivers.slice(place * TOGETHER, (place + 1) * TOGETHER),
		);
		return groups
			.flatMap((group, place) =>
				programmes
					.filter((_, each) => each < 2 || (each + place) % 2 === 0)
					.map((programme) => ({ group, programme })),
			)
			.map(({ group, programme }, place) =>
				seriesOf(community, group, programme, slotAt(place, number), plan),
			);
	});

const seriesOf = (
	{ sender, teachers }: StageCommunity,
	group: StageCommunity['receivers'],
	{ subject, title, classPlace, weeks }: Programme,
	slot: Slot,
	{ termId, lastWeek, from, nextId }: SeriesPlanOf,
): SeriesRecord => {
	const teacher = teachers.find(({ subjects }) => subjects.includes(subject)) ?? teachers[0];
	const all = Array.from({ length: lastWeek }, (_, week) => week + 1);
	return {
		seriesId: nextId(),
		countyId: demoCountyId,
		termId,
		facts: { title, kind: 'delivered', subject },
		teacherId: teacher.personId,
		teacherSchoolId: teacher.schoolId,
		sendingClassroom: sender,
		receivingClassrooms: group.map((receiver) => receiver.place),
		classGroups: group.flatMap(({ classes }) => classes[Math.min(classPlace, classes.length - 1)] ?? []),
		slots: [slot],
		weeks: weeks === 'all' ? all : all.filter((week) => week % 2 === 1),
		fromDay: from,
		untilDay: null,
	};
};

/** What the village schools lack a week; what they get of it the series say. */
export const needsOf = (stage: readonly StageCommunity[]): { schoolId: SchoolId; needs: Need[] }[] =>
	stage.flatMap(({ receivers }) =>
		receivers.map(({ place: { schoolId } }, place) => ({
			schoolId,
			needs: [
				{ subject: 'music' as const, lessons: place % 4 === 0 ? 2 : 1 },
				{ subject: 'art' as const, lessons: 1 },
				...(place % 3 === 1 ? [{ subject: 'english' as const, lessons: 1 }] : []),
			],
		})),
	);
