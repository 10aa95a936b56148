// The columns of a form: one declaration each, from which template, reading, sentences and export are made.
import type { SheetLanguage } from '@classroom/protocol';
import type { z } from 'zod';
import type { PlannedCell, PlannedSheet } from './plan.ts';
import type { Choice, Reader } from './readValue.ts';
import { choiceOf, choicesOf, numberBetween, readDay, readMinutes, textAs } from './readValue.ts';
import type { Words } from './words.ts';
import { say } from './words.ts';

export interface Column<V> {
	readonly header: Words;
	/** Other headers that people use for it. */
	readonly also?: readonly string[];
	/** What an empty cell means; null: it must be filled in. */
	readonly blank: { readonly value: V } | null;
	readonly read: Reader<V>;
	readonly write: (value: V, language: SheetLanguage) => PlannedCell;
	readonly holds: PlannedSheet['columns'][number]['holds'];
	/** What may stand there, as a sentence without an end: in notes and errors. */
	readonly right: Words;
	readonly example: Words;
	/** Of characters. */
	readonly width: number;
	/** For a list to choose from: words, or what stands in another form's column. */
	readonly choices?: readonly Words[] | { readonly form: string; readonly field: string };
}

type About<V> = Pick<Column<V>, 'header' | 'example' | 'width'> &
	Partial<Pick<Column<V>, 'also' | 'right' | 'choices'>>;

export const textColumn = <V extends string>(
	about: About<V> & Pick<Column<V>, 'right'>,
	schema: z.ZodType<V, string>,
	options: { readonly narrow?: boolean } = {},
): Column<V> => ({
	...about,
	blank: null,
	read: textAs(schema, options),
	write: (value) => value,
	holds: 'text',
});

export const choiceColumn = <V extends string>(
	about: About<V>,
	choices: Readonly<Record<V, Choice>>,
): Column<V> => ({
	right: oneOf(choices),
	choices: Object.values<Choice>(choices),
	...about,
	blank: null,
	read: choiceOf(choices),
	write: (value, language) => say(choices[value], language),
	holds: 'text',
});

export const choicesColumn = <V extends string>(
	about: About<readonly V[]>,
	choices: Readonly<Record<V, Choice>>,
): Column<readonly V[]> => ({
	right: severalOf(choices),
	...about,
	blank: { value: [] },
	read: choicesOf(choices),
	write: (values, language) => values.map((value) => say(choices[value], language)).join('、') || null,
	holds: 'text',
});

export const numberColumn = (
	about: About<number> & Pick<Column<number>, 'right'>,
	range: { readonly min: number; readonly max: number; readonly decimals?: number },
): Column<number> => ({
	...about,
	blank: null,
	read: numberBetween(range.min, range.max, range),
	write: (value) => value,
	holds: 'number',
});

const dayRight: Words = { zh: '填日期，例如 2026-03-05', en: 'a date, such as 2026-03-05' };

export const dayColumn = (about: About<string>): Column<string> => ({
	right: dayRight,
	...about,
	blank: null,
	read: readDay,
	write: (value) => ({ is: 'date', at: Date.parse(`${value}T00:00:00Z`) }),
	holds: 'day',
});

const timeRight: Words = { zh: '填时间，例如 08:50', en: 'a time, such as 08:50' };

/** Minutes since midnight. */
export const timeColumn = (about: About<number>): Column<number> => ({
	right: timeRight,
	...about,
	blank: null,
	read: readMinutes,
	write: timeText,
	holds: 'text',
});

/** `08:05` */
export const timeText = (minutes: number): string =>
	[Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** The column may stay empty: null. */
export const optional = <V>(column: Column<V>): Column<V | null> => ({
	...column,
	blank: { value: null },
	write: (value, language) => (value === null ? null : column.write(value, language)),
});

const oneOf = (choices: Readonly<Record<string, Choice>>): Words => ({
	zh: `填 ${Object.values(choices)
		.map(({ zh }) => zh)
		.join('、')} 之一`,
	en: `one of: ${Object.values(choices)
		.map(({ en }) => en)
		.join(', ')}`,
});

const severalOf = (choices: Readonly<Record<string, Choice>>): Words => ({
	zh: `填 ${Object.values(choices)
		.map(({ zh }) => zh)
		.join('、')} 中的一个或几个，用顿号分开`,
	en: `one or more of: ${Object.values(choices)
		.map(({ en }) => en)
		.join(', ')}; separated by commas`,
});
