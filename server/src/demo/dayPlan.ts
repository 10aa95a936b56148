// A day of lessons around now for the demonstration. Pure. Nothing is made to look as if it had been taught: what lies
// in the past was missed or cancelled, and the rest is still to come.
import type { Instant, LessonKind, Subject } from '@classroom/protocol';
import type { CheckedPlan, LessonRecord } from '../timetable/index.ts';
import { lessonStatus } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import type { StageCommunity } from './stage.ts';

export interface DemoLesson {
	readonly plan: CheckedPlan;
	/** Null: it takes place. */
	readonly cancelReason: string | null;
}

interface Programme {
	readonly subject: Subject;
	readonly kind: LessonKind;
	readonly title: string;
	/** How many classrooms receive it. */
	readonly receivers: number;
	/** Which of a school's classes it is for, counted from the youngest. */
	readonly classPlace: number;
}

const minute = 60_000;
const LENGTH_MS = 40 * minute;
/** From one lesson's start to the next one's. */
const PERIOD_MS = 50 * minute;
/** The lesson that is on starts on the first full minute at least this long after it was planned, ms. */
const HEADWAY_MS = 45_000;

const current: Programme = {
	subject: 'music',
	kind: 'delivered',
	title: '三年级音乐：《茉莉花》',
	receivers: 3,
	classPlace: 2,
};
const later: readonly Programme[] = [
	{ subject: 'art', kind: 'delivered', title: '二年级美术：剪窗花', receivers: 2, classPlace: 1 },
	{ subject: 'english', kind: 'delivered', title: '三年级英语：My Family', receivers: 3, classPlace: 2 },
	{ subject: 'science', kind: 'master', title: '名师课堂：水的三态', receivers: 4, classPlace: 2 },
	{ subject: 'calligraphy', kind: 'delivered', title: '一年级书法：横与竖', receivers: 2, classPlace: 0 },
	{
		subject: 'information-technology',
		kind: 'dual',
		title: '双师课堂：画我的家乡',
		receivers: 2,
		classPlace: 2,
	},
	{ subject: 'chinese', kind: 'research', title: '语文教研：怎样教古诗', receivers: 4, classPlace: 0 },
];
const missed: Programme = {
	subject: 'music',
	kind: 'delivered',
	title: '一年级音乐：《小星星》',
	receivers: 2,
	classPlace: 0,
};
const cancelled: Programme = {
	subject: 'english',
	kind: 'delivered',
	title: '二年级英语：Colours',
	receivers: 2,
	classPlace: 1,
};

/** Whether somebody who arrives at `now` finds a lesson to take part in. */
export const isCurrent = (lesson: LessonRecord, now: Instant): boolean => {
	const status = lessonStatus(lesson, now);
	return status === 'waiting' || status === 'teaching';
};

/** What is to be added to the lessons there are today (`existing`) so that one is on and the day has some. */
export const planDay = (
	stage: readonly StageCommunity[],
	existing: readonly LessonRecord[],
	now: Instant,
	day: { readonly from: Instant; readonly until: Instant },
): DemoLesson[] => {
	if (existing.some((lesson) => isCurrent(lesson, now))) return [];
	const start = Math.ceil((now + HEADWAY_MS) / minute) * minute;
	const free = stage.findIndex((community) => isFree(community, existing, now, start + PERIOD_MS));
	// Everybody is about to teach: there is a lesson to go to in a moment.
	const first = stage[free];
	if (first === undefined) return [];
	const lessons = [lesson(first, current, start)];
	if (existing.length > 0) return lessons;
	const next = (place: number): StageCommunity => stage[(free + place) % stage.length] ?? first;
	const rest = later.map((programme, place) =>
		lesson(next(place + 1), programme, start + (place + 1) * PERIOD_MS),
	);
	const others = [
		lesson(next(1), missed, start - 2 * PERIOD_MS),
		lesson(next(2), { ...missed, subject: 'art', title: '三年级美术：我的校园' }, start - 3 * PERIOD_MS),
		lesson(next(3), cancelled, start - PERIOD_MS, '主讲教师外出教研'),
		lesson(next(4), { ...cancelled, title: '一年级英语：Numbers' }, start + 2 * PERIOD_MS, '学校停电检修'),
	];
	const within = [...rest, ...others].filter(({ plan }) => {
		const { plannedStart, lengthMs } = plan.input;
		return plannedStart >= day.from && plannedStart + lengthMs <= day.until;
	});
	return [...lessons, ...within];
};

/** Whether none of the community's classrooms is wanted elsewhere between now and `until`. */
const isFree = (
	community: StageCommunity,
	existing: readonly LessonRecord[],
	now: Instant,
	until: Instant,
): boolean => {
	const taken = new Set(
		existing
			.filter((lesson) => ['planned', 'overrun'].includes(lessonStatus(lesson, now)))
			.filter((lesson) => lesson.plannedStart < until)
			.flatMap((lesson) => [lesson.sendingClassroom, ...lesson.receivingClassrooms])
			.map((place) => place?.classroomId),
	);
	return ![community.sender, ...community.receivers.map(({ place }) => place)].some(({ classroomId }) =>
		taken.has(classroomId),
	);
};

const lesson = (
	community: StageCommunity,
	programme: Programme,
	plannedStart: Instant,
	cancelReason: string | null = null,
): DemoLesson => {
	const { sender, teachers } = community;
	const { title, kind, subject, classPlace } = programme;
	const teacher = teachers.find(({ subjects }) => subjects.includes(subject)) ?? teachers[0];
	const receivers = community.receivers.slice(0, programme.receivers);
	const classGroups =
		kind === 'research'
			? []
			: receivers.flatMap(({ classes }) => classes[Math.min(classPlace, classes.length - 1)] ?? []);
	return {
		cancelReason,
		plan: {
			countyId: demoCountyId,
			teacherId: teacher.personId,
			teacherSchoolId: teacher.schoolId,
			sendingClassroom: sender,
			receivingClassrooms: receivers.map(({ place }) => place),
			classGroups,
			input: {
				title,
				kind,
				subject,
				teacherId: teacher.personId,
				sendingClassroomId: sender.classroomId,
				receivingClassroomIds: receivers.map(({ place }) => place.classroomId),
				classGroupIds: classGroups.map(({ classGroupId }) => classGroupId),
				plannedStart,
				lengthMs: LENGTH_MS,
			},
		},
	};
};
