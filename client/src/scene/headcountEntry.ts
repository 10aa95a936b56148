// A number of children by arrow keys or digits. Pure.
import { HEADCOUNT_MAX } from '@classroom/protocol';

export type HeadcountEntry = Readonly<{
	/** Null: nobody has said any. */
	count: number | null;
	/** Its digits are being typed: the next one goes behind. */
	typing: boolean;
}>;

/** What was counted before is corrected; else what the class has is offered. */
export const offered = (taken: number | undefined, expected: number | null): HeadcountEntry => ({
	count: taken ?? expected,
	typing: false,
});

export const stepped = ({ count }: HeadcountEntry, by: 1 | -1): HeadcountEntry => ({
	count: Math.min(HEADCOUNT_MAX, Math.max(0, (count ?? 0) + by)),
	typing: false,
});

/** A third digit begins a new number. */
export const typed = ({ count, typing }: HeadcountEntry, digit: number): HeadcountEntry => {
	const longer = typing ? (count ?? 0) * 10 + digit : digit;
	return { count: longer > HEADCOUNT_MAX ? digit : longer, typing: true };
};

/** The entry after a key; null: the key has nothing to do with it. */
export const afterKey = (entry: HeadcountEntry, key: string): HeadcountEntry | null => {
	if (key === 'ArrowUp') return stepped(entry, 1);
	if (key === 'ArrowDown') return stepped(entry, -1);
	return /^\d$/.test(key) ? typed(entry, Number(key)) : null;
};
