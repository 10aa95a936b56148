// Hands counted for each answer by arrow keys or digits. Pure.
import { afterKey } from '../scene/headcountEntry.ts';
import type { HeadcountEntry } from '../scene/headcountEntry.ts';

export type Hands = readonly HeadcountEntry[];

export const emptyHands = (options: number): Hands =>
	Array.from({ length: options }, () => ({ count: 0, typing: false }));

/** What was counted before is corrected. */
export const handsOf = (counts: readonly number[] | null): Hands | null =>
	counts === null ? null : counts.map((count) => ({ count, typing: false }));

/** After a key on one of them; null: the key has nothing to do with it. */
export const handsWith = (hands: Hands, place: number, key: string): Hands | null => {
	const entry = hands[place];
	const next = entry === undefined ? null : afterKey(entry, key);
	return next === null ? null : hands.map((each, index) => (index === place ? next : each));
};
