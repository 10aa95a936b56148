// What a series must be, before anybody is looked up. Pure.
import type { FieldIssue, SeriesInput, Slot } from '@classroom/protocol';
import { LESSON_MAX_MS, LESSON_MIN_MS } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { shared } from '../bells/bells.ts';
import { repeated } from '../planRules.ts';
import { lastWeekOf } from '../term/term.ts';
import type { Term } from '../term/term.ts';
import type { Weeks } from '../term/weeks.ts';
import { parseWeeks } from '../term/weeks.ts';

const minute = 60_000;

/** Throws `sender-is-receiver`, or `bad-request` with all that is wrong with its parts and slots. */
export const checkSeries = (input: SeriesInput): void => {
	const issues = [
		...repeated(input.receivingClassroomIds, 'receivingClassroomIds'),
		...repeated(input.classGroupIds, 'classGroupIds'),
		...input.slots.flatMap((slot, place) => slotIssues(slot, place, input.slots)),
	];
	if (issues.length > 0) throw new AppError('bad-request', 'not a series', { issues });
	if (input.sendingClassroomId !== null && input.receivingClassroomIds.includes(input.sendingClassroomId)) {
		throw new AppError('sender-is-receiver');
	}
};

const slotIssues = (slot: Slot, place: number, slots: readonly Slot[]): FieldIssue[] => {
	const before = slots.slice(0, place).filter(({ weekday }) => weekday === slot.weekday);
	const issues: FieldIssue[] = before.some(({ period }) => period === slot.period)
		? [{ path: `slots.${place}`, code: 'duplicate' }]
		: [];
	const { own } = slot;
	if (own === null) return issues;
	const length = (own.until - own.from) * minute;
	if (length <= 0) return [...issues, { path: `slots.${place}.own.until`, code: 'end-before-start' }];
	if (length < LESSON_MIN_MS || length > LESSON_MAX_MS) {
		return [...issues, { path: `slots.${place}.own.until`, code: 'out-of-range' }];
	}
	const meets = before.some((other) => other.own !== null && shared(other.own, own) > 0);
	return meets ? [...issues, { path: `slots.${place}.own.from`, code: 'overlap' }] : issues;
};

/** Throws `bad-weeks`. */
export const weeksOf = (written: string, term: Term): Weeks => {
	const lastWeek = lastWeekOf(term);
	const parsed = parseWeeks(written, lastWeek);
	if (parsed.ok) return parsed.weeks;
	throw new AppError('bad-weeks', parsed.fault.code, {
		details: { text: parsed.fault.text, lastWeek, fault: parsed.fault.code },
	});
};
