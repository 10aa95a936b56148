// The files of a county's plan: 60 schools in pairs, the one of a pair sends to the other.
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { sheet } from '../../integration/schools/rosterSheets.ts';
import { lesson, planSheet, term } from '../../integration/schools/termPlanSheets.ts';

const PAIRS = 30;
const WEEKDAYS = 5;
/** As long as a lesson, so that ten times the series still have a place of their own. */
const PERIOD_MINUTES = 20;
const FIRST_BELL = 6 * 60;

const schools = Array.from({ length: PAIRS * 2 }, (_, n) => `第${n + 1}小学`);

/** `county`: in the sign-in names, which are one installation's. */
export const rosterFile = (county: string): Uint8Array => {
	const sheets: MadeSheet[] = [
		sheet('学校', ...schools.map((name): MadeCell[] => [name, '成员校', null, 100, 100])),
		sheet('教室', ...schools.map((name): MadeCell[] => [name, '互动教室', '互动教室'])),
		sheet('班级', ...schools.map((name): MadeCell[] => [name, '三年级', 3])),
		sheet('教师', ...schools.map((name, n): MadeCell[] => [name, `教师${n}`, `${county}-${n}`, '音乐'])),
	];
	return madeWorkbook({ sheets });
};

const time = (minutes: number): string =>
	`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const bellsFor = (periods: number): MadeSheet =>
	planSheet(
		'作息时间',
		...schools.flatMap((name) =>
			Array.from({ length: periods }, (_, n): MadeCell[] => [
				...[name, '全天', null, null, null, n + 1, null],
				time(FIRST_BELL + n * PERIOD_MINUTES),
				time(FIRST_BELL + (n + 1) * PERIOD_MINUTES),
			]),
		),
	);

/** A term with as many series of 16 weeks, at most 6,000. */
export const planFile = (series: number): Uint8Array => {
	const rows = Array.from({ length: series }, (_, n): MadeCell[] => {
		const [pair, slot] = [n % PAIRS, Math.floor(n / PAIRS)];
		return lesson({
			teacher: `教师${pair * 2}`,
			school: schools[pair * 2] ?? '',
			receiving: schools[pair * 2 + 1] ?? '',
			classes: '三年级',
			weekday: (slot % WEEKDAYS) + 1,
			period: Math.floor(slot / WEEKDAYS) + 1,
		});
	});
	const periods = Math.ceil(series / PAIRS / WEEKDAYS);
	return madeWorkbook({ sheets: [term, bellsFor(periods), planSheet('课程', ...rows)] });
};
