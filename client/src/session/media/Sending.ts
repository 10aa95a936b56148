// Everything this client sends: brings its Producers in line with its tracks and with what the Room lets through.
import { RtpParameters, Source, microphoneOpen, peerById } from '@classroom/protocol';
import type { PeerId, ProducerId, RoomState } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { z } from 'zod';
import { codeOf } from '../requestFailed.ts';
import type { Signalling } from '../signalling/SignallingClient.ts';
import type { StartBitrate } from './encodings.ts';
import { ProducerLine } from './ProducerLine.ts';
import { withoutUndefined } from './rtpTypes.ts';
import { transportIdOf } from './transportSignalling.ts';

export type OwnTracks = ReadonlyMap<Source, MediaStreamTrack>;

const AGAIN_MS = 1500;
const ProducerData = z.object({ source: Source });

export class Sending {
	readonly #signalling: Signalling;
	readonly #transportLost: () => void;
	readonly #startBitrate: StartBitrate;
	readonly #lines = new Map<Source, ProducerLine>();
	#transport: types.Transport | null = null;
	#capabilities: types.RtpCapabilities = {};
	#tracks: OwnTracks = new Map();
	#room: RoomState | null = null;
	#me: PeerId | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(signalling: Signalling, startBitrate: StartBitrate, transportLost: () => void) {
		this.#signalling = signalling;
		this.#startBitrate = startBitrate;
		this.#transportLost = transportLost;
	}

	transportUp(transport: types.Transport, capabilities: types.RtpCapabilities): void {
		this.transportGone();
		this.#transport = transport;
		this.#capabilities = capabilities;
		transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
			this.#produce(transport, kind, rtpParameters, appData).then(
				(id) => done({ id }),
				(error: unknown) => failed(error instanceof Error ? error : new Error(String(error))),
			);
		});
		this.#reconcile();
	}

	transportGone(): void {
		this.#transport = null;
		for (const line of this.#lines.values()) line.close();
		this.#lines.clear();
	}

	/** What is to be sent from now on. */
	setTracks(tracks: OwnTracks): void {
		this.#tracks = tracks;
		this.#reconcile();
	}

	roomChanged(room: RoomState, me: PeerId): void {
		this.#room = room;
		this.#me = me;
		this.#reconcile();
	}

	/**
	 * After coming back over a transport that lives: a Producer that the Room does not know any more is made anew,
	 * and one that was stopped here while nobody could be told is stopped there.
	 */
	cameBack(room: RoomState, me: PeerId): void {
		const sources = peerById(room, me)?.sources ?? [];
		const known = new Set(sources.map((source) => source.producerId));
		for (const [source, line] of this.#lines) {
			if (line.producerId === null || known.has(line.producerId)) continue;
			this.#lines.delete(source);
			line.close();
		}
		// One that is still wanted is produced anew, which takes the older one's place.
		for (const { source, producerId } of sources) if (!this.#tracks.has(source)) this.#closeThere(producerId);
	}

	lines(): readonly ProducerLine[] {
		return [...this.#lines.values()];
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#tracks = new Map();
		this.transportGone();
	}

	#reconcile(): void {
		for (const [source, line] of this.#lines) {
			if (this.#tracks.has(source)) continue;
			this.#lines.delete(source);
			this.#stop(line);
		}
		for (const [source, track] of this.#tracks) {
			const line = this.#lines.get(source);
			if (line === undefined) this.#start(source, track);
			else line.setTrack(track);
		}
		this.#applyGate();
	}

	#start(source: Source, track: MediaStreamTrack): void {
		const transport = this.#transport;
		if (transport === null || transport.closed || track.readyState === 'ended') return;
		if (this.#signalling.connection.read().state !== 'open') return;
		const line = new ProducerLine(source, track, this.#startBitrate);
		this.#lines.set(source, line);
		line.open(transport, this.#capabilities).then(
			(unwanted) => (unwanted === null ? this.#applyGate() : this.#closeThere(unwanted)),
			(error: unknown) => this.#failed(line, error),
		);
	}

	#stop(line: ProducerLine): void {
		const { producerId } = line;
		line.close();
		if (producerId !== null) this.#closeThere(producerId);
	}

	/** Fails only while the connection is away: said again by {@link cameBack}. */
	#closeThere(producerId: ProducerId): void {
		this.#signalling.request('closeProducer', { producerId }).catch(() => undefined);
	}

	#failed(line: ProducerLine, error: unknown): void {
		line.close();
		if (this.#lines.get(line.source) !== line) return;
		this.#lines.delete(line.source);
		if (codeOf(error) === 'transport-not-found') this.#transportLost();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#reconcile(), AGAIN_MS);
	}

	/**
	 * Off stage and while muted the server lets no microphone through; it need not be sent to it. Over a tight link
	 * the camera makes room for it.
	 */
	#applyGate(): void {
		if (this.#room === null || this.#me === null) return;
		const me = peerById(this.#room, this.#me);
		if (me === undefined) return;
		this.#lines.get('microphone')?.setPaused(!microphoneOpen(me));
		this.#lines.get('camera')?.setStep(me.sending ?? 'full');
	}

	async #produce(
		transport: types.Transport,
		kind: types.MediaKind,
		rtpParameters: types.RtpParameters,
		appData: unknown,
	): Promise<ProducerId> {
		const { source } = ProducerData.parse(appData);
		const { producerId } = await this.#signalling.request('produce', {
			transportId: transportIdOf(transport),
			kind,
			source,
			rtpParameters: RtpParameters.parse(withoutUndefined(rtpParameters)),
		});
		return producerId;
	}
}
