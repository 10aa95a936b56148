// Which period of the sending school's bells a row means. Pure.
import type { SchoolId } from '@classroom/protocol';
import type { Finding } from '../../platform/index.ts';
import { say, timeText } from '../../platform/index.ts';
import { nameKey } from '../../schools/index.ts';
import type { Period } from '../bells/bells.ts';
import type { Planning } from './termPlan.ts';
import { bellsAfter } from './termPlan.ts';
import type { SeriesRow } from './termPlanForms.ts';
import { weekdayWords } from './termPlanColumns.ts';

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `2`, `第2节`, `第二节`; null: it is none. */
export const periodNumber = (text: string): number | null => {
	const [, written = ''] =
		/^第?(\d{1,2}|[一二三四五六七八九十]{1,3})节?$/u.exec(text.normalize('NFKC').trim()) ?? [];
	const number = /^\d+$/.test(written) ? Number(written) : chineseNumber(written);
	return number !== null && number >= 1 && number <= 20 ? number : null;
};

const chineseNumber = (text: string): number | null => {
	const [, tens, ones] = /^(二?十)?([一二三四五六七八九])?$/u.exec(text) ?? [];
	if (text === '' || (tens === undefined && ones === undefined)) return null;
	const high = tens === undefined ? 0 : tens === '十' ? 10 : 20;
	return high + (ones === undefined ? 0 : numerals.indexOf(ones) + 1);
};

export interface ReadPeriod {
	/** Null: it is none. */
	readonly number: number | null;
	/** What is wrong with it, unless a series there is already has it so: its bells may have lost it since. */
	readonly finding: Finding | null;
}

const waiting: ReadPeriod = { number: null, finding: null };

/** By its name, else by its number; with a finding where the school has none such on any day. */
export const periodOf = (
	planning: Planning,
	row: number,
	{ period: text, weekday, from }: Partial<SeriesRow>,
	school: SchoolId | null,
	unsure: boolean,
): ReadPeriod => {
	if (text === undefined) return waiting;
	const schedules = school === null ? [] : bellsAfter(planning, school);
	const periods = schedules
		.filter(({ weekdays }) => weekdays === null || weekday === undefined || weekdays.includes(weekday))
		.flatMap((schedule) => schedule.periods);
	const named = new Set(
		periods.filter(({ name }) => nameKey(name) === nameKey(text)).map(({ number }) => number),
	);
	const [byName] = named;
	const number = /^\d+$/.test(text) || byName === undefined ? periodNumber(text) : byName;
	const has = number !== null && periods.some((period) => period.number === number);
	const ownTimes = from !== undefined && from !== null;
	// The mistake is told where it was made; this row waits for it.
	if (has || unsure || (number !== null && ownTimes)) return { number, finding: null };
	if (weekday === undefined) return waiting;
	const said = planning.names.schoolName(school);
	if (schedules.length === 0 && number !== null) {
		return { number, finding: { code: 'no-bells', row, field: 'period', details: { school: said } } };
	}
	const { language } = planning.context;
	const details = {
		school: said,
		weekday: say(weekdayWords(weekday), language),
		periods: periodsSaid(periods) || (language === 'en' ? 'none' : '无'),
	};
	return { number, finding: { code: 'no-such-period', row, field: 'period', details } };
};

const periodsSaid = (periods: readonly Period[]): string =>
	[...new Map(periods.map((period) => [period.number, period])).values()]
		.toSorted((a, b) => a.from - b.from)
		.map((each) => `${each.number}（${each.name} ${timeText(each.from)}–${timeText(each.until)}）`)
		.join('、');
