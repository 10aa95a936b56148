// Who may change what of a county's calendar. Pure.
import type { CalendarChange, ClosedFor, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { CalendarRecord } from './calendarReader.ts';

type Changer = Pick<PersonCaller, 'role' | 'schoolId'>;

/** The county's administrators close anything, a school's their own school. */
export const mayClose = ({ role, schoolId }: Changer, whom: ClosedFor): boolean =>
	role === 'county-admin' ||
	(role === 'school-admin' && whom.kind === 'school' && whom.schoolId === schoolId);

export const mayChangeCalendar = (
	caller: Changer,
	change: CalendarChange,
	{ closures }: Pick<CalendarRecord, 'closures'>,
): boolean => {
	switch (change.what) {
		case 'close':
			return mayClose(caller, change.closure.whom);
		case 'reopen': {
			const closure = closures.find(({ closureId }) => closureId === change.closureId);
			return closure === undefined || mayClose(caller, closure.whom);
		}
		case 'term':
		case 'special-days':
		case 'ordinary-days':
			return caller.role === 'county-admin';
	}
};

export const mayChangeBells = ({ role, schoolId }: Changer, school: SchoolId): boolean =>
	role === 'county-admin' || (role === 'school-admin' && schoolId === school);
