// One own source on its way to the server.
import { ProducerId } from '@classroom/protocol';
import type { SendingStep, Source } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { limitedLayers, sendOptions } from './encodings.ts';
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
	#step: SendingStep = 'full';
	/** Changes of the sender's parameters, one after the other: the browser takes no two at once. */
	#limiting: Promise<void> = Promise.resolve();

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
		if (this.#step !== 'full') this.#limit();
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

	/** What of a camera the own link carries, by the ladder. */
	setStep(step: SendingStep): void {
		if (step === this.#step) return;
		this.#step = step;
		this.#limit();
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

	#limit(): void {
		const { producer } = this;
		const sender = producer?.rtpSender;
		const opened = producer?.rtpParameters.encodings;
		if (this.source !== 'camera' || sender === undefined || opened === undefined) return;
		this.#limiting = this.#limiting.then(async () => {
			const parameters = sender.getParameters();
			const limits = limitedLayers(opened, this.#step);
			parameters.encodings = parameters.encodings.map((each, index) => ({ ...each, ...bare(limits[index]) }));
			// A sender that is gone sends nothing.
			await sender.setParameters(parameters).catch(() => undefined);
		});
	}

	#isClosed(): boolean {
		return this.#state.phase === 'closed';
	}
}

/** Only what the ladder limits: the browser refuses a change of anything else. */
const bare = (limits: ReturnType<typeof limitedLayers>[number] | undefined): RTCRtpEncodingParameters => {
	const { active = true, maxBitrate, maxFramerate } = limits ?? {};
	return {
		active,
		...(maxBitrate !== undefined && { maxBitrate }),
		...(maxFramerate !== undefined && { maxFramerate }),
	};
};
