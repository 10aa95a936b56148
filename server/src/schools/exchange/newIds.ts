// Ids for what an import makes, in the order of its rows: lists are in the order of ids.
import { ClassGroupId, ClassroomId, PersonId, SchoolId } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import type { z } from 'zod';
import { newId } from '../../platform/index.ts';
import type { NewIds } from './rosterPlan.ts';

/** More than a file can have. */
const mostIds = 1_000_000;

/** Ids of one millisecond are in no order: each gets one of its own, in the past. */
export const newIds = (now: Instant): NewIds => {
	let made = 0;
	const next = <T extends z.ZodType<string, string>>(kind: T): z.output<T> => {
		made += 1;
		return newId(kind, now - mostIds + made);
	};
	return {
		school: () => next(SchoolId),
		classroom: () => next(ClassroomId),
		classGroup: () => next(ClassGroupId),
		person: () => next(PersonId),
	};
};
