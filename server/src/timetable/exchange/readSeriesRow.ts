// A row of the sheet of series, its names looked up. Pure.
import type { LessonKind, SchoolId, Slot, Subject } from '@classroom/protocol';
import { LESSON_MAX_MS, LESSON_MIN_MS } from '@classroom/protocol';
import type { Finding } from '../../platform/index.ts';
import { say, timeText } from '../../platform/index.ts';
import { gradeChoices, subjectChoices } from '../../schools/index.ts';
import type { LessonPlace } from '../lessonRecord.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { lastWeekOf } from '../term/term.ts';
import { parseWeeks } from '../term/weeks.ts';
import type { NamedClass, NamedTeacher } from './planNames.ts';
import type { ReadPeriod } from './readPeriod.ts';
import { periodOf } from './readPeriod.ts';
import { classesOf, receivingOf, sendingOf, teacherOf } from './readSeriesNames.ts';
import { refuse } from './refusals.ts';
import { termCalled } from './termCalled.ts';
import type { Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { SeriesRow } from './termPlanForms.ts';

export interface ReadSeriesRow {
	readonly term: TermRecord;
	readonly title: string;
	readonly kind: LessonKind;
	readonly subject: Subject;
	readonly teacher: NamedTeacher;
	/** The teacher's name, when the account is disabled. */
	readonly disabled: string | null;
	readonly sending: LessonPlace | null;
	readonly receiving: readonly LessonPlace[];
	readonly classes: readonly NamedClass[];
	readonly slot: Slot;
	readonly weeks: readonly number[];
}

type Values = Partial<SeriesRow>;

/**
 * Null, with all that is wrong with it; also for a row of which some cell could not be read. `isKnown`: a series there is
 * already says just this, so that its period stays whatever bells ring now.
 */
export const readSeriesRow = (
	planning: Planning,
	row: number,
	values: Values,
	unsureBells: ReadonlySet<SchoolId>,
	isKnown: (read: ReadSeriesRow) => boolean,
): ReadSeriesRow | null => {
	const { read, noPeriod } = readAll(planning, row, values, unsureBells);
	if (noPeriod === null || (read !== null && isKnown(read))) return read;
	add(planning, 'series', noPeriod);
	return null;
};

const readAll = (
	planning: Planning,
	row: number,
	values: Values,
	unsureBells: ReadonlySet<SchoolId>,
): { readonly read: ReadSeriesRow | null; readonly noPeriod: Finding | null } => {
	const term = termOf(planning, row, values);
	const sending = sendingOf(planning, row, values);
	const teacher = teacherOf(planning, row, values, sending);
	const receiving = receivingOf(planning, row, values);
	const classes = classesOf(planning, row, values, sending, receiving);
	const weeks = term === null ? null : weeksOf(planning, row, values, term);
	const own = ownOf(planning, row, values);
	const { number: period, finding: noPeriod } = periodIn(
		planning,
		row,
		values,
		sending,
		teacher,
		unsureBells,
	);
	const nothing = { read: null, noPeriod };
	if (sending && receiving?.some(({ classroomId }) => classroomId === sending.classroomId)) {
		add(planning, 'series', { code: 'sender-is-receiver', row, field: 'receiving' });
		return nothing;
	}
	const { weekday, subject } = values;
	if (term === null || teacher === null || sending === undefined || receiving === null || classes === null) {
		return nothing;
	}
	if (weeks === null || own === undefined || period === null) return nothing;
	if (weekday === undefined || subject === undefined || values.title === undefined) return nothing;
	const read = {
		...{ term, teacher, sending, receiving, classes, weeks, subject },
		title: values.title ?? usualTitle(subject, classes),
		kind: values.kind ?? 'delivered',
		disabled: teacher.disabled ? teacher.name : null,
		slot: { weekday, period, own },
	};
	return { read, noPeriod };
};

/** Whose bells hold is known only once it is known who gives the lesson. */
const periodIn = (
	planning: Planning,
	row: number,
	values: Values,
	sending: LessonPlace | null | undefined,
	teacher: NamedTeacher | null,
	unsureBells: ReadonlySet<SchoolId>,
): ReadPeriod => {
	if (sending === undefined || (sending === null && teacher === null)) return { number: null, finding: null };
	const school = sending?.schoolId ?? teacher?.schoolId ?? null;
	return periodOf(planning, row, values, school, school !== null && unsureBells.has(school));
};

const termOf = (planning: Planning, row: number, { term: name }: Values): TermRecord | null => {
	if (name === undefined) return null;
	const term = termCalled(planning, name);
	if (term === 'which') {
		const broken = planning.plan.findings.terms.length > 0;
		if (!broken) add(planning, 'series', { code: 'required', row, field: 'term' });
		return null;
	}
	if (term !== undefined) return term;
	// The mistake is told where it was made; this row waits for it.
	if (planning.plan.findings.terms.length === 0) {
		const reference = { form: 'series', row, field: 'term', what: 'term', text: name ?? '' } as const;
		refuse(planning, reference, { is: 'none' }, String);
	}
	return null;
};

const weeksOf = (planning: Planning, row: number, { weeks }: Values, term: TermRecord) => {
	if (weeks === undefined) return null;
	const lastWeek = lastWeekOf(term);
	if (weeks === null) return Array.from({ length: lastWeek }, (_, place) => place + 1);
	const parsed = parseWeeks(weeks, lastWeek);
	if (parsed.ok) return parsed.weeks;
	const { code, text } = parsed.fault;
	add(planning, 'series', { code, row, field: 'weeks', details: { text, lastWeek } });
	return null;
};

/** Undefined, with a finding, for times that are none. */
const ownOf = (planning: Planning, row: number, { from, until }: Values): Slot['own'] | undefined => {
	if (from === undefined || until === undefined) return undefined;
	if (from === null && until === null) return null;
	if (from === null || until === null) {
		add(planning, 'series', { code: 'required', row, field: from === null ? 'from' : 'until' });
		return undefined;
	}
	const length = (until - from) * 60_000;
	if (length > 0 && length >= LESSON_MIN_MS && length <= LESSON_MAX_MS) return { from, until };
	const [least, most] = [LESSON_MIN_MS / 60_000, LESSON_MAX_MS / 60_000];
	add(planning, 'series', {
		...(length <= 0 ? { code: 'end-before-start' } : { code: 'bad-length' }),
		row,
		field: 'until',
		details: { start: timeText(from), least, most },
	});
	return undefined;
};

/** As the pages suggest it: 三年级音乐. It is data, and in the county's language. */
const usualTitle = (subject: Subject, classes: readonly NamedClass[]): string => {
	const [grade, ...more] = new Set(classes.map((group) => group.grade));
	const word = grade === undefined || more.length > 0 ? undefined : gradeChoices[String(grade)];
	return `${word === undefined ? '' : say(word, 'zh-CN')}${say(subjectChoices[subject], 'zh-CN')}`;
};
