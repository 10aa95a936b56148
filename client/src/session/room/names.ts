import type { NameCard, PeerId } from '@classroom/protocol';

export type Names = ReadonlyMap<PeerId, NameCard>;

/** The cards known so far, with new ones. */
export const withNames = (names: Names, cards: readonly NameCard[]): Names =>
	cards.length === 0 ? names : new Map([...names, ...cards.map((card) => [card.peerId, card] as const)]);
