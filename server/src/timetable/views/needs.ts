// Writes what a school needs a week.
import type { FieldIssue, Need, SchoolId } from '@classroom/protocol';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { auditedChange, within } from '../../schools/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
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
		await tx
			.deleteFrom('school_need')
			.where('term_id', '=', term.termId)
			.where('school_id', '=', schoolId)
			.execute();
		if (needs.length > 0)
			await tx
				.insertInto('school_need')
				.values(needs.map(rowOf(term, schoolId)))
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
	({ termId, countyId }: TermRecord, schoolId: SchoolId) =>
	({ subject, lessons }: Need) => ({
		term_id: termId,
		school_id: schoolId,
		subject,
		county_id: countyId,
		lessons,
	});

const twiceNamed = (needs: readonly Need[]): FieldIssue[] =>
	needs.flatMap(({ subject }, place) =>
		needs.findIndex((other) => other.subject === subject) === place
			? []
			: [{ path: `needs.${place}.subject`, code: 'duplicate' as const }],
	);
