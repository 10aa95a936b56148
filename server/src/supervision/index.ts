// What the county sees of its lessons: the opening rate. Wired in application.ts by `supervisionFeature`.
import { endpoints } from '@classroom/protocol';
import type { CountyId, OpeningRate } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../identity/index.ts';
import { roles } from '../identity/index.ts';
import type { Clock, Routes } from '../platform/index.ts';
import type { CountyMap } from '../schools/index.ts';
import type { FatesQuery, LessonFate } from '../timetable/index.ts';
import { dayOf, visibleTo } from '../timetable/index.ts';
import { countyRate } from './countyRate.ts';

export { openingCounts } from './openingRate.ts';

export interface SupervisionDeps {
	readonly routes: Routes<Caller>;
	readonly clock: Clock;
	/** The county's, an IANA name. */
	readonly timeZone: string;
	readonly lessons: { fates(query: FatesQuery): Promise<LessonFate[]> };
	readonly schools: { countyMap(countyId: CountyId): Promise<CountyMap> };
}

export const supervisionFeature = (deps: SupervisionDeps): void => {
	deps.routes.implement(endpoints.openingRate, {
		access: roles('county-admin', 'school-admin', 'inspector'),
		handler: ({ caller, query }) => openingRate(deps, caller, query),
	});
};

/** The county's people read all of it; a school's administrator reads the lessons and the row of their own school. */
const openingRate = async (
	{ clock, timeZone, lessons, schools }: SupervisionDeps,
	caller: PersonCaller,
	query: Pick<FatesQuery, 'from' | 'until'>,
): Promise<OpeningRate> => {
	const { countyId, schoolId, role } = caller;
	const fates = await lessons.fates({ ...query, countyId, scope: visibleTo(caller) });
	const county = await schools.countyMap(countyId);
	const seen: CountyMap =
		role === 'school-admin'
			? { schools: county.schools.filter((school) => school.schoolId === schoolId), communities: [] }
			: county;
	const rate = countyRate(fates, seen, clock.now(), (instant) => dayOf(instant, timeZone));
	// A school's total is that of its own lessons: as they were at the school.
	const own = role === 'school-admin' ? rate.schools.find((each) => each.schoolId === schoolId) : undefined;
	return own === undefined ? rate : { ...rate, total: own.counts };
};
