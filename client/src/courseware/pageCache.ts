// Pictures of pages, held in this page's memory: once here, a page turns without the network.
import { Store } from '../session/index.ts';
import type { Readable } from '../session/index.ts';

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Memory for pictures, bytes: a classroom's machine may have 2 GB in all. */
const BYTES_MAX = 120_000_000;

export class PageCache {
	readonly #fetch: Fetch;
	readonly #pictures = new Map<string, string>();
	readonly #coming = new Map<string, Promise<boolean>>();
	readonly #version = new Store(0);
	#bytes = 0;
	/** Grows with each picture that has come. */
	readonly version: Readable<number> = this.#version;

	constructor(fetchPicture: Fetch = (address, init) => fetch(address, init)) {
		this.#fetch = fetchPicture;
	}

	/** Where a picture that has come is found; undefined: it has not. */
	urlOf(address: string): string | undefined {
		return this.#pictures.get(address);
	}

	get full(): boolean {
		return this.#bytes >= BYTES_MAX;
	}

	/** Resolves whether it is here. */
	load(address: string, priority: 'high' | 'low'): Promise<boolean> {
		if (this.#pictures.has(address)) return Promise.resolve(true);
		const coming = this.#coming.get(address) ?? this.#load(address, priority);
		this.#coming.set(address, coming);
		return coming;
	}

	async #load(address: string, priority: 'high' | 'low'): Promise<boolean> {
		try {
			const response = await this.#fetch(address, { credentials: 'same-origin', priority });
			if (!response.ok) return false;
			const picture = await response.blob();
			this.#pictures.set(address, URL.createObjectURL(picture));
			this.#bytes += picture.size;
			this.#version.change((version) => version + 1);
			return true;
		} catch {
			return false;
		} finally {
			this.#coming.delete(address);
		}
	}
}

/** Of this page: lessons come and go, the pictures of a day's lessons stay. */
export const pageCache = new PageCache();
