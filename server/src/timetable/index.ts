// Lessons as they are planned, and what became of them: what other features may use.
import type { Day, LessonId, LogEntry, SchoolId } from '@classroom/protocol';
import type { AuditLog, Caller, People } from '../identity/index.ts';
import type { Bus, Clock, Database, Leases, Log, Routes } from '../platform/index.ts';
import { Spreadsheets } from '../platform/index.ts';
import type { Agreements, PersonUsage } from '../schools/index.ts';
import { Announcements } from '../schools/index.ts';
import { addFeedRoutes } from './feeds/feedRoutes.ts';
import { Feeds } from './feeds/feeds.ts';
import type { LessonChange } from './lessonChanges.ts';
import { changeOf, lessonChanged } from './lessonChanges.ts';
import { setCapacity } from './capacity/capacities.ts';
import { addChangesRoutes } from './changes/changesRoutes.ts';
import { LessonMoves } from './changes/lessonMoves.ts';
import { Bells } from './bells/bellStore.ts';
import { dayOf } from './days.ts';
import { TermExchange } from './exchange/termExchange.ts';
import { addTermExchangeRoutes } from './exchange/termExchangeRoutes.ts';
import { LessonPlanner } from './lessonPlanner.ts';
import type { LogReader } from './lessonProjector.ts';
import { LessonProjector } from './lessonProjector.ts';
import { LessonStore } from './lessonStore.ts';
import type { LessonTables, TimetableTables } from './lessonTables.ts';
import type { PlanningTables } from './planning/proposalTables.ts';
import { addPlanningRoutes } from './planning/planningRoutes.ts';
import { Proposals } from './planning/proposals.ts';
import { Applications } from './openings/applications.ts';
import { addOpeningRoutes } from './openings/openingRoutes.ts';
import { Openings } from './openings/openings.ts';
import { OpeningSweep } from './openings/openingSweep.ts';
import { addPinnedRoutes } from './pinned/pinnedRoutes.ts';
import { PinnedTimetables } from './pinned/pinnedTimetables.ts';
import { SeriesPlanner } from './series/seriesPlanner.ts';
import { addSeriesRoutes } from './series/seriesRoutes.ts';
import { termLessons } from './series/termLessons.ts';
import { addBellRoutes, addTermRoutes } from './term/termRoutes.ts';
import { Terms } from './term/terms.ts';
import { addViewRoutes } from './views/viewRoutes.ts';

export { bellIssues } from './bells/bellRules.ts';
export type { SpecialDay } from './term/calendar.ts';
export { insertSpecialDays } from './term/calendarWriter.ts';
export { publishedDays } from './term/published.ts';
export type { Term as TermDays } from './term/term.ts';
import { MissedLessons } from './missed/missedLessons.ts';
import { addTimetableRoutes } from './timetableRoutes.ts';

export type { FeedWords } from './feeds/feedWords.ts';
export { feedWords } from './feeds/feedWords.ts';
export { feedMigrations } from './feeds/feedMigrations.ts';
export { timetableMigrations } from './timetableMigrations.ts';
export { lifeMigrations } from './missed/lifeMigrations.ts';
export type { FatesQuery, LessonFate } from './missed/lessonFates.ts';
export { dayIn, lastWeekOf, mondayOf } from './term/term.ts';
export { addDays, dayBounds, dayOf, startOfDay } from './days.ts';
export type { LessonChange } from './lessonChanges.ts';
export { concerns } from './lessonChanges.ts';
export type { LogReader } from './lessonProjector.ts';
export type { LessonClass, LessonPlace, LessonRecord } from './lessonRecord.ts';
export { joinRoleOf, mayChange, mayReplay, maySee } from './lessonRules.ts';
export type { LessonScope } from './lessonScope.ts';
export { visibleTo } from './lessonScope.ts';
export { lessonStatus } from './lessonStatus.ts';
export type { CheckedPlan } from './checkedPlan.ts';
export type { NewLesson } from './lessonRows.ts';
export type { SeriesRecord } from './series/seriesRecord.ts';
export { sowSeries } from './series/sow.ts';
export type { TermRecord } from './term/calendarReader.ts';
export { termsOf } from './term/calendarReader.ts';
export type { LessonStore } from './lessonStore.ts';
export type { TimetableTables } from './lessonTables.ts';
export { lessonCard, lessonView } from './lessonView.ts';
export type { PlanningInput } from './planning/input.ts';
export type { PlanningOptions, PlanningRun } from './planning/planning.ts';
export { startPlanning } from './planning/planning.ts';
export type { KeptProposal } from './planning/proposals.ts';
export { Proposals } from './planning/proposals.ts';
export { planningMigrations } from './planning/proposalTables.ts';
export type { PlanningTables, ProposalTables } from './planning/proposalTables.ts';
export { writeProfile } from './planning/profiles.ts';
export type { Proposal, ProposedSeries, Unplaced } from './planning/proposal.ts';

export interface TimetableDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly bus: Bus;
	readonly leases: Leases;
	/** IANA name, such as `Asia/Shanghai`. */
	readonly timeZone: string;
	/** PUBLIC_URL: calendar feeds link to lessons by it. */
	readonly publicUrl?: string | undefined;
	readonly audit: AuditLog;
	readonly people: People;
	readonly agreements: Agreements;
	partnersOf(schoolId: SchoolId, day: Day): Promise<Set<SchoolId>>;
	readonly lessonLog: LogReader;
	/** Shared by all who read or write them; its own unless given. */
	readonly spreadsheets?: Spreadsheets;
	/** Of its planned time, 0 to 1, a lesson has to be taught to count as given; left out: a moment will do. */
	readonly givenShare?: number;
	/** How much of what is limited there is on the whole installation; null: not limited. */
	readonly capacity: { readonly recordings: number | null; readonly connections: number | null };
}

export interface Timetable {
	readonly store: LessonStore;
	readonly planner: LessonPlanner;
	readonly moves: LessonMoves;
	readonly openings: Openings;
	readonly applications: Applications;
	/** Brings sign-ups up to date by the clock, once it is started. */
	readonly openingSweep: OpeningSweep;
	addRoutes(routes: Routes<Caller>): void;
	/** To be called with every entry of every lesson log, in order, after it was appended. */
	project(entry: LogEntry): Promise<void>;
	/** Makes what the timetable shows of the log anew. */
	rebuild(lessonId: LessonId): Promise<void>;
	/** Says that these lessons were planned, by whoever wrote them with `store.insert`. */
	announcePlanned(lessonIds: readonly LessonId[]): Promise<void>;
	/** Calls the listener on every server; returns what ends that. */
	onChanged(listener: (change: LessonChange) => void): () => void;
	/** Reads what the log says of lessons that were on when the server last stopped; begins to hear of changes. */
	start(): Promise<void>;
	/** Idempotent. */
	close(): Promise<void>;
}

export { lessonTimes } from './lessonTimes.ts';

export const timetableFeature = (deps: TimetableDeps): Timetable => {
	const { database, clock, timeZone } = deps;
	const db = database.as<TimetableTables>();
	const changes = new Announcements(lessonChanged, deps.bus, deps.log);
	const store = new LessonStore({ ...deps, db });
	const common = { ...deps, db, store, changes };
	const planner = new LessonPlanner(common);
	const series = new SeriesPlanner(common);
	const missed = new MissedLessons({ ...deps, planner, changes });
	const moves = new LessonMoves(common, planner);
	const openings = new Openings({ ...common, planner });
	const applications = new Applications({ ...common, planner }, openings);
	const openingSweep = new OpeningSweep({ ...common, planner }, applications);
	const projector = new LessonProjector({
		db,
		store,
		clock,
		timeZone,
		people: deps.people,
		lessonLog: deps.lessonLog,
		changes,
		givenShare: deps.givenShare ?? 0,
	});
	const termDeps = { ...deps, lessons: termLessons(common), today: () => dayOf(clock.now(), timeZone) };
	const terms = new Terms(termDeps);
	const bells = new Bells(termDeps);
	const spreadsheets = deps.spreadsheets ?? new Spreadsheets();
	const exchange = new TermExchange({ ...common, spreadsheets });
	const feeds = new Feeds({ ...deps, store, publicUrl: deps.publicUrl });
	const planningDb = database.as<TimetableTables & PlanningTables>();
	const proposals = new Proposals({ db: planningDb, clock, log: deps.log });
	let stopListening = (): Promise<void> => Promise.resolve();
	return {
		store,
		planner,
		moves,
		openings,
		applications,
		openingSweep,
		addRoutes(routes) {
			addTimetableRoutes(routes, { clock, timeZone, store, planner, missed });
			addTermRoutes(routes, terms);
			addBellRoutes(routes, bells);
			addSeriesRoutes(routes, { ...common, series });
			addFeedRoutes(routes, feeds);
			addViewRoutes(routes, { ...common, planner });
			addTermExchangeRoutes(routes, exchange);
			addPinnedRoutes(routes, new PinnedTimetables({ ...common, spreadsheets }));
			addChangesRoutes(routes, {
				...common,
				planner,
				moves,
				settle: (caller, lessonId) => applications.settle(caller, lessonId),
			});
			addPlanningRoutes(routes, { ...common, db: planningDb, series, proposals });
			addOpeningRoutes(routes, { openings, applications });
		},
		project: (entry) => projector.project(entry),
		rebuild: (lessonId) => projector.rebuild(lessonId),
		async announcePlanned(lessonIds) {
			for (const lesson of (await store.findMany(lessonIds)).values()) {
				await changes.announce(changeOf('planned', [lesson]));
			}
		},
		onChanged: (listener) => changes.on(listener),
		async start() {
			stopListening = await changes.start();
			await setCapacity(db, 'recorder', deps.capacity.recordings);
			await setCapacity(db, 'sfu', deps.capacity.connections);
			await projector.catchUp();
		},
		async close() {
			await openingSweep.close();
			await proposals.close();
			await stopListening();
		},
	};
};

/** Whether lessons name a person: the schools feature, below, asks before it removes somebody. */
export const lessonUsage = (database: Database, clock: Clock): PersonUsage => {
	const db = database.as<LessonTables>();
	return {
		async isUsed(personId) {
			const row = await db
				.selectFrom('lesson')
				.select('lesson_id')
				.where('teacher_id', '=', personId)
				.limit(1)
				.executeTakeFirst();
			return row !== undefined;
		},
		async lessonsAhead(personId) {
			const { ahead } = await db
				.selectFrom('lesson')
				.where('teacher_id', '=', personId)
				.where('cancelled_at', 'is', null)
				.where('planned_start', '>', clock.now())
				.select((row) => row.fn.countAll<number>().as('ahead'))
				.executeTakeFirstOrThrow();
			return ahead;
		},
	};
};
