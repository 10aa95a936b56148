// The second display of a classroom: a window of its own that shows what this one decides. It has no socket and no
// transport: it draws the tracks of the window that opened it, and looks for them anew when either was loaded again.
import { z } from 'zod';
import { Store } from '../../session/index.ts';
import type { Readable } from '../../session/index.ts';

/** What stands on the second display. */
export type SecondShow = Readonly<{
	/** Null: no picture just now. */
	stream: MediaStream | null;
	/** Takes the element in which the first window draws a page of courseware; null: it is no page that is shown. */
	page: ((place: HTMLElement | null) => void) | null;
	/** Whose it is, or what it waits for. */
	name: string;
	lesson: string;
}>;

declare global {
	interface Window {
		/** For the window that this one has opened; not there outside of a lesson. */
		__secondShow?: Readable<SecondShow>;
	}
}

/** Both windows hear each other on this. */
export const CHANNEL = 'second-screen';
export const Message = z.discriminatedUnion('say', [
	/** The second window is there, so high in device pixels. */
	z.object({ say: z.literal('here'), height: z.number().min(0).max(20_000) }),
	z.object({ say: z.literal('gone') }),
	/** The first one is new, or has something else to show: look again. */
	z.object({ say: z.literal('look') }),
	z.object({ say: z.literal('close') }),
]);
export type Message = z.infer<typeof Message>;

/** `wanted`: asked for, and not there; the browser wants a press before it opens a window. */
export type SecondState =
	| { readonly state: 'off' }
	| { readonly state: 'wanted' }
	| { readonly state: 'on'; readonly height: number };

const KEY = 'device.second';
/** One that was open before this page was loaded again answers within this, ms. */
const ANSWERS_MS = 1500;

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;

export interface SecondScreenHost {
	readonly channel: () => Channel;
	readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
	/** Opens the window, on the other display where that can be known. Resolves whether it is there. */
	readonly open: () => Promise<boolean>;
}

export class SecondScreen {
	readonly #host: SecondScreenHost;
	readonly #state = new Store<SecondState>({ state: 'off' });
	readonly state: Readable<SecondState> = this.#state;
	#channel: Channel | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(host: SecondScreenHost) {
		this.#host = host;
	}

	/** Finds the one that is still there, or opens again what was open when this machine was last on. */
	restore(): void {
		this.#channel = this.#host.channel();
		this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#hear(data));
		this.#say({ say: 'look' });
		if (!this.#wanted()) return;
		this.#timer = setTimeout(() => {
			if (this.#state.read().state !== 'on') void this.#open();
		}, ANSWERS_MS);
	}

	/** By a press: opens it, or closes it. */
	async toggle(): Promise<void> {
		if (this.#state.read().state === 'on') {
			this.#keep(false);
			this.#say({ say: 'close' });
			this.#state.set({ state: 'off' });
			return;
		}
		this.#keep(true);
		await this.#open();
	}

	/** What it shows is another: it is told. */
	changed(): void {
		this.#say({ say: 'look' });
	}

	/** The window stays; who comes next finds it. */
	close(): void {
		clearTimeout(this.#timer);
		this.#channel?.close();
		this.#channel = null;
	}

	async #open(): Promise<void> {
		if (!(await this.#host.open()) && this.#state.read().state !== 'on') this.#state.set({ state: 'wanted' });
	}

	#hear(raw: unknown): void {
		const message = Message.safeParse(raw);
		if (!message.success) return;
		if (message.data.say === 'here') this.#state.set({ state: 'on', height: message.data.height });
		// Closed by hand: it is opened again by hand, or with the next start.
		if (message.data.say === 'gone') this.#state.set({ state: 'off' });
	}

	#say(message: Message): void {
		this.#channel?.postMessage(message);
	}

	#wanted(): boolean {
		try {
			return this.#host.storage.getItem(KEY) === 'open';
		} catch {
			return false;
		}
	}

	#keep(open: boolean): void {
		try {
			this.#host.storage.setItem(KEY, open ? 'open' : 'closed');
		} catch {
			// Then it is asked for again after the next start.
		}
	}
}
