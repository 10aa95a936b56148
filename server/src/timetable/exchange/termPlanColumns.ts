// Columns that only a timetable has: weekdays, days of the year, times until midnight.
import type { Weekday } from '@classroom/protocol';
import type { Choice, Column, Reader, Words } from '../../platform/index.ts';
import {
	choiceColumn,
	readDay,
	readMinutes,
	readText,
	textColumn,
	timeColumn,
	timeText,
} from '../../platform/index.ts';
import { z } from 'zod';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];
const signs = ['一', '二', '三', '四', '五', '六', '日'];
const english = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const whole = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const choices: Readonly<Record<string, Choice>> = Object.fromEntries(
	weekdays.map((weekday) => {
		const sign = signs[weekday - 1] ?? '';
		const sunday = weekday === 7 ? ['周天', '星期天', '礼拜天', '天'] : [];
		return [
			String(weekday),
			{
				zh: `周${sign}`,
				en: english[weekday - 1] ?? '',
				also: [`星期${sign}`, `礼拜${sign}`, sign, `周${weekday}`, whole[weekday - 1] ?? '', ...sunday],
			},
		];
	}),
);

export const weekdayWords = (weekday: Weekday): Words => choices[String(weekday)] ?? { zh: '', en: '' };

const weekdayAt = (text: string): Weekday | undefined => weekdays.find((each) => String(each) === text);

type About<V> = Pick<Column<V>, 'header' | 'example' | 'width' | 'also'>;

export const weekdayColumn = (about: About<Weekday>): Column<Weekday> => {
	const text = choiceColumn(about, choices);
	return {
		...text,
		blank: null,
		read(cell, epoch) {
			const read = text.read(cell, epoch);
			if (!read.ok) return read;
			const weekday = weekdayAt(read.value);
			return weekday === undefined ? { ok: false, code: 'bad-choice' } : { ok: true, value: weekday };
		},
		write: (weekday, language) => text.write(String(weekday), language),
	};
};

/** `周一至周五`, `周一、三、五`; empty: every day. */
export const weekdaysColumn = (
	about: About<readonly Weekday[] | null>,
): Column<readonly Weekday[] | null> => ({
	right: {
		zh: '填 周一至周五 或 周一、周三 这样；不填就是每天',
		en: 'such as Mon-Fri, or Mon, Wed; empty: every day',
	},
	...about,
	blank: { value: null },
	holds: 'text',
	read(cell, epoch) {
		const read = readText(cell, epoch);
		if (!read.ok) return read;
		const found = weekdaysIn(read.value);
		return found === null ? { ok: false, code: 'bad-choice' } : { ok: true, value: found };
	},
	write: (days, language) =>
		days === null
			? null
			: days
					.map((weekday) => (language === 'en' ? weekdayWords(weekday).en : weekdayWords(weekday).zh))
					.join(language === 'en' ? ', ' : '、'),
});

const weekdaysIn = (text: string): readonly Weekday[] | null => {
	const parts = text
		.normalize('NFKC')
		.split(/[、,;/|\s]+/u)
		.filter((part) => part !== '');
	const found = parts.map((part) => {
		const [first = '', last = first, ...more] = part.split(/[-~–—至到]/u);
		const [from, until] = [weekdayCalled(first), weekdayCalled(last)];
		if (more.length > 0 || from === undefined || until === undefined || until < from) return null;
		return weekdays.filter((weekday) => weekday >= from && weekday <= until);
	});
	if (parts.length === 0 || found.includes(null)) return null;
	const all = new Set(found.flatMap((each) => each ?? []));
	return weekdays.filter((weekday) => all.has(weekday));
};

const weekdayCalled = (text: string): Weekday | undefined => {
	const key = text.toLowerCase();
	const known = Object.entries(choices).find(([number, { zh, en, also = [] }]) =>
		[number, zh, en, ...also].some((word) => word.toLowerCase() === key),
	);
	return known === undefined ? undefined : weekdayAt(known[0]);
};

/** `MM-DD` from `5-1`, `5月1日`, `05/01`, or a date that a program made of it, of whichever year. */
const readMonthDay: Reader<string> = (cell, epoch) => {
	if (cell !== null && typeof cell === 'object' && cell.is === 'date') {
		const read = readDay(cell, epoch);
		return read.ok ? { ok: true, value: read.value.slice(5) } : read;
	}
	const text = readText(cell, epoch);
	if (!text.ok) return text;
	const found = /^(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?$/u.exec(text.value.normalize('NFKC').trim());
	const monthDay = `${(found?.[1] ?? '').padStart(2, '0')}-${(found?.[2] ?? '').padStart(2, '0')}`;
	// 29 February is a day, 30 February is none.
	const real = found !== null && z.iso.date().safeParse(`2024-${monthDay}`).success;
	return real ? { ok: true, value: monthDay } : { ok: false, code: 'bad-month-day' };
};

export const monthDayColumn = (about: About<string>): Column<string> => ({
	...textColumn(
		{
			right: {
				zh: '填月和日，例如 05-01；全年都用就不填',
				en: 'month and day, such as 05-01; empty: all year',
			},
			...about,
		},
		z.string(),
	),
	read: readMonthDay,
});

/** Minutes since midnight; a day ends at `24:00`. */
export const timeOf = (header: Words, also: readonly string[], example: string): Column<number> => ({
	...timeColumn({ header, also, example: { zh: example, en: example }, width: 12 }),
	read: (cell, epoch) =>
		cell === '24:00' || cell === '24：00' ? { ok: true, value: 1440 } : readMinutes(cell, epoch),
	write: timeText,
});
