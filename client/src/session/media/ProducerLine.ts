// One own source on its way to the server.
import { ProducerId } from '@classroom/protocol';
import type { Source } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { sendOptions } from './encodings.ts';
import type { StartBitrate } from './encodings.ts';

type LineState =
	| { readonly phase: 'asking' }
	| { readonly phase: 'open'; readonly producer: types.Producer }
	| { readonly phase: 'closed' };

const heightOf = (track: MediaStreamTrack): number => track.getSettings().height ?? 720;

export class ProducerLine {
	readonly source: Source;
	#state: LineState = { phase: 'asking' };
	readonly #startBitrate: StartBitrate;
	#track: MediaStreamTrack;

	constructor(source: Source, track: MediaStreamTrack, startBitrate: StartBitrate) {
		this.source = source;
		this.#startBitrate = startBitrate;
		this.#track = track;
	}

	get producer(): types.Producer | null {
		return this.#state.phase === 'open' ? this.#state.producer : null;
	}

	get producerId(): ProducerId | null {
		return this.#state.phase === 'open' ? ProducerId.parse(this.#state.producer.id) : null;
	}

	/** Resolves with what to close at the server when it was closed here meanwhile, else null. @throws RequestFailed, or what mediasoup-client throws. */
	async open(transport: types.Transport, capabilities: types.RtpCapabilities): Promise<ProducerId | null> {
		const track = this.#track;
		const producer = await transport.produce({
			track,
			...sendOptions(this.source, heightOf(track), capabilities, this.#startBitrate),
			appData: { source: this.source },
			// The tracks outlive transports, workers and servers.
			stopTracks: false,
			// A paused microphone costs no uplink, and its level can still be shown.
			disableTrackOnPause: false,
			zeroRtpOnPause: true,
		});
		if (this.#isClosed()) {
			producer.close();
			return ProducerId.parse(producer.id);
		}
		this.#state = { phase: 'open', producer };
		if (this.source === 'screen') await this.#keepSharp(producer);
		if (track !== this.#track) await producer.replaceTrack({ track: this.#track });
		return null;
	}

	/** Another device of the same kind: nobody else notices. */
	setTrack(track: MediaStreamTrack): void {
		if (track === this.#track) return;
		this.#track = track;
		// A track that ended in the meantime is replaced by the next.
		this.producer?.replaceTrack({ track }).catch(() => undefined);
	}

	/** The server lets nothing through: then nothing is sent. */
	setPaused(paused: boolean): void {
		const { producer } = this;
		if (producer === null || producer.closed || producer.paused === paused) return;
		if (paused) producer.pause();
		else producer.resume();
	}

	close(): void {
		const state = this.#state;
		this.#state = { phase: 'closed' };
		if (state.phase === 'open') state.producer.close();
	}

	/** On a tight link a slide loses frames, never lines. */
	async #keepSharp(producer: types.Producer): Promise<void> {
		const sender = producer.rtpSender;
		if (sender === undefined) return;
		const parameters = sender.getParameters();
		parameters.degradationPreference = 'maintain-resolution';
		try {
			await sender.setParameters(parameters);
		} catch {
			// contentHint says the same, more softly.
		}
	}

	#isClosed(): boolean {
		return this.#state.phase === 'closed';
	}
}
