// Gives the demonstration county a term's series, what its schools need, and a change of each kind to look at.
import { SeriesId } from '@classroom/protocol';
import type { People, PersonCaller } from '../identity/index.ts';
import type { Clock, Database, Log } from '../platform/index.ts';
import { inChunks, inTransaction, messageOf, newId } from '../platform/index.ts';
import type {
	NewLesson,
	PlanningTables,
	TermRecord,
	Timetable,
	TimetableTables,
} from '../timetable/index.ts';
import { addDays, dayOf, lastWeekOf, sowSeries, termsOf, writeProfile } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import { needsOf, seriesFor } from './seriesPlan.ts';
import type { StageCommunity } from './stage.ts';
import { teachingProfiles } from './teachingPlan.ts';

export interface DemoSeriesDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly timeZone: string;
	readonly people: People;
	readonly timetable: Timetable;
}

/**
 * Makes them for a term that has none. They begin tomorrow: what was in the past would look as if nobody had come, and
 * today has lessons of its own.
 */
export const ensureSeries = async (deps: DemoSeriesDeps, stage: readonly StageCommunity[]): Promise<void> => {
	const { database, clock, timeZone } = deps;
	const db = database.as<TimetableTables>();
	const tomorrow = addDays(dayOf(clock.now(), timeZone), 1);
	const terms = await termsOf(db, demoCountyId);
	const term = terms.find(({ firstDay, lastDay }) => firstDay <= tomorrow && tomorrow <= lastDay);
	if (term === undefined) return;
	const first = await db
		.selectFrom('series')
		.select('series_id')
		.where('term_id', '=', term.termId)
		.limit(1)
		.executeTakeFirst();
	if (first !== undefined) return;
	const lessons = await sow(deps, term, tomorrow, stage);
	await changeSome(deps, stage, lessons);
};

const sow = (
	{ database, clock, timeZone }: DemoSeriesDeps,
	term: TermRecord,
	from: string,
	stage: readonly StageCommunity[],
): Promise<NewLesson[]> => {
	const now = clock.now();
	let made = 0;
	const series = seriesFor(stage, {
		termId: term.termId,
		lastWeek: lastWeekOf(term),
		from,
		nextId: () => newId(SeriesId, now - 100_000 + (made += 1)),
	});
	return inTransaction(database.as<TimetableTables>(), async (tx) => {
		const needs = needsOf(stage).flatMap(({ schoolId, needs: own }) =>
			own.map(({ subject, lessons }) => ({
				term_id: term.termId,
				school_id: schoolId,
				subject,
				county_id: demoCountyId,
				lessons,
			})),
		);
		await inChunks(needs, (chunk) =>
			tx
				.insertInto('school_need')
				.values(chunk)
				.onConflict((conflict) => conflict.doNothing())
				.execute(),
		);
		for (const { personId, profile } of teachingProfiles(stage)) {
			await writeProfile(tx.$extendTables<PlanningTables>(), demoCountyId, personId, profile);
		}
		return sowSeries(tx, { term, timeZone, now }, series);
	});
};

const DAY_MS = 86_400_000;

/** One moved, one with another teacher, one cancelled, as a school would have done it. */
const changeSome = async (
	{ people, timetable, log, clock }: DemoSeriesDeps,
	stage: readonly StageCommunity[],
	lessons: readonly NewLesson[],
): Promise<void> => {
	const { items } = await people.list({ countyId: demoCountyId, role: 'county-admin', limit: 1 });
	const [community] = stage;
	const [person] = items;
	if (person === undefined || community === undefined) return;
	const caller: PersonCaller = {
		kind: 'person',
		role: 'county-admin',
		personId: person.personId,
		name: person.name,
		countyId: demoCountyId,
		schoolId: null,
		classGroupId: null,
		mustChangePassword: false,
		sessionId: '',
	};
	const soon = lessons
		.filter(({ sendingClassroom }) => sendingClassroom?.classroomId === community.sender.classroomId)
		.filter(({ from }) => from > clock.now() + DAY_MS)
		.toSorted((a, b) => a.from - b.from);
	const [moved, substituted, cancelled] = [soon[1], soon[3], soon[5]];
	const other = community.teachers.find(({ personId }) => personId !== substituted?.teacherId);
	try {
		if (moved !== undefined) {
			const plannedStart = moved.from + 70 * 60_000;
			await timetable.moves.move(caller, moved.lessonId, { plannedStart }, '教室检修，顺延一节');
		}
		if (substituted !== undefined && other !== undefined) {
			await timetable.moves.substitute(caller, substituted.lessonId, other.personId, '原教师外出培训');
		}
		if (cancelled !== undefined) await timetable.planner.cancel(caller, cancelled.lessonId, '学校运动会');
	} catch (error) {
		// Nothing depends on them.
		log.warn({ reason: messageOf(error) }, 'a change of the demonstration could not be made');
	}
};
