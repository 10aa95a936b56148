// Fetches pages ahead of time, one after the other, and leaves the link to the voice while it is bad.
import type { NetworkState } from '@classroom/protocol';
import type { PageCache } from './pageCache.ts';
import { nextToFetch } from './pageOrder.ts';
import type { Wish } from './pageOrder.ts';

/** Looks again whether there is something to do, or whether it may. */
const LOOK_MS = 1000;
/** What failed is tried again after this long. */
const AGAIN_MS = 3000;

export type FetcherView = Readonly<{
	wish: Wish;
	network: NetworkState;
	/** Sound is on its way: half of the time is its own. */
	shares: boolean;
}>;

export class PageFetcher {
	readonly #cache: Pick<PageCache, 'urlOf' | 'load' | 'full'>;
	readonly #view: () => FetcherView;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	/** `view`: how things are whenever it looks. */
	constructor(cache: Pick<PageCache, 'urlOf' | 'load' | 'full'>, view: () => FetcherView) {
		this.#cache = cache;
		this.#view = view;
		this.#after(0);
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}

	#after(ms: number): void {
		if (!this.#stopped) this.#timer = setTimeout(() => void this.#look(), ms);
	}

	async #look(): Promise<void> {
		const { wish, network, shares } = this.#view();
		const next =
			network === 'fine' && !this.#cache.full
				? nextToFetch(wish, (address) => this.#cache.urlOf(address) !== undefined)
				: null;
		if (next === null) {
			this.#after(LOOK_MS);
			return;
		}
		const began = performance.now();
		const here = await this.#cache.load(next, 'low');
		const took = performance.now() - began;
		this.#after(here ? (shares ? took : 0) : AGAIN_MS);
	}
}
