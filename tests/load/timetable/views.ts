// What pages of the timetable cost the server: a classroom's week and the county's day, in the middle of the term.
import { endpoints } from '@classroom/protocol';
import type { PersonCaller } from '../../../server/src/identity/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { addDays } from '../../../server/src/timetable/index.ts';
import { readTimetable } from '../../../server/src/timetable/views/readTimetable.ts';
import { scopeOfQuery, spanOfDays } from '../../../server/src/timetable/views/timetableQuery.ts';
import type { Installation } from '../../integration/schools/installation.ts';
import { timeZone } from '../../integration/schools/installation.ts';
import type { LoadCounty } from './county.ts';
import { firstMonday } from './county.ts';
import { timed } from './timed.ts';

export const viewNames = ['week', 'day'] as const;
export type ViewName = (typeof viewNames)[number];

export interface View {
	readonly ms: number;
	readonly lessons: number;
	readonly queries: number;
}

export const measureView = async (
	installation: Installation,
	{ admin, pairs }: LoadCounty,
	view: ViewName,
): Promise<View> => {
	const db = installation.database.as<TimetableTables>();
	const { people } = installation.identity;
	const monday = addDays(firstMonday, 8 * 7);
	const query = endpoints.readTimetable.query.parse(
		view === 'week'
			? { by: 'classroom', id: pairs[0]?.receivingClassroomId, from: monday, until: addDays(monday, 6) }
			: { by: 'county', from: monday, until: monday },
	);
	const caller: PersonCaller = {
		kind: 'person',
		role: 'county-admin',
		personId: endpoints.updatePerson.params.parse({ personId: admin.personId }).personId,
		countyId: admin.countyId,
		schoolId: null,
		classGroupId: null,
		mustChangePassword: false,
		name: '',
		sessionId: '',
	};
	const asked = [scopeOfQuery(query), spanOfDays(query, timeZone), installation.clock.now()] as const;
	const before = installation.queries();
	let lessons = 0;
	const ms = await timed(async () => {
		lessons = (await readTimetable({ db, people }, caller, ...asked)).lessons.length;
	});
	if (lessons === 0) throw new Error('no lessons');
	return { ms, lessons, queries: installation.queries() - before };
};
