// What a cell says, as a text, number, day or time. Pure; every reader takes what Excel and WPS make of what people type.
import type { SheetIssueCode } from '@classroom/protocol';
import type { z } from 'zod';
import type { PlainCell, Workbook } from './cells.ts';
import { numberText, trimmed } from './cells.ts';
import type { Words } from './words.ts';
import { wordKey } from './words.ts';

export type Read<V> =
	{ readonly ok: true; readonly value: V } | { readonly ok: false; readonly code: SheetIssueCode };
export type Epoch = Workbook['epoch'];
export type Reader<V> = (cell: PlainCell, epoch: Epoch) => Read<V>;

const right = <V>(value: V): Read<V> => ({ ok: true, value });
const wrong = (code: SheetIssueCode): { readonly ok: false; readonly code: SheetIssueCode } => ({
	ok: false,
	code,
});

/** Excel keeps 15 digits of a number; what a longer one was nobody knows any more. */
const damagedFrom = 1e15;

/** A number that stands for a name or an id is taken as its digits. */
export const readText: Reader<string> = (cell) => {
	if (cell === null) return right('');
	if (typeof cell === 'string') return right(trimmed(cell).normalize('NFC'));
	if (typeof cell === 'number') {
		return Math.abs(cell) >= damagedFrom ? wrong('lost-digits') : right(numberText(cell));
	}
	switch (cell.is) {
		case 'date':
			return wrong('became-date');
		case 'formula':
			return wrong('formula');
		case 'error':
			return wrong('cell-error');
		case 'merged':
			return wrong('merged');
	}
};

/** A text that fits the contract's schema for it. */
export const textAs =
	<V>(schema: z.ZodType<V, string>, options: { readonly narrow?: boolean } = {}): Reader<V> =>
	(cell, epoch) => {
		const text = readText(cell, epoch);
		if (!text.ok) return text;
		const parsed = schema.safeParse(options.narrow === true ? narrowed(text.value) : text.value);
		return parsed.success ? right(parsed.data) : wrong(textIssue(parsed.error.issues[0]?.message));
	};

const textIssue = (message: string | undefined): SheetIssueCode =>
	message === 'too-long' || message === 'too-short' || message === 'required' ? message : 'bad-characters';

/** Full-width digits, letters and signs as narrow ones. */
const narrowed = (text: string): string => trimmed(text.normalize('NFKC'));

export const choiceOf =
	<V extends string>(choices: Readonly<Record<V, Choice>>): Reader<V> =>
	(cell, epoch) => {
		const text = readText(cell, epoch);
		if (!text.ok) return text;
		const found = findChoice(choices, text.value);
		return found === undefined ? wrong('bad-choice') : right(found);
	};

/** Several, separated by `、`, commas, semicolons, slashes, lines or spaces, each once. */
export const choicesOf =
	<V extends string>(choices: Readonly<Record<V, Choice>>): Reader<readonly V[]> =>
	(cell, epoch) => {
		const text = readText(cell, epoch);
		if (!text.ok) return text;
		// A word may have a space in it.
		const parts = text.value
			.split(/[、,，;；/／|\n]+/u)
			.flatMap((part) => (findChoice(choices, part) === undefined ? part.split(/\s+/) : [part]))
			.filter((part) => trimmed(part) !== '');
		const found = parts.flatMap((part) => findChoice(choices, part) ?? []);
		return found.length === parts.length ? right([...new Set(found)]) : wrong('bad-choice');
	};

/** `also`: what else people write for it. */
export type Choice = Words & { readonly also?: readonly string[] };

const findChoice = <V extends string>(choices: Readonly<Record<V, Choice>>, text: string): V | undefined => {
	const key = wordKey(text);
	for (const value in choices) {
		const { zh, en, also = [] } = choices[value];
		if ([value, zh, en, ...also].some((word) => wordKey(word) === key)) return value;
	}
	return undefined;
};

export const numberBetween =
	(min: number, max: number, options: { readonly decimals?: number } = {}): Reader<number> =>
	(cell, epoch) => {
		const value = typeof cell === 'number' ? right(cell) : numberIn(cell, epoch);
		if (!value.ok) return value;
		const rounded = Number(value.value.toFixed(options.decimals ?? 0));
		// A hundredth of the last place is the noise of binary fractions.
		if (Math.abs(rounded - value.value) > 10 ** -(options.decimals ?? 0) / 100) return wrong('out-of-range');
		return rounded >= min && rounded <= max ? right(rounded) : wrong('out-of-range');
	};

const numberIn: Reader<number> = (cell, epoch) => {
	const text = readText(cell, epoch);
	if (!text.ok) return text.code === 'became-date' ? wrong('not-a-number') : text;
	const plain = narrowed(text.value).replaceAll(',', '');
	return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(plain) ? right(Number(plain)) : wrong('not-a-number');
};

const DAY_MS = 86_400_000;
/** Day 0 of each system; the 1900 one counts a 29 February 1900 that never was. */
const dayZero = { '1900': Date.UTC(1899, 11, 30), '1904': Date.UTC(1904, 0, 1) } as const;
const firstYear = 1950;
const lastYear = 2100;

/** `2026-03-05` from a date of Excel's, its number, or `2026-3-5`, `2026/3/5`, `2026.3.5`, `2026年3月5日`, `20260305`. */
export const readDay: Reader<string> = (cell, epoch) => {
	if (cell !== null && typeof cell === 'object' && cell.is === 'date') return dayAt(cell.at);
	if (typeof cell === 'number' && cell < 10_000_000) {
		return dayAt(dayZero[epoch] + Math.floor(cell) * DAY_MS);
	}
	const text = readText(cell, epoch);
	if (!text.ok) return text;
	const plain = narrowed(text.value).replaceAll(/\s+/g, ' ');
	const found =
		/^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?( 0{1,2}:00(:00)?)?$/u.exec(plain) ??
		/^(\d{4})(\d{2})(\d{2})$/.exec(plain);
	if (found === null) return wrong('bad-date');
	const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
	const at = Date.UTC(year, month - 1, day);
	// 30 February would quietly become 2 March.
	return new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === month - 1
		? dayAt(at)
		: wrong('bad-date');
};

const dayAt = (at: number): Read<string> => {
	const date = new Date(at);
	const year = date.getUTCFullYear();
	return year >= firstYear && year <= lastYear ? right(date.toISOString().slice(0, 10)) : wrong('bad-date');
};

const MINUTES_A_DAY = 1440;

/** Minutes since midnight, from a time of Excel's (a fraction of a day), `8:05`, `08：05`, `8点05分`. */
export const readMinutes: Reader<number> = (cell, epoch) => {
	if (cell !== null && typeof cell === 'object' && cell.is === 'date') {
		return right(Math.round(cell.at / 60_000 + MINUTES_A_DAY * 1_000_000) % MINUTES_A_DAY);
	}
	if (typeof cell === 'number') {
		const minutes = Math.round(cell * MINUTES_A_DAY);
		return minutes >= 0 && minutes < MINUTES_A_DAY ? right(minutes) : wrong('bad-time');
	}
	const text = readText(cell, epoch);
	if (!text.ok) return text;
	const found = /^(\d{1,2})\s?[:点時时]\s?(\d{2})\s?(:00|分)?$/u.exec(narrowed(text.value));
	const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])];
	return found !== null && hours < 24 && minutes < 60 ? right(hours * 60 + minutes) : wrong('bad-time');
};
