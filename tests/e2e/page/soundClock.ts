// The page's one AudioContext: beeps at each whole second of the clock, and says when a sample was or will be heard.
import { beepFrequency } from './beepCode.ts';
import { nowMs } from './wallClock.ts';

export const BEEP_MS = 50;
const EDGE_S = 0.001;
/** Beeps are laid down this far ahead, ms: a page that stands still for a while misses none. */
const AHEAD_MS = 3000;
/** The context's time moves in jumps; the latest jump is right. Looked at over this many readings. */
const READINGS = 40;
const LOOK_EVERY_MS = 50;

export class SoundClock {
	readonly context: AudioContext;
	readonly #readings: number[] = [];

	constructor() {
		this.context = new AudioContext({ latencyHint: 'interactive', sampleRate: 48_000 });
		this.#wake();
		setInterval(() => this.#look(), LOOK_EVERY_MS);
	}

	/** Ms since 1970 at which the sample of `contextTime` (s) is rendered. */
	instantOf(contextTime: number): number {
		return contextTime * 1000 + this.#offset();
	}

	/** Null: the context does not run yet. */
	contextTimeOf(instant: number): number | null {
		return this.#readings.length === 0 ? null : (instant - this.#offset()) / 1000;
	}

	/** A microphone that hears a beep of 50 ms at each whole second. `base`: the sender's pitch, Hz. */
	microphone(base: number): MediaStreamTrack {
		const output = this.context.createMediaStreamDestination();
		output.channelCount = 1;
		const track = output.stream.getAudioTracks()[0];
		if (track === undefined) throw new Error('no track');
		let next = 0;
		const timer = setInterval(() => {
			if (track.readyState === 'ended') {
				clearInterval(timer);
				output.disconnect();
				return;
			}
			if (this.#readings.length < READINGS / 4) return;
			const now = nowMs();
			next = Math.max(next, Math.ceil((now + 20) / 1000) * 1000);
			for (; next < now + AHEAD_MS; next += 1000) this.#beep(beepFrequency(base, next), next, output);
		}, 500);
		return track;
	}

	#beep(frequency: number, instant: number, output: AudioNode): void {
		const start = this.contextTimeOf(instant);
		if (start === null || start < this.context.currentTime) return;
		const end = start + BEEP_MS / 1000;
		const tone = new OscillatorNode(this.context, { frequency });
		const gain = new GainNode(this.context, { gain: 0 });
		gain.gain.setValueAtTime(0, start);
		gain.gain.linearRampToValueAtTime(0.5, start + EDGE_S);
		gain.gain.setValueAtTime(0.5, end - EDGE_S);
		gain.gain.linearRampToValueAtTime(0, end);
		tone.connect(gain).connect(output);
		tone.start(start);
		tone.stop(end);
		tone.onended = () => {
			gain.disconnect();
		};
	}

	#look(): void {
		if (this.context.state !== 'running' || this.context.currentTime === 0) return;
		this.#readings.push(nowMs() - this.context.currentTime * 1000);
		if (this.#readings.length > READINGS) this.#readings.shift();
	}

	#offset(): number {
		return this.#readings.length === 0
			? nowMs() - this.context.currentTime * 1000
			: Math.min(...this.#readings);
	}

	/** Browsers start a page silent until somebody touches it; a classroom's is started so that it need not be. */
	#wake(): void {
		const resume = (): void => void this.context.resume().catch(() => undefined);
		resume();
		for (const event of ['pointerdown', 'keydown']) addEventListener(event, resume, { capture: true });
	}
}
