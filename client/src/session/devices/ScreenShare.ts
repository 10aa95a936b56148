// A screen or window of this machine, with its sound where the browser offers it.
import { Store } from '../store.ts';
import type { Readable } from '../store.ts';
import { screenConstraints } from './constraints.ts';
import { faultOf } from './deviceState.ts';
import type { DeviceFault } from './deviceState.ts';

export type ScreenState =
	| { readonly state: 'off' }
	| { readonly state: 'asking' }
	| { readonly state: 'on'; readonly picture: MediaStreamTrack; readonly sound: MediaStreamTrack | null }
	| { readonly state: 'faulty'; readonly fault: DeviceFault };

type Machine = Pick<MediaDevices, 'getDisplayMedia'>;

export class ScreenShare {
	readonly #machine: Machine | undefined;
	readonly #state = new Store<ScreenState>({ state: 'off' });
	readonly state: Readable<ScreenState> = this.#state;

	constructor(machine: Machine | undefined) {
		this.#machine = machine;
	}

	/** Asks which screen; the browser wants this called by a click. Somebody who changes the mind shares nothing. */
	async start(): Promise<void> {
		const { state } = this.#state.read();
		if (state === 'on' || state === 'asking') return;
		if (this.#machine === undefined) {
			this.#state.set({ state: 'faulty', fault: 'insecure' });
			return;
		}
		this.#state.set({ state: 'asking' });
		try {
			this.#adopt(await this.#machine.getDisplayMedia(screenConstraints));
		} catch (error) {
			const fault = faultOf(error);
			this.#state.set(fault === 'not-allowed' ? { state: 'off' } : { state: 'faulty', fault });
		}
	}

	stop(): void {
		const state = this.#state.read();
		this.#state.set({ state: 'off' });
		if (state.state !== 'on') return;
		state.picture.stop();
		state.sound?.stop();
	}

	#adopt(stream: MediaStream): void {
		const picture = stream.getVideoTracks()[0];
		if (picture === undefined || this.#state.read().state !== 'asking') {
			for (const track of stream.getTracks()) track.stop();
			if (picture === undefined) this.#state.set({ state: 'faulty', fault: 'failed' });
			return;
		}
		picture.contentHint = 'detail';
		const sound = stream.getAudioTracks()[0] ?? null;
		if (sound !== null) sound.contentHint = 'music';
		// The browser has a button of its own that ends it.
		picture.addEventListener('ended', () => this.stop());
		this.#state.set({ state: 'on', picture, sound });
	}
}
