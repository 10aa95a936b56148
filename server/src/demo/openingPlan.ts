// Lessons that the demonstration county has open for sign-up, with schools that applied. Pure.
import type { Confirmation, Day, Instant, Subject } from '@classroom/protocol';
import { addDays, dayOf, startOfDay } from '../timetable/index.ts';
import type { CheckedPlan } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import type { StageCommunity } from './stage.ts';

type Receiver = StageCommunity['receivers'][number];

export interface DemoApplication extends Receiver {
	/** Null: it waits. */
	readonly seat: number | null;
}

export interface DemoOpening {
	readonly plan: CheckedPlan;
	readonly places: number;
	readonly closesAt: Instant;
	readonly confirmation: Confirmation;
	/** Its core school confirms; else the county. */
	readonly byCommunity: boolean;
	/** Only its own community's schools may apply. */
	readonly within: boolean;
	readonly note: string | null;
	readonly closed: boolean;
	readonly applications: readonly DemoApplication[];
}

interface Programme {
	readonly title: string;
	readonly kind: 'master' | 'open';
	readonly subject: Subject;
	readonly places: number;
	/** How many have a place, and how many wait. */
	readonly taken: number;
	readonly waiting: number;
	readonly confirmation: Confirmation;
	readonly note: string | null;
	readonly byCommunity?: true;
	readonly within?: true;
	readonly closed?: true;
}

const programmes: readonly Programme[] = [
	{
		...{ title: '名师课堂：草原之歌', kind: 'master', subject: 'music', places: 3, taken: 3, waiting: 2 },
		...{ confirmation: 'at-once', note: '适合三、四年级，请提前准备口琴或竖笛。' },
	},
	{
		...{
			title: '名师课堂：圆的认识',
			kind: 'master',
			subject: 'mathematics',
			places: 5,
			taken: 2,
			waiting: 2,
		},
		...{ confirmation: 'by-hand', note: '每个孩子准备一把圆规、一张白纸。' },
	},
	{
		...{ title: '名校网络课堂：水墨小品', kind: 'open', subject: 'art', places: 8, taken: 1, waiting: 0 },
		...{ confirmation: 'at-once', note: null },
	},
	{
		...{ title: '名师课堂：小小气象员', kind: 'master', subject: 'science', places: 4, taken: 1, waiting: 2 },
		...{ confirmation: 'by-hand', note: null, byCommunity: true, within: true },
	},
	{
		...{
			title: '名师课堂：古诗里的四季',
			kind: 'master',
			subject: 'chinese',
			places: 4,
			taken: 2,
			waiting: 1,
		},
		...{ confirmation: 'by-hand', note: null, closed: true },
	},
];

const minute = 60_000;
/** After the last lesson of every school: nothing else is on. */
const STARTS_MS = (17 * 60 + 20) * minute;
const LENGTH_MS = 40 * minute;
/** The first is in so many days: there is time to apply. */
const DAYS_AHEAD = 2;

/** One a day, so that no classroom is wanted twice. The first community gives the one that is confirmed by its core school. */
export const openingsFor = (
	stage: readonly StageCommunity[],
	now: Instant,
	timeZone: string,
): DemoOpening[] => {
	const days = schoolDays(addDays(dayOf(now, timeZone), DAYS_AHEAD));
	return programmes.flatMap((programme, place) => {
		const giver = stage[programme.byCommunity ? 0 : (place + 1) % stage.length];
		const day = days[place];
		if (giver === undefined || day === undefined) return [];
		const start = startOfDay(day, timeZone) + STARTS_MS;
		return [openingOf(programme, giver, applicantsFor(programme, giver, stage), start)];
	});
};

/** Monday to Friday of the next two weeks from that day on. */
const schoolDays = (first: Day): Day[] =>
	Array.from({ length: 14 }, (_, place) => addDays(first, place)).filter(
		(day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0,
	);

/** The first community's core school is among them, where it is not the one that gives it: visitors are of it. */
const applicantsFor = (
	{ within }: Programme,
	giver: StageCommunity,
	stage: readonly StageCommunity[],
): readonly Receiver[] => {
	if (within) return giver.receivers;
	const [first] = stage;
	const visitors = first === undefined || first === giver ? [] : [{ place: first.sender, classes: [] }];
	const others = stage.flatMap((community) => (community === giver ? [] : community.receivers.slice(0, 1)));
	return [...others.slice(0, 2), ...visitors, ...others.slice(2)];
};

const openingOf = (
	programme: Programme,
	giver: StageCommunity,
	applicants: readonly Receiver[],
	plannedStart: Instant,
): DemoOpening => {
	const { title, kind, subject, places, confirmation, note } = programme;
	const applications = applicants
		.slice(0, programme.taken + programme.waiting)
		.map((each, place) => ({ ...each, seat: place < programme.taken ? place + 1 : null }));
	const seated = applications.filter(({ seat }) => seat !== null);
	const teacher = giver.teachers.find(({ subjects }) => subjects.includes(subject)) ?? giver.teachers[0];
	const receivingClassrooms = seated.map(({ place }) => place);
	return {
		places,
		confirmation,
		note,
		closesAt: plannedStart - 24 * 60 * minute,
		byCommunity: programme.byCommunity ?? false,
		within: programme.within ?? false,
		closed: programme.closed ?? false,
		applications,
		plan: {
			countyId: demoCountyId,
			teacherId: teacher.personId,
			teacherSchoolId: teacher.schoolId,
			sendingClassroom: giver.sender,
			receivingClassrooms,
			classGroups: [],
			input: {
				...{ title, kind, subject, plannedStart, lengthMs: LENGTH_MS, classGroupIds: [] },
				teacherId: teacher.personId,
				sendingClassroomId: giver.sender.classroomId,
				receivingClassroomIds: receivingClassrooms.map(({ classroomId }) => classroomId),
			},
		},
	};
};
