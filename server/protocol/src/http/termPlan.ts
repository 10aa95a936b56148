// A term's plan by spreadsheet: terms, calendar, bells and series. Files are at `GET /api/term-plan/template` and
// `GET /api/term-plan/export`, `POST /api/term-plan/annotated` answers with the file that was sent, its mistakes marked,
// and `GET /api/timetable/export` and `GET /api/terms/:termId/overview/export` are timetables as they are pinned up.
import { z } from 'zod';
import { TermId } from '../ids.ts';
import { endpoint } from './endpoint.ts';
import { Tally } from './rosters.ts';
import { SheetIssue, SheetLanguage, XLSX_TYPE } from './sheets.ts';
import { CalendarEffect } from './terms.ts';
import { TimetableQuery } from './timetable.ts';

export const TermPlanImport = z.object({
	/** Whether it was saved: never with a mistake, nor in a dry run. */
	saved: z.boolean(),
	/** Per sheet, rows that were changed or would be. */
	counts: z.object({ terms: Tally, days: Tally, bells: Tally, series: Tally }),
	/** Lessons that the new series make. */
	lessons: z.int(),
	/** What new calendars and bells do to the lessons of series that there are already. */
	effect: CalendarEffect,
	/** At most MAX_LISTED_ISSUES; the annotated file has them all. */
	issues: z.array(SheetIssue),
	/** How many mistakes there are in all. */
	issueCount: z.int(),
	/** Sheets of the file that are none of the form's, and were not read. */
	otherSheets: z.array(z.string()),
});
export type TermPlanImport = z.infer<typeof TermPlanImport>;

export const termPlanFileQuery = z.strictObject({
	language: SheetLanguage.default('zh-CN'),
	/** Of an export: only this term; left out: those that are not over. */
	termId: TermId.exactOptional(),
});

/** Answers that are .xlsx files. */
export const termPlanFiles = {
	template: '/api/term-plan/template',
	export: '/api/term-plan/export',
	annotated: '/api/term-plan/annotated',
	timetable: '/api/timetable/export',
	/** Express writes the parameter so. */
	overview: '/api/terms/:termId/overview/export',
} as const;

/** How a timetable is laid out: weekdays across and periods down; classrooms down and periods across; a month. */
export const TimetableLayout = z.enum(['week', 'day', 'month']);
export type TimetableLayout = z.infer<typeof TimetableLayout>;

export const timetableFileQuery = z.strictObject({
	...TimetableQuery.shape,
	layout: TimetableLayout,
	language: SheetLanguage.default('zh-CN'),
});
export type TimetableFileQuery = z.infer<typeof timetableFileQuery>;

export const termPlanEndpoints = {
	importTermPlan: endpoint('post', '/api/term-plan/import', "Checks or imports a term's plan", {
		query: z.strictObject({
			/** `true`: only looks what would happen. */
			dryRun: z.enum(['true', 'false']),
			language: SheetLanguage.default('zh-CN'),
		}),
		upload: XLSX_TYPE,
		response: TermPlanImport,
	}),
};
