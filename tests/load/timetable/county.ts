// A county full of lessons: 31 pairs of a sending and a receiving classroom (62), each with lessons in up to 40 places
// of the week. 20,000 lessons a term are 1,075 series; ten times that are ten terms of them.
import { endpoints, LessonId, SeriesId } from '@classroom/protocol';
import type { Slot, TermId } from '@classroom/protocol';
import type { NoTables } from '../../../server/src/platform/index.ts';
import { inTransaction, newId } from '../../../server/src/platform/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { addDays } from '../../../server/src/timetable/index.ts';
import { insertLessons } from '../../../server/src/timetable/lessonRows.ts';
import { partsOf } from '../../../server/src/timetable/planParts.ts';
import type { SeriesRecord } from '../../../server/src/timetable/series/seriesRecord.ts';
import { writeSeries } from '../../../server/src/timetable/series/seriesRows.ts';
import { SeriesState } from '../../../server/src/timetable/series/seriesState.ts';
import { plannedOf, readWorlds } from '../../../server/src/timetable/series/seriesWorld.ts';
import { calendarOf, findTerm } from '../../../server/src/timetable/term/calendarReader.ts';
import type { Installation, SignedIn } from '../../integration/schools/installation.ts';
import { addSchool, timeZone } from '../../integration/schools/installation.ts';

export const PAIRS = 31;
const PERIODS = 8;
const WEEKDAYS = [1, 2, 3, 4, 5] as const;
const weeks = Array.from({ length: 19 }, (_, place) => place + 1);

/** A Monday: the clock of the installation stands on it, so that every lesson lies ahead. */
export const firstMonday = '2026-03-02';
const termLength = 19 * 7;

export interface Pair {
	readonly teacherId: string;
	readonly sendingClassroomId: string;
	readonly receivingClassroomId: string;
	readonly classGroupId: string;
}

export interface LoadCounty {
	readonly admin: SignedIn;
	readonly pairs: readonly Pair[];
	/** One after the other, each of 19 weeks. */
	readonly termIds: readonly TermId[];
}

const periods = Array.from({ length: PERIODS }, (_, place) => ({
	number: place + 1,
	name: `第${place + 1}节`,
	from: 480 + place * 50 + (place >= 4 ? 90 : 0),
	until: 520 + place * 50 + (place >= 4 ? 90 : 0),
}));

/** Weekday and period of the n-th place of the week. */
export const slotOf = (place: number): Slot => ({
	weekday: WEEKDAYS[place % WEEKDAYS.length] ?? 1,
	period: (Math.floor(place / WEEKDAYS.length) % PERIODS) + 1,
	own: null,
});

export const makeCounty = async (installation: Installation, terms: number): Promise<LoadCounty> => {
	const { home } = await installation.addCounties();
	const admin = await installation.as('county-admin', home);
	const pairs: Pair[] = [];
	for (let pair = 0; pair < PAIRS; pair += 1) {
		const core = await addSchool(admin, `中心小学${pair}`, {
			kind: 'core',
			linkDownKbps: 30_000,
			linkUpKbps: 10_000,
		});
		const village = await addSchool(admin, `教学点${pair}`, { linkDownKbps: 4_000, linkUpKbps: 1_000 });
		const teacher = await installation.as('teacher', home, { schoolId: core.schoolId });
		const schedules = [{ name: '全天', season: null, weekdays: null, periods }];
		const params = { schoolId: core.schoolId };
		await admin.ok(endpoints.saveBells, { params, body: { schedules, dryRun: false } });
		pairs.push({
			teacherId: teacher.personId,
			sendingClassroomId: core.classroomId,
			receivingClassroomId: village.classroomId,
			classGroupId: village.classGroupId,
		});
	}
	const termIds: TermId[] = [];
	for (let term = 0; term < terms; term += 1) {
		const firstDay = addDays(firstMonday, term * termLength);
		const lastDay = addDays(firstDay, termLength - 1);
		const made = await admin.ok(endpoints.createTerm, { body: { name: `学期${term}`, firstDay, lastDay } });
		termIds.push(made.termId);
	}
	return { admin, pairs, termIds };
};

/** What a form would send for the pair's n-th place of the week. */
export const inputOf = ({ pairs, termIds }: LoadCounty, term: number, pair: number, place: number) => ({
	termId: termIds[term],
	title: `系列 ${pair}-${place}`,
	kind: 'delivered',
	subject: 'music',
	teacherId: pairs[pair]?.teacherId,
	sendingClassroomId: pairs[pair]?.sendingClassroomId,
	receivingClassroomIds: [pairs[pair]?.receivingClassroomId],
	classGroupIds: [pairs[pair]?.classGroupId],
	slots: [slotOf(place)],
	weeks: '1-19周',
});

/** Writes `series` series of every term, past all checks but those of the database itself; how many lessons there are. */
export const fill = async (
	installation: Installation,
	{ admin, pairs, termIds }: LoadCounty,
	series: number,
): Promise<number> => {
	const db = installation.database.as<TimetableTables>();
	const now = installation.clock.now();
	let lessons = 0;
	for (const termId of termIds) {
		const term = await findTerm(db, termId);
		if (term === null) throw new Error('no term');
		const calendar = await calendarOf(db, term);
		const records: SeriesRecord[] = [];
		for (const number of pairs.keys()) {
			const parts = await partsOf(
				{ db, people: installation.identity.people, agreements: installation.schools.agreements },
				admin.countyId,
				endpoints.planSeries.body.shape.series.parse(
					inputOf({ admin, pairs, termIds }, termIds.indexOf(termId), number, 0),
				),
			);
			for (let place = 0; number + place * pairs.length < series; place += 1) {
				records.push({
					...parts,
					seriesId: newId(SeriesId, now),
					termId,
					facts: { title: `系列 ${number}-${place}`, kind: 'delivered', subject: 'music' },
					slots: [slotOf(place)],
					weeks,
					fromDay: null,
					untilDay: null,
				});
			}
		}
		const worldOf = await readWorlds(db, calendar, records);
		await inTransaction(installation.database.as<NoTables>(), async (plain) => {
			const tx = plain.$extendTables<TimetableTables>();
			for (const record of records) {
				await writeSeries(tx, SeriesState.parse(record), now, 'new');
				const planned = plannedOf(record, worldOf(record), timeZone).lessons;
				await insertLessons(
					tx,
					planned.map(({ key, from, until }) => ({
						...record,
						lessonId: newId(LessonId, now),
						from,
						until,
						series: { seriesId: record.seriesId, key },
						makesUp: null,
						cancelled: null,
					})),
					now,
				);
				lessons += planned.length;
			}
		});
	}
	return lessons;
};
