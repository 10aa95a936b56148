// A workbook to be written, as features describe it. There is no word for a formula: none can be written.
import { z } from 'zod';

const PlannedCell = z.union([
	z.null(),
	z.string(),
	z.number(),
	/** UTC ms; shown as a day. */
	z.object({ is: z.literal('date'), at: z.number() }),
]);
export type PlannedCell = z.infer<typeof PlannedCell>;

const PlannedMark = z.object({
	row: z.int(),
	column: z.int(),
	/** `box`: text of several lines in a frame. */
	tone: z.enum(['head', 'must', 'title', 'wrong', 'box']),
	/** Shown when the mouse is over the cell. */
	note: z.string().nullable(),
});
export type PlannedMark = z.infer<typeof PlannedMark>;

const PlannedSheet = z.object({
	name: z.string(),
	columns: z.array(z.object({ width: z.number(), holds: z.enum(['text', 'number', 'day']) })),
	rows: z.array(z.array(PlannedCell)),
	/** How many rows stay when the sheet is scrolled. */
	frozenRows: z.int(),
	/** By row and column, from 0. */
	marks: z.array(PlannedMark),
	/** How it is printed: as wide as a page in A4; these rows are repeated on every page, and rows have these heights. */
	paper: z
		.object({
			landscape: z.boolean(),
			repeatedRows: z.int(),
			/** Points, by row from 0. */
			heights: z.array(z.number().nullable()),
		})
		.exactOptional(),
	/** What may be chosen in a column, from a row on: values, or those of another sheet's column. */
	lists: z.array(
		z.object({
			column: z.int(),
			fromRow: z.int(),
			values: z.union([
				z.array(z.string()),
				z.object({ sheet: z.string(), column: z.int(), fromRow: z.int() }),
			]),
		}),
	),
});
export type PlannedSheet = z.infer<typeof PlannedSheet>;

export const WorkbookPlan = z.object({ title: z.string(), sheets: z.array(PlannedSheet) });
export type WorkbookPlan = z.infer<typeof WorkbookPlan>;
