// Looks at the own link every two seconds and tells the server what it sees.
import type { NetworkState } from '@classroom/protocol';
import type { MediaSession } from '../media/MediaSession.ts';
import type { Signalling } from '../signalling/SignallingClient.ts';
import { Store } from '../store.ts';
import { linkSample, noCounters } from './linkSample.ts';
import type { LinkCounters, LinkSample } from './linkSample.ts';
import { statsOf } from './lessonStats.ts';
import { meterAfter, newMeter } from './networkState.ts';
import type { NetworkMeter } from './networkState.ts';

const SAMPLE_MS = 2000;
/** An unchanged state is said again after this many samples: silence would mean that we are gone. */
const REPEAT = 5;

export type OwnLink = LinkSample & Readonly<{ network: NetworkState }>;

/** Bit/s: a camera's smaller layers and the voice. */
const TIGHT_UPLINK = 600_000;

/** The server acts on this, and wants to know when it is over: each sample is told. */
const isTroubled = ({ lossRatio, concealedRatio, roundTripMs, uplinkBitrate }: LinkSample): boolean =>
	lossRatio > 0.02 ||
	concealedRatio > 0.01 ||
	(roundTripMs ?? 0) > 200 ||
	(uplinkBitrate ?? Infinity) < TIGHT_UPLINK;

export class LinkWatch {
	readonly link = new Store<OwnLink>({
		network: 'fine',
		roundTripMs: null,
		lossRatio: 0,
		lostRatio: 0,
		concealedRatio: 0,
		uplinkBitrate: null,
	});
	readonly #signalling: Signalling;
	readonly #media: MediaSession;
	#counters: LinkCounters = noCounters;
	#meter: NetworkMeter = newMeter;
	#sinceReport = REPEAT;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(signalling: Signalling, media: MediaSession) {
		this.#signalling = signalling;
		this.#media = media;
	}

	start(): void {
		this.#timer ??= setInterval(() => void this.#sample(), SAMPLE_MS);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	async #sample(): Promise<void> {
		const { send, receive } = this.#media.transports();
		const paths = await Promise.all([statsOf(receive), statsOf(send)]);
		const { sample, counters } = linkSample(paths, this.#counters);
		this.#counters = counters;
		const online = this.#signalling.connection.read().state === 'open';
		const health = this.#media.health.read();
		const failing = this.#media.failing.read();
		const before = this.#meter.network;
		this.#meter = meterAfter(this.#meter, sample, online && health.send && health.receive && !failing);
		const { network } = this.#meter;
		const shown = this.link.read();
		if (
			network !== before ||
			sample.roundTripMs !== shown.roundTripMs ||
			sample.lossRatio !== shown.lossRatio ||
			sample.concealedRatio !== shown.concealedRatio
		) {
			this.link.set({ ...sample, network });
		}
		this.#sinceReport += 1;
		const due = network !== before || isTroubled(sample) || this.#sinceReport >= REPEAT;
		if (online && due) this.#report(sample, network);
	}

	#report(sample: LinkSample, network: NetworkState): void {
		this.#sinceReport = 0;
		this.#signalling
			.request('reportNetwork', {
				network,
				roundTripMs: Math.min(600_000, sample.roundTripMs ?? 0),
				lossRatio: sample.lossRatio,
				lostRatio: sample.lostRatio,
				concealedRatio: sample.concealedRatio,
				...(sample.uplinkBitrate !== null && { uplinkBitrate: sample.uplinkBitrate }),
			})
			// The next report is two seconds away at most.
			.catch(() => (this.#sinceReport = REPEAT));
	}
}
