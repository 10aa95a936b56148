// Gives the demonstration county lessons that are open for sign-up: some with places, one full, one closed.
import { ApplicationId, LessonId } from '@classroom/protocol';
import type { CommunityId, Instant, PersonId, SchoolId } from '@classroom/protocol';
import type { People } from '../identity/index.ts';
import type { Clock, Database, Log } from '../platform/index.ts';
import { inTransaction, messageOf, newId } from '../platform/index.ts';
import type { Timetable, TimetableTables } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import { openingsFor } from './openingPlan.ts';
import type { DemoOpening } from './openingPlan.ts';
import type { StageCommunity } from './stage.ts';

export interface DemoOpeningsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly timeZone: string;
	readonly people: People;
	readonly timetable: Timetable;
}

/** Makes them where none is ahead; that visitors have closed them all is their business. */
export const ensureOpenings = async (
	deps: DemoOpeningsDeps,
	stage: readonly StageCommunity[],
): Promise<void> => {
	const { database, clock, timeZone, log } = deps;
	const db = database.as<TimetableTables>();
	const first = await db
		.selectFrom('lesson_opening')
		.innerJoin('lesson', 'lesson.lesson_id', 'lesson_opening.lesson_id')
		.select('lesson.lesson_id')
		.where('lesson_opening.county_id', '=', demoCountyId)
		.where('lesson.planned_start', '>', clock.now())
		.limit(1)
		.executeTakeFirst();
	if (first !== undefined) return;
	const now = clock.now();
	const openings = openingsFor(stage, now, timeZone).map((opening) => ({
		...opening,
		lessonId: newId(LessonId, now),
	}));
	if (openings.length === 0) return;
	try {
		await write(deps, openings, await castOf(deps));
	} catch (error) {
		// Visitors may have planned something else for then; nothing depends on them.
		log.warn({ reason: messageOf(error) }, 'lessons to sign up for could not be made for the demonstration');
	}
};

interface Cast {
	readonly openedBy: PersonId;
	readonly heads: ReadonlyMap<SchoolId, PersonId>;
	/** By core school. */
	readonly communities: ReadonlyMap<SchoolId, CommunityId>;
}

const castOf = async ({ database, people }: DemoOpeningsDeps): Promise<Cast | undefined> => {
	const ofCounty = { countyId: demoCountyId, limit: 200 };
	const [opener] = (await people.list({ ...ofCounty, role: 'county-admin', limit: 1 })).items;
	if (opener === undefined) return undefined;
	const heads = (await people.list({ ...ofCounty, role: 'school-admin' })).items;
	const cores = await database
		.as<TimetableTables>()
		.selectFrom('community_membership')
		.select(['school_id', 'community_id'])
		.where('role', '=', 'core')
		.execute();
	return {
		openedBy: opener.personId,
		heads: new Map(
			heads.flatMap(({ schoolId, personId }) => (schoolId === null ? [] : [[schoolId, personId]])),
		),
		communities: new Map(cores.map((row) => [row.school_id, row.community_id])),
	};
};

type Opened = DemoOpening & { readonly lessonId: LessonId };

const hour = 3_600_000;

const write = async (
	{ database, clock, timetable }: DemoOpeningsDeps,
	openings: readonly Opened[],
	cast: Cast | undefined,
): Promise<void> => {
	if (cast === undefined) return;
	const now = clock.now();
	const communityOf = ({ plan: { sendingClassroom } }: Opened): CommunityId | null =>
		sendingClassroom === null ? null : (cast.communities.get(sendingClassroom.schoolId) ?? null);
	const lessons = openings.map(({ lessonId, plan }) => ({ lessonId, plan, cancelReason: null }));
	const limited = openings.filter((each) => each.within && communityOf(each) !== null);
	const applications = openings.flatMap((opening) => applicationsOf(opening, cast, now));
	await inTransaction(database.as<TimetableTables>(), async (tx) => {
		await timetable.store.insertAll(tx, lessons, now);
		await tx
			.insertInto('lesson_opening')
			.values(
				openings.map((each) => ({
					lesson_id: each.lessonId,
					county_id: demoCountyId,
					places: each.places,
					closes_at: each.closesAt,
					closed_at: each.closed ? now : null,
					confirmation: each.confirmation,
					confirmed_by: each.byCommunity ? communityOf(each) : null,
					limited: limited.includes(each) ? 1 : 0,
					note: each.note,
					clock_state: each.closed ? 'closed' : 'open',
					opened_at: now - 5 * hour,
					opened_by: cast.openedBy,
					revision: 0,
				})),
			)
			.execute();
		if (limited.length > 0) {
			await tx
				.insertInto('lesson_opening_audience')
				.values(
					limited.map((each) => ({
						lesson_id: each.lessonId,
						community_id: communityOf(each),
						school_id: null,
					})),
				)
				.execute();
		}
		if (applications.length > 0) await tx.insertInto('lesson_application').values(applications).execute();
	});
};

const applicationsOf = ({ lessonId, plan, applications }: Opened, cast: Cast, now: Instant) =>
	applications.map(({ place, seat }, index) => {
		const state = seat === null ? ('waiting' as const) : ('accepted' as const);
		const appliedAt = now - 4 * hour + index * 7 * 60_000;
		return {
			application_id: newId(ApplicationId, appliedAt),
			lesson_id: lessonId,
			number: index + 1,
			school_id: place.schoolId,
			classroom_id: place.classroomId,
			class_group_id: null,
			state,
			seat,
			held: 0,
			applied_at: appliedAt,
			applied_by: cast.heads.get(place.schoolId) ?? cast.openedBy,
			reason: null,
			decided_at: seat === null ? null : now - hour,
			decided_by: seat === null ? null : cast.openedBy,
			seen_state: state,
			seen_start: plan.input.plannedStart,
			seen_cancelled: 0,
		};
	});
