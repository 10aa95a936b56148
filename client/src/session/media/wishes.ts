// What the page shows just now, and how large: only that is sent to this client.
import type { PeerId, Source } from '@classroom/protocol';
import type { Unsubscribe } from '../store.ts';
import type { SpatialLayer } from './layers.ts';

/** One source of one Peer. */
export type SourceKey = `${string}/${Source}`;

export const sourceKey = (peerId: PeerId, source: Source): SourceKey => `${peerId}/${source}`;

/** Several tiles may show the same picture: the largest decides. */
export class Wishes {
	readonly #wishes = new Map<symbol, Readonly<{ key: SourceKey; layer: SpatialLayer }>>();
	readonly #changed: () => void;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	/** A tile shows this source at this size, until it takes that back. */
	add(key: SourceKey, layer: SpatialLayer): Unsubscribe {
		const wish = Symbol(key);
		this.#wishes.set(wish, { key, layer });
		this.#changed();
		return () => {
			if (this.#wishes.delete(wish)) this.#changed();
		};
	}

	/** The layer wanted of a source; null: nobody looks at it. */
	layerOf(key: SourceKey): SpatialLayer | null {
		let most: SpatialLayer | null = null;
		for (const wish of this.#wishes.values()) {
			if (wish.key === key && (most === null || wish.layer > most)) most = wish.layer;
		}
		return most;
	}
}
