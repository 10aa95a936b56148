// Hears beeps: when each began, whose it is, and which second it stands for.
import { pitchesOf } from './beepCode.ts';
import type { Pitch } from './beepCode.ts';
import { BEEP_MS } from './soundClock.ts';
import type { SoundClock } from './soundClock.ts';

export interface Beep {
	/** Hz, of those listened for: the sender's. */
	readonly frequency: number;
	/** When in the cycle of pitches it was sounded, ms. */
	readonly inCycleMs: number;
	/** When it was heard, ms since 1970. */
	readonly at: number;
}

/** 0.68 s at 48 kHz: the page may stand still for half a second without missing one. */
const WINDOW = 32_768;
const LISTEN_EVERY_MS = 200;
/** Of full scale; beeps are 0.5, Opus leaves little of what is below. */
const LOUD = 0.1;
/** A beep is 50 ms; the next is a second away. */
const DEAF_MS = 400;
/** Judged by this stretch after the onset, ms. */
const JUDGED_MS = 30;

export class BeepWatch {
	readonly #sound: SoundClock;
	readonly #pitches: readonly Pitch[];
	readonly #analyser: AnalyserNode;
	readonly #samples = new Float32Array(WINDOW);
	readonly #timer: ReturnType<typeof setInterval>;
	#heardUntil = 0;
	/** Context time, s, up to which all was listened to. */
	#listenedTo = 0;
	#beeps: Beep[] = [];

	constructor(node: AudioNode, sound: SoundClock, frequencies: readonly number[]) {
		this.#sound = sound;
		this.#pitches = frequencies.flatMap(pitchesOf);
		this.#analyser = new AnalyserNode(sound.context, { fftSize: WINDOW, channelCount: 1 });
		node.connect(this.#analyser);
		this.#timer = setInterval(() => this.#listen(), LISTEN_EVERY_MS);
	}

	/** What was heard since the last time. */
	take(): Beep[] {
		const taken = this.#beeps;
		this.#beeps = [];
		return taken;
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#analyser.disconnect();
	}

	#listen(): void {
		const { context } = this.#sound;
		const end = this.#takeSamples();
		const timeOf = (place: number): number => end - (WINDOW - place) / context.sampleRate;
		const judged = Math.round((JUDGED_MS / 1000) * context.sampleRate);
		// Where something was missed, what is loud from the first sample on began before.
		if (
			timeOf(0) > this.#listenedTo &&
			this.#samples.subarray(0, judged).some((each) => Math.abs(each) >= LOUD)
		)
			this.#heardUntil = Math.max(this.#heardUntil, timeOf(0) + BEEP_MS / 1000);
		this.#listenedTo = timeOf(WINDOW - judged);
		for (let place = 0; place < WINDOW - judged; place += 1) {
			if (timeOf(place) < this.#heardUntil || Math.abs(this.#samples[place] ?? 0) < LOUD) continue;
			const pitch = this.#pitchOf(this.#samples.subarray(place, place + judged));
			this.#heardUntil = timeOf(place) + DEAF_MS / 1000;
			if (pitch === null) continue;
			const { base: frequency, inCycleMs } = pitch;
			this.#beeps.push({ frequency, inCycleMs, at: this.#sound.instantOf(timeOf(place)) });
		}
	}

	/** The context's time at their end: the sound thread goes on between two lines of this one. */
	#takeSamples(): number {
		const { context } = this.#sound;
		let end = 0;
		for (let attempt = 0; attempt < 5; attempt += 1) {
			end = context.currentTime;
			this.#analyser.getFloatTimeDomainData(this.#samples);
			if (context.currentTime === end) break;
		}
		return end;
	}

	/** The one with most of the energy; null: something else was loud. */
	#pitchOf(samples: Float32Array): Pitch | null {
		const total = samples.reduce((sum, value) => sum + value * value, 0);
		const shares = this.#pitches.map((pitch) => ({
			pitch,
			share:
				(2 * powerAt(samples, pitch.frequency, this.#sound.context.sampleRate)) / (total * samples.length),
		}));
		const best = shares.toSorted((a, b) => b.share - a.share)[0];
		return best !== undefined && best.share > 0.5 ? best.pitch : null;
	}
}

/** Goertzel's algorithm. */
const powerAt = (samples: Float32Array, frequency: number, sampleRate: number): number => {
	const factor = 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
	let before = 0;
	let last = 0;
	for (const sample of samples) {
		const next = sample + factor * last - before;
		before = last;
		last = next;
	}
	return last * last + before * before - factor * last * before;
};
