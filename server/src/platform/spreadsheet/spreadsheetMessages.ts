// What the spreadsheets' process is asked, and answers. Rows go over in portions, each when the last is dealt with, so
// that a long file never holds up the event loop.
import { ErrorCode } from '@classroom/protocol/errors';
import { z } from 'zod';
import { Cell } from './cells.ts';
import { WorkbookPlan } from './plan.ts';

export const ROWS_A_PORTION = 1000;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const SpreadsheetTask = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('read'), bytes: Bytes }),
	z.object({ kind: z.literal('write'), plan: WorkbookPlan }),
]);
export type SpreadsheetTask = z.infer<typeof SpreadsheetTask>;

export const NextPortion = z.object({ kind: z.literal('next') });

export const SpreadsheetAnswer = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('workbook'),
		epoch: z.enum(['1900', '1904']),
		sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
	}),
	z.object({ kind: z.literal('rows'), sheet: z.int(), rows: z.array(z.array(Cell)) }),
	z.object({ kind: z.literal('end') }),
	z.object({ kind: z.literal('written'), bytes: Bytes }),
	z.object({
		kind: z.literal('failed'),
		code: ErrorCode,
		message: z.string(),
		details: z.record(z.string(), z.union([z.string(), z.number()])),
	}),
]);
export type SpreadsheetAnswer = z.infer<typeof SpreadsheetAnswer>;
