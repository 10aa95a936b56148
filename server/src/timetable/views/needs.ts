// What schools need a week: read and written.
import { Grade } from '@classroom/protocol';
import type { FieldIssue, Need, SchoolId, Subject } from '@classroom/protocol';
import { z } from 'zod';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { auditedChange, within } from '../../schools/index.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { TermRecord } from '../term/calendarReader.ts';

export interface NeedsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
}

/** All that the school needs in the term: what is not named it does not. Throws `bad-request`, `not-found`, `other-county`. */
export const saveNeeds = (
	deps: NeedsDeps,
	caller: PersonCaller,
	term: TermRecord,
	schoolId: SchoolId,
	needs: readonly Need[],
): Promise<void> => {
	const issues = twiceNamed(needs);
	if (issues.length > 0) throw new AppError('bad-request', 'a subject is named twice', { issues });
	return auditedChange(deps, caller, async (tx: TimetableTransaction) => {
		const school = within(
			{ countyId: caller.countyId, schoolId: null },
			await tx
				.selectFrom('school')
				.select(['county_id', 'school_id', 'name'])
				.where('school_id', '=', schoolId)
				.executeTakeFirst(),
		);
		const before = await gradesOf(tx, term, schoolId);
		await tx
			.deleteFrom('school_need')
			.where('term_id', '=', term.termId)
			.where('school_id', '=', schoolId)
			.execute();
		if (needs.length > 0)
			await tx
				.insertInto('school_need')
				.values(needs.map(rowOf(term, schoolId, before)))
				.execute();
		return {
			result: undefined,
			entry: {
				action: 'needs.changed',
				subject: { text: school.name },
				details: { term: term.name, lessons: needs.reduce((sum, { lessons }) => sum + lessons, 0) },
			},
		};
	});
};

const rowOf =
	({ termId, countyId }: TermRecord, schoolId: SchoolId, before: ReadonlyMap<Subject, string | null>) =>
	({ subject, lessons, grades }: Need) => ({
		term_id: termId,
		school_id: schoolId,
		subject,
		county_id: countyId,
		lessons,
		grades:
			grades === undefined ? (before.get(subject) ?? null) : JSON.stringify([...new Set(grades)].toSorted()),
	});

/** Who says only how many keeps what was said of grades. */
const gradesOf = async (
	tx: TimetableTransaction,
	{ termId }: TermRecord,
	schoolId: SchoolId,
): Promise<Map<Subject, string | null>> => {
	const rows = await tx
		.selectFrom('school_need')
		.select(['subject', 'grades'])
		.where('term_id', '=', termId)
		.where('school_id', '=', schoolId)
		.execute();
	return new Map(rows.map(({ subject, grades }) => [subject, grades]));
};

const Grades = z.array(Grade);

export interface SchoolNeed extends Required<Need> {
	readonly schoolId: SchoolId;
}

/** Of all schools; where nobody said anything of grades there are none. */
export const needsOfTerm = async (
	db: TimetableDb | TimetableTransaction,
	termId: TermRecord['termId'],
): Promise<SchoolNeed[]> => {
	const rows = await db
		.selectFrom('school_need')
		.select(['school_id as schoolId', 'subject', 'lessons', 'grades'])
		.where('term_id', '=', termId)
		.orderBy('school_id')
		.orderBy('subject')
		.execute();
	return rows.map(({ grades, ...need }) => ({
		...need,
		grades: grades === null ? [] : Grades.parse(JSON.parse(grades)),
	}));
};

const twiceNamed = (needs: readonly Need[]): FieldIssue[] =>
	needs.flatMap(({ subject }, place) =>
		needs.findIndex((other) => other.subject === subject) === place
			? []
			: [{ path: `needs.${place}.subject`, code: 'duplicate' as const }],
	);
