// Counties, communities, schools, classrooms, classes and their people: what other features may use.
import type { CountyId, Day, SchoolId } from '@classroom/protocol';
import type { AuditLog, Caller, Devices, People } from '../identity/index.ts';
import type { Bus, Clock, Database, Log, Routes } from '../platform/index.ts';
import { Spreadsheets } from '../platform/index.ts';
import { Agreements, agreementEnded } from './agreements.ts';
import { Announcements } from './announcements.ts';
import { ClassGroups } from './classGroups.ts';
import { Classrooms } from './classrooms.ts';
import { Communities } from './communities.ts';
import { RosterExchange } from './exchange/rosterExchange.ts';
import { Counties } from './counties.ts';
import type { CountyMap } from './countyMap.ts';
import { countyMap } from './countyMap.ts';
import { partnersOf } from './memberships.ts';
import { planPlaces } from './planPlaces.ts';
import { planTeachers } from './planTeachers.ts';
import type { PersonUsage } from './roster.ts';
import { Roster } from './roster.ts';
import { addRostersRoutes } from './rostersRoutes.ts';
import type { SchoolsStores } from './schoolsRoutes.ts';
import { addSchoolsRoutes } from './schoolsRoutes.ts';
import { Schools } from './schools.ts';
import type { SchoolsTables } from './schoolsTables.ts';

export { auditedChange, auditedLongChange } from './deps.ts';
export {
	grades as gradeChoices,
	schoolKinds as schoolKindChoices,
	subjects as subjectChoices,
} from './exchange/choices.ts';
export { Names } from './exchange/names.ts';
export { createSchoolDirectory } from './schoolDirectory.ts';
export { schoolsMigrations } from './schoolsMigrations.ts';
export type { SchoolsTables } from './schoolsTables.ts';
export { Announcements } from './announcements.ts';
export type { AgreementState, Agreements, EndedAgreement } from './agreements.ts';
export type { PersonUsage } from './roster.ts';
export { unlessInUse } from './removal.ts';
export type { MemberLimits } from './communityRules.ts';
export type { CountyMap } from './countyMap.ts';
export { isInForce } from './membershipRules.ts';
export { memberLimits } from './communityRules.ts';
export type { Page, PageRequest } from './paging.ts';
export { mapPage, pageOf, readCursor } from './paging.ts';
export type { SchoolScope } from './scope.ts';
export { scopeOf, within } from './scope.ts';
export { contains, nameKey, schoolKey } from './searchText.ts';

export interface SchoolsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly bus: Bus;
	readonly audit: AuditLog;
	readonly people: People;
	readonly devices: Devices;
	/** The timetable's: whether lessons name a person. */
	readonly usage: PersonUsage;
	/** The day that it is now in the county: the timetable knows days. */
	readonly today: () => Day;
	/** IANA name, such as `Asia/Shanghai`. */
	readonly timeZone: string;
	/** Shared by all who read or write them; its own unless given. */
	readonly spreadsheets?: Spreadsheets;
}

export interface SchoolsFeature extends SchoolsStores {
	addRoutes(routes: Routes<Caller>): void;
	/** Schools that share a community with this one on that day, itself among them. */
	partnersOf(schoolId: SchoolId, day: Day): Promise<Set<SchoolId>>;
	/** See {@link CountyMap}. */
	countyMap(countyId: CountyId): Promise<CountyMap>;
	/** Whether there is any county at all. */
	isEmpty(): Promise<boolean>;
	/** Begins to hear of what other servers change. */
	start(): Promise<void>;
	/** Idempotent. */
	close(): Promise<void>;
}

export const schoolsFeature = (deps: SchoolsDeps): SchoolsFeature => {
	const db = deps.database.as<SchoolsTables>();
	const ended = new Announcements(agreementEnded, deps.bus, deps.log);
	let stopListening = (): Promise<void> => Promise.resolve();
	const spreadsheets = deps.spreadsheets ?? new Spreadsheets();
	const rosters = new RosterExchange({ ...deps, spreadsheets });
	const stores: SchoolsStores = {
		counties: new Counties(deps, deps.timeZone),
		agreements: new Agreements(deps, ended),
		communities: new Communities(deps),
		schools: new Schools(deps),
		classrooms: new Classrooms(deps),
		classGroups: new ClassGroups(deps),
		roster: new Roster(deps),
		placesFor: (caller, day) => planPlaces(deps, caller, day),
		teachersFor: (caller, query) => planTeachers(deps, caller, query),
	};
	return {
		...stores,
		addRoutes(routes) {
			addSchoolsRoutes(routes, stores);
			addRostersRoutes(routes, rosters);
		},
		partnersOf: (schoolId, day) => partnersOf(db, day, schoolId),
		countyMap: (countyId) => countyMap(db, countyId),
		isEmpty: async () => {
			const first = await db.selectFrom('county').select('county_id').limit(1).executeTakeFirst();
			return first === undefined;
		},
		async start() {
			stopListening = await ended.start();
		},
		close: () => stopListening(),
	};
};
