// When a received sound begins: as soon as samples of it are played out, loud or not.
import { nowMs } from './wallClock.ts';

const LOOK_EVERY_MS = 20;
/** Longer without anything new is a pause. */
const PAUSE_MS = 400;

interface Playing {
	rtpTimestamp: number;
	begunAt: number;
	lastAt: number;
}

export class SoundOnsets {
	readonly #connections: ReadonlySet<RTCPeerConnection>;
	readonly #playing = new Map<RTCRtpReceiver, Playing>();

	constructor(connections: ReadonlySet<RTCPeerConnection>) {
		this.#connections = connections;
		setInterval(() => this.#look(), LOOK_EVERY_MS);
	}

	/** Of those that play now, ms since 1970. */
	read(): number[] {
		const now = nowMs();
		return [...this.#playing.values()]
			.filter(({ lastAt }) => now - lastAt < PAUSE_MS)
			.map(({ begunAt }) => begunAt);
	}

	#look(): void {
		const now = nowMs();
		for (const connection of this.#connections) {
			if (connection.connectionState === 'closed') continue;
			for (const receiver of connection.getReceivers()) {
				const [latest] = receiver.track.kind === 'audio' ? receiver.getSynchronizationSources() : [];
				if (latest !== undefined) this.#played(receiver, latest.rtpTimestamp, now);
			}
		}
	}

	#played(receiver: RTCRtpReceiver, rtpTimestamp: number, now: number): void {
		const before = this.#playing.get(receiver);
		if (before?.rtpTimestamp === rtpTimestamp) return;
		const goesOn = before !== undefined && now - before.lastAt < PAUSE_MS;
		this.#playing.set(receiver, { rtpTimestamp, begunAt: goesOn ? before.begunAt : now, lastAt: now });
	}
}
