// Weeks of a term as people write them: `1-16周`, `1-15周(单)`, `2,4,8-12周(双)`. Pure.

/** Weeks of a term, counted from 1, ascending, each once. */
export type Weeks = readonly number[];

export type WeeksFault =
	/** Nothing that could be weeks. */
	| { readonly code: 'weeks-unreadable'; readonly text: string }
	/** `16-1`. */
	| { readonly code: 'weeks-backwards'; readonly text: string }
	/** `1-16周(单双)`: both at once says nothing. */
	| { readonly code: 'weeks-parity-twice'; readonly text: string }
	/** `3周(双)`: no week of this stretch is of that parity. */
	| { readonly code: 'weeks-parity-empty'; readonly text: string }
	/** Before week 1, or after the term's last. */
	| { readonly code: 'weeks-outside-term'; readonly text: string; readonly lastWeek: number };

export type ParsedWeeks =
	{ readonly ok: true; readonly weeks: Weeks } | { readonly ok: false; readonly fault: WeeksFault };

type Parity = 'all' | 'odd' | 'even';

const separators = /[,、;\s]+/;
/** A stretch and, at the end of a group, 周 and the parity of the whole group. */
const part = /^第?(\d{1,3})(?:[-–—~至到]第?(\d{1,3}))?(周?)(?:\((.*)\)|([单双]周?))?$/;

/**
 * Reads weeks. Full-width digits, commas and brackets count as their plain forms. A parity holds for every stretch
 * since the last 周, so that `2,4,8-12周(双)` is one statement. `lastWeek`: of the term.
 */
export const parseWeeks = (written: string, lastWeek: number): ParsedWeeks => {
	const parts = plain(written)
		.split(separators)
		.filter((each) => each !== '');
	if (parts.length === 0) return no({ code: 'weeks-unreadable', text: written.trim() });
	const weeks = new Set<number>();
	let group: Stretch[] = [];
	for (const text of parts) {
		const read = readPart(text);
		if ('code' in read) return no(read);
		group.push(read.stretch);
		if (!read.closes) continue;
		const fault = addGroup(weeks, group, read.parity, lastWeek);
		if (fault !== null) return no(fault);
		group = [];
	}
	const fault = addGroup(weeks, group, 'all', lastWeek);
	return fault === null ? { ok: true, weeks: [...weeks].sort((a, b) => a - b) } : no(fault);
};

const no = (fault: WeeksFault): ParsedWeeks => ({ ok: false, fault });

/** `２，４（双）` as `2,4(双)`; `1 - 16 周` as `1-16周`. */
const plain = (written: string): string =>
	written
		.normalize('NFKC')
		.replaceAll('，', ',')
		.replaceAll(/\s*([-–—~至到])\s*/g, '$1')
		.replaceAll(/\s+(周|\()/g, '$1')
		.replaceAll(/([周)])(?=第?\d)/g, '$1,');

interface Stretch {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

const readPart = (text: string): { stretch: Stretch; closes: boolean; parity: Parity } | WeeksFault => {
	const found = part.exec(text);
	if (found === null) return { code: 'weeks-unreadable', text };
	const [, first = '', last = first, mark = '', inBrackets, bare] = found;
	const [from, to] = [Number(first), Number(last)];
	if (to < from) return { code: 'weeks-backwards', text };
	const parity = parityOf(inBrackets ?? bare ?? '');
	if (parity === null) return { code: 'weeks-unreadable', text };
	if (parity === 'both') return { code: 'weeks-parity-twice', text };
	return { stretch: { from, to, text }, closes: mark !== '' || parity !== 'all', parity };
};

const parityOf = (text: string): Parity | 'both' | null => {
	const signs = text.replaceAll(/[周次、,\s]/g, '');
	switch (signs) {
		case '':
			return 'all';
		case '单':
			return 'odd';
		case '双':
			return 'even';
		case '单双':
		case '双单':
			return 'both';
		default:
			return null;
	}
};

const fits = (week: number, parity: Parity): boolean =>
	parity === 'all' || (week % 2 === 1) === (parity === 'odd');

const addGroup = (
	weeks: Set<number>,
	group: readonly Stretch[],
	parity: Parity,
	lastWeek: number,
): WeeksFault | null => {
	for (const { from, to, text } of group) {
		if (from < 1 || to > lastWeek) return { code: 'weeks-outside-term', text, lastWeek };
		const fitting = stretch(from, to).filter((week) => fits(week, parity));
		if (fitting.length === 0) return { code: 'weeks-parity-empty', text };
		for (const week of fitting) weeks.add(week);
	}
	return null;
};

const stretch = (from: number, to: number): number[] =>
	Array.from({ length: to - from + 1 }, (_, place) => from + place);

interface Piece {
	readonly text: string;
	/** The parities under which it reads back as itself. */
	readonly under: readonly Parity[];
}

const parityMark = { all: '', odd: '(单)', even: '(双)' } as const;

/** The shortest of the usual ways to write them, which {@link parseWeeks} reads back; empty for no weeks. */
export const formatWeeks = (weeks: Weeks): string => {
	const groups: Piece[] = [];
	for (const piece of piecesOf(weeks)) {
		const group = groups.at(-1);
		const under = group?.under.filter((parity) => piece.under.includes(parity)) ?? [];
		if (group === undefined || under.length === 0) groups.push(piece);
		else groups[groups.length - 1] = { text: `${group.text},${piece.text}`, under };
	}
	return groups.map(({ text, under: [parity = 'all'] }) => `${text}周${parityMark[parity]}`).join(',');
};

/** Stretches of every week, stretches of every other week, and what is left, one by one. */
const piecesOf = (weeks: Weeks): Piece[] => {
	const pieces: Piece[] = [];
	for (let place = 0; place < weeks.length;) {
		const from = weeks[place] ?? 0;
		const parity: Parity = from % 2 === 1 ? 'odd' : 'even';
		const [every, other] = [runFrom(weeks, place, 1), runFrom(weeks, place, 2)];
		const [length, step] = other > every && other > 2 ? [other, 2] : [every, 1];
		const text = length === 1 ? String(from) : `${from}-${from + (length - 1) * step}`;
		const under: Parity[] = length === 1 ? ['all', parity] : step === 1 ? ['all'] : [parity];
		pieces.push({ text, under });
		place += length;
	}
	return pieces;
};

/** How many weeks follow each other by `step` from `place` on. */
const runFrom = (weeks: Weeks, place: number, step: number): number => {
	let length = 1;
	while (weeks[place + length] === (weeks[place] ?? 0) + length * step) length += 1;
	return length;
};
