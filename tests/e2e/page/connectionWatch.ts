// Every RTCPeerConnection that the page makes, and what it receives: the browser's own figures, whatever the page says.
import { BeepWatch } from './beepWatch.ts';
import type { Beep } from './beepWatch.ts';
import type { SoundClock } from './soundClock.ts';
import { SoundOnsets } from './soundOnsets.ts';

export interface InboundFigures {
	readonly trackId: string;
	readonly kind: string;
	readonly framesDecoded: number;
	readonly width: number;
	readonly freezeCount: number;
	readonly packetsReceived: number;
	readonly packetsLost: number;
	readonly concealedSamples: number;
	readonly totalSamplesReceived: number;
	/** Packets of in-band error correction that came, used or not. */
	readonly fecPacketsReceived: number;
	/** Of the candidate pair in use. */
	readonly protocol: string | null;
}

export interface HeardTrack {
	readonly trackId: string;
	readonly beeps: readonly Beep[];
}

export class ConnectionWatch {
	readonly #connections = new Set<RTCPeerConnection>();
	readonly #heard = new Map<string, BeepWatch>();
	#onsets: SoundOnsets | null = null;
	readonly #sound: SoundClock;
	readonly #frequencies: readonly number[];

	constructor(sound: SoundClock, frequencies: readonly number[]) {
		this.#sound = sound;
		this.#frequencies = frequencies;
		const added = (connection: RTCPeerConnection): void => this.#added(connection);
		window.RTCPeerConnection = class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				added(this);
			}
		};
	}

	async inbound(): Promise<InboundFigures[]> {
		const open = [...this.#connections].filter(({ connectionState }) => connectionState !== 'closed');
		return (await Promise.all(open.map(inboundOf))).flat();
	}

	/** Beeps of each received sound since the last time. */
	heard(): HeardTrack[] {
		return [...this.#heard].map(([trackId, watch]) => ({ trackId, beeps: watch.take() }));
	}

	/** When each received sound that plays now began to, ms since 1970; watched from the first call on. */
	soundBegan(): number[] {
		this.#onsets ??= new SoundOnsets(this.#connections);
		return this.#onsets.read();
	}

	#added(connection: RTCPeerConnection): void {
		this.#connections.add(connection);
		connection.addEventListener('track', ({ track }) => {
			if (track.kind !== 'audio' || this.#heard.has(track.id)) return;
			const node = this.#sound.context.createMediaStreamSource(new MediaStream([track]));
			this.#heard.set(track.id, new BeepWatch(node, this.#sound, this.#frequencies));
		});
	}
}

type Stat = Readonly<Record<string, unknown>>;

const inboundOf = async (connection: RTCPeerConnection): Promise<InboundFigures[]> => {
	const stats: Stat[] = [];
	(await connection.getStats()).forEach((stat: Stat) => stats.push(stat));
	const transport = stats.find((stat) => stat['type'] === 'transport');
	const pair = stats.find((stat) => stat['id'] === transport?.['selectedCandidatePairId']);
	const local = stats.find((stat) => stat['id'] === pair?.['localCandidateId']);
	const live = new Set(
		connection
			.getTransceivers()
			.filter(({ currentDirection }) => currentDirection === 'recvonly' || currentDirection === 'sendrecv')
			.map(({ mid }) => mid),
	);
	return stats
		.filter((stat) => stat['type'] === 'inbound-rtp' && live.has(textOf(stat['mid'])))
		.map((stat) => ({
			trackId: textOf(stat['trackIdentifier']),
			kind: textOf(stat['kind']),
			framesDecoded: numberOf(stat['framesDecoded']),
			width: numberOf(stat['frameWidth']),
			freezeCount: numberOf(stat['freezeCount']),
			packetsReceived: numberOf(stat['packetsReceived']),
			packetsLost: numberOf(stat['packetsLost']),
			concealedSamples: numberOf(stat['concealedSamples']),
			totalSamplesReceived: numberOf(stat['totalSamplesReceived']),
			fecPacketsReceived: numberOf(stat['fecPacketsReceived']),
			protocol: local === undefined ? null : textOf(local['protocol']),
		}));
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
