// What a timetable is asked for, checked and in instants. Pure.
import {
	ClassGroupId,
	ClassroomId,
	CommunityId,
	PersonId,
	SchoolId,
	TIMETABLE_MAX_DAYS,
} from '@classroom/protocol';
import type { Day, FieldIssue, TimetableQuery } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { dayBounds } from '../days.ts';
import { daysBetween } from '../term/term.ts';
import type { TimetableScope, TimetableSpan } from './shownTo.ts';

/** Throws `bad-request`: `until` is `end-before-start` or `out-of-range`. */
export const spanOfDays = (
	days: { readonly from: Day; readonly until: Day },
	timeZone: string,
): TimetableSpan => {
	const length = daysBetween(days.from, days.until) + 1;
	if (length < 1) throw refused({ path: 'until', code: 'end-before-start' });
	if (length > TIMETABLE_MAX_DAYS) throw refused({ path: 'until', code: 'out-of-range' });
	return { from: dayBounds(days.from, timeZone).from, until: dayBounds(days.until, timeZone).until, days };
};

/** Throws `bad-request`: `id` is `required`. */
export const scopeOfQuery = ({ by, id }: Pick<TimetableQuery, 'by' | 'id'>): TimetableScope => {
	if (by === 'county') return { by };
	if (id === undefined) throw refused({ path: 'id', code: 'required' });
	switch (by) {
		case 'teacher':
			return { by, id: PersonId.parse(id) };
		case 'classroom':
			return { by, id: ClassroomId.parse(id) };
		case 'class':
			return { by, id: ClassGroupId.parse(id) };
		case 'school':
			return { by, id: SchoolId.parse(id) };
		case 'community':
			return { by, id: CommunityId.parse(id) };
	}
};

const refused = (issue: FieldIssue): AppError =>
	new AppError('bad-request', 'not a timetable', { issues: [issue] });
