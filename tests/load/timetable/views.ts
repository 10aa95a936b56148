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

export interface View {
	readonly lessons: number;
	readonly queries: number;
	readonly ms: readonly number[];
}
export type Views = Readonly<Record<'week' | 'day', View>>;

export const measureViews = async (
	installation: Installation,
	{ admin, pairs }: LoadCounty,
	repeats: number,
): Promise<Views> => {
	const db = installation.database.as<TimetableTables>();
	const { people } = installation.identity;
	const monday = addDays(firstMonday, 8 * 7);
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
	const measure = async (asked: object): Promise<View> => {
		const query = endpoints.readTimetable.query.parse(asked);
		const read = () =>
			readTimetable(
				{ db, people },
				caller,
				scopeOfQuery(query),
				spanOfDays(query, timeZone),
				installation.clock.now(),
			);
		const before = installation.queries();
		const { lessons } = await read();
		const queries = installation.queries() - before;
		if (lessons.length === 0) throw new Error('no lessons');
		const ms: number[] = [];
		for (let repeat = 0; repeat < repeats; repeat += 1) {
			const began = performance.now();
			await read();
			ms.push(performance.now() - began);
		}
		return { lessons: lessons.length, queries, ms };
	};
	return {
		week: await measure({
			by: 'classroom',
			id: pairs[0]?.receivingClassroomId,
			from: monday,
			until: addDays(monday, 6),
		}),
		day: await measure({ by: 'county', from: monday, until: monday }),
	};
};
