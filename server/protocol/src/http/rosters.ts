// Rosters by spreadsheet. Files are at `GET /api/rosters/template` and `GET /api/rosters/export`, and
// `POST /api/rosters/annotated` answers with the file that was sent, its mistakes marked: see {@link rosterFiles}.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { SheetIssue, SheetLanguage, XLSX_TYPE } from './sheets.ts';

/** Rows of a sheet, by what becomes of them. */
export const Tally = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() });

/** At most so many mistakes are listed in an answer; the annotated file has them all. */
export const MAX_LISTED_ISSUES = 1000;

export const RosterImport = z.object({
	/** Whether it was saved: never with a mistake, nor in a dry run. */
	saved: z.boolean(),
	/** Per sheet, what was changed or would be. */
	counts: z.object({
		schools: Tally,
		classrooms: Tally,
		classes: Tally,
		teachers: Tally,
		students: Tally,
	}),
	issues: z.array(SheetIssue),
	/** How many mistakes there are in all. */
	issueCount: z.int(),
	/** Sheets of the file that are none of the form's, and were not read. */
	otherSheets: z.array(z.string()),
	/** The .xlsx with the first passwords of everybody new, base64. This answer is the only place where they are. */
	firstPasswords: z.string().nullable(),
});
export type RosterImport = z.infer<typeof RosterImport>;

export const rosterFileQuery = z.strictObject({ language: SheetLanguage.default('zh-CN') });

/** Answers that are .xlsx files. */
export const rosterFiles = {
	template: '/api/rosters/template',
	export: '/api/rosters/export',
	annotated: '/api/rosters/annotated',
} as const;

export const rostersEndpoints = {
	importRoster: endpoint('post', '/api/rosters/import', 'Checks or imports a filled-in template', {
		query: z.strictObject({
			/** `true`: only looks what would happen. */
			dryRun: z.enum(['true', 'false']),
			language: SheetLanguage.default('zh-CN'),
		}),
		upload: XLSX_TYPE,
		response: RosterImport,
	}),
	renewFirstPasswords: endpoint(
		'post',
		'/api/rosters/first-passwords',
		'Gives everybody who has not yet signed in a new first password',
		{
			body: z.strictObject({ language: SheetLanguage.default('zh-CN') }),
			response: z.object({
				people: z.int(),
				/** As in {@link RosterImport}; null: there is nobody. */
				firstPasswords: z.string().nullable(),
			}),
		},
	),
};
