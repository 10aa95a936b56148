// Hears the beeps of media elements that play files, as the replay's do.
import type { Beep } from './beepWatch.ts';
import { BeepWatch } from './beepWatch.ts';
import type { SoundClock } from './soundClock.ts';

export class MediaWatch {
	readonly #sound: SoundClock;
	readonly #frequencies: readonly number[];
	readonly #watches = new Map<HTMLMediaElement, BeepWatch>();

	constructor(sound: SoundClock, frequencies: readonly number[]) {
		this.#sound = sound;
		this.#frequencies = frequencies;
	}

	/** Listens to every element that plays a file now. From then on its sound goes through the AudioContext. */
	listen(): void {
		for (const element of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
			if (element.srcObject !== null || this.#watches.has(element)) continue;
			const node = this.#sound.context.createMediaElementSource(element);
			node.connect(this.#sound.context.destination);
			this.#watches.set(element, new BeepWatch(node, this.#sound, this.#frequencies));
		}
	}

	take(): Beep[] {
		return [...this.#watches.values()].flatMap((watch) => watch.take());
	}
}
