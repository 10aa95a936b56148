// How much of a spreadsheet is read: beyond what a county has, far below what a machine bears.

/** An upload, bytes: 50,000 students are 3 MB. */
export const MAX_UPLOAD_BYTES = 12 * 1024 * 1024;
/** Parts in the ZIP; a workbook of Excel's has about ten and three a sheet. */
export const MAX_PARTS = 500;
/** All parts that are read, inflated, bytes. */
export const MAX_INFLATED_BYTES = 128 * 1024 * 1024;
/** Inflated over deflated, for parts beyond a megabyte. Sheets of equal rows reach 60, a bomb 1000. */
export const MAX_RATIO = 250;
/** Rows with something in them, a sheet, without the headers. */
export const MAX_ROWS = 50_000;
/** Rows that are looked at: titles, headers and empty rows count here. */
export const MAX_SHEET_ROWS = 70_000;
export const MAX_COLUMNS = 100;
/** Reading or writing one file, ms; then its process is ended. */
export const TIME_LIMIT_MS = 60_000;
/** Heap of the process, MB. */
export const MEMORY_LIMIT_MB = 768;
