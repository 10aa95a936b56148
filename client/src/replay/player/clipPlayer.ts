// One clip in one media element: hls.js loads it, and tells by how much it shifts each section's samples.
import type Hls from 'hls.js/light';
import type { ErrorData, HlsConfig } from 'hls.js/light';
import type { ReplayClip, ReplaySpan } from '@classroom/protocol';
import { Schedule } from './schedule.ts';
import { mediaAt } from './timeline.ts';

/** Poor links share what they have among several elements: little is loaded ahead, and little is kept. */
const config: Partial<HlsConfig> = {
	enableWorker: false,
	lowLatencyMode: false,
	maxBufferLength: 20,
	maxMaxBufferLength: 30,
	maxBufferSize: 20_000_000,
	backBufferLength: 30,
	startFragPrefetch: true,
	// Where the picture froze the sound goes on.
	nudgeOnVideoHole: false,
};

const RETRY_MS = 2000;
const RETRY_LOST_MS = 500;
const MOST_RECOVERIES = 3;
/** After so many refusals a segment counts as lost; one that is not there at once. */
const MOST_REFUSALS = 3;
const END_MS = 150;
/** So near (seconds) before a lost segment an element may stand and wait for it: it has no picture after this one. */
const BEFORE_LOST_S = 0.3;
const HOLE_MS = 400;

export type ClipState = 'loading' | 'ready' | 'retrying' | 'failed';

export class ClipPlayer {
	readonly element: HTMLVideoElement;
	readonly #hls: Hls;
	readonly #shifts = new Map<number, number>();
	readonly #schedule = new Schedule();
	/** Numbers of the segments that are in the buffer. */
	readonly #buffered = new Set<number>();
	/** Segments that the server listed and does not give, by number: how often it refused. */
	readonly #refused = new Map<number, number>();
	/** Where the element lacks media though the segment is there, and since when (machine ms). */
	#lacking: { time: number; since: number } | undefined;
	readonly #onBlocked: () => void;
	#clip: ReplayClip;
	#trouble: 'none' | 'retrying' | 'failed' = 'none';
	#recoveries = 0;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#shown: { mediaMs: number; frameMs: number } | undefined;
	#closed = false;

	/** Begins to load where `span` is at `atMs`. `onBlocked`: the browser wants a tap before it plays. */
	constructor(Player: typeof Hls, clip: ReplayClip, span: ReplaySpan, atMs: number, onBlocked: () => void) {
		this.#clip = clip;
		this.#onBlocked = onBlocked;
		this.element = document.createElement('video');
		this.element.playsInline = true;
		this.element.disablePictureInPicture = true;
		this.element.preload = 'auto';
		this.element.tabIndex = -1;
		this.#hls = new Player({ ...config, startPosition: mediaAt(span, this.#shifts, atMs) / 1000 });
		this.#hls.on(Player.Events.INIT_PTS_FOUND, (_event, { frag, initPTS, timescale }) => {
			this.#shifts.set(frag.cc, (initPTS / timescale) * 1000);
		});
		this.#hls.on(Player.Events.LEVEL_LOADED, (_event, { details }) => this.#schedule.read(details));
		this.#hls.on(Player.Events.LEVEL_PTS_UPDATED, (_event, { details }) => this.#schedule.restore(details));
		this.#hls.on(Player.Events.FRAG_LOADING, (_event, { frag }) => this.#buffered.delete(Number(frag.sn)));
		this.#hls.on(Player.Events.BUFFER_FLUSHED, () => this.#buffered.clear());
		this.#hls.on(Player.Events.FRAG_BUFFERED, (_event, { frag }) => {
			this.#buffered.add(Number(frag.sn));
			if (this.#trouble === 'retrying') this.#trouble = 'none';
		});
		this.#hls.on(Player.Events.ERROR, (_event, data) => this.#failed(Player, data));
		this.#hls.loadSource(clip.url);
		this.#hls.attachMedia(this.element);
		this.#watchFrames();
	}

	get clip(): ReplayClip {
		return this.#clip;
	}

	/** The same clip with more in it, while the lesson is on. */
	set clip(clip: ReplayClip) {
		this.#clip = clip;
	}

	get state(): ClipState {
		if (this.#trouble !== 'none') return this.#trouble;
		return this.isReady ? 'ready' : 'loading';
	}

	/** Whether it can play on from where it is. At its very end there is nothing more to wait for. */
	get isReady(): boolean {
		const { readyState, seeking, ended, currentTime, duration } = this.element;
		if (seeking || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
		const atEnd = ended || (Number.isFinite(duration) && (duration - currentTime) * 1000 < END_MS);
		return atEnd || readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
	}

	get mediaMs(): number {
		return this.element.currentTime * 1000;
	}

	get hasSound(): boolean {
		return this.#clip.kinds.includes('audio');
	}

	get shifts(): ReadonlyMap<number, number> {
		return this.#shifts;
	}

	/** Media time of the picture on the screen, and how long pictures last, ms. */
	get shown(): { mediaMs: number; frameMs: number } | undefined {
		return this.#shown;
	}

	/**
	 * Whether there is a hole here: the segment cannot be had, or the file has one. It is loaded and yet there is nothing to play (its picture ended
	 * before its sound). Only what lasts counts: a seek needs a moment until it loads.
	 */
	isHole(span: ReplaySpan, atMs: number): boolean {
		const time = mediaAt(span, this.#shifts, atMs) / 1000;
		const segment = this.#schedule.segmentAt(time);
		if (
			this.#isLost(segment) ||
			(!this.isReady && this.#isLost(this.#schedule.segmentAt(time + BEFORE_LOST_S)))
		)
			return true;
		const missing = segment !== undefined && this.#buffered.has(segment) && !this.#isBuffered(time);
		if (this.isReady || !missing) {
			this.#lacking = undefined;
			return false;
		}
		if (!this.#lacking || time < this.#lacking.time) this.#lacking = { time, since: performance.now() };
		return performance.now() - this.#lacking.since > HOLE_MS;
	}

	/** How far the element is ahead of (or, negative, behind) what `span` has at `atMs`. */
	errorAt(span: ReplaySpan, atMs: number): number {
		return this.mediaMs - mediaAt(span, this.#shifts, atMs);
	}

	seek(span: ReplaySpan, atMs: number): void {
		this.element.currentTime = Math.max(0, mediaAt(span, this.#shifts, atMs) / 1000);
	}

	play(rate: number): void {
		if (this.element.playbackRate !== rate) this.element.playbackRate = rate;
		if (!this.element.paused || this.element.ended) return;
		this.element.play().catch((error: unknown) => {
			if (error instanceof DOMException && error.name === 'NotAllowedError') this.#onBlocked();
		});
	}

	pause(): void {
		if (!this.element.paused) this.element.pause();
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#retry);
		this.#hls.destroy();
		this.element.remove();
	}

	#failed(Player: typeof Hls, data: ErrorData): void {
		if (this.#closed) return;
		const network = data.type === Player.ErrorTypes.NETWORK_ERROR;
		const segment = Number(data.frag?.sn);
		if (network) this.#noteRefusal(segment, data.response?.code ?? 0, data.fatal);
		const lost = network && this.#isLost(segment);
		if (lost) this.#trouble = 'none';
		else if (network && this.#trouble === 'none') this.#trouble = 'retrying';
		// hls.js would ask for it some times more, and longer and longer.
		if (lost) this.#hls.stopLoad();
		else if (!data.fatal) return;
		if (network) {
			clearTimeout(this.#retry);
			this.#retry = setTimeout(
				() => {
					if (this.#hls.levels.length === 0) this.#hls.loadSource(this.#clip.url);
					else this.#hls.startLoad(this.#passLost());
				},
				lost ? RETRY_LOST_MS : RETRY_MS,
			);
		} else if (data.type === Player.ErrorTypes.MEDIA_ERROR && this.#recoveries < MOST_RECOVERIES) {
			this.#recoveries += 1;
			this.#hls.recoverMediaError();
		} else this.#trouble = 'failed';
	}

	/** Only that it is not there is final: a server that is being started again says other things for a while. */
	#noteRefusal(segment: number, status: number, fatal: boolean): void {
		if (status < 400 || (status !== 404 && !fatal)) return;
		const before = this.#refused.get(segment) ?? 0;
		this.#refused.set(segment, status === 404 ? MOST_REFUSALS : before + 1);
	}

	#isLost(segment: number | undefined): boolean {
		return segment !== undefined && (this.#refused.get(segment) ?? 0) >= MOST_REFUSALS;
	}

	/** Where to load on: behind lost segments as soon as what is before them has been played. */
	#passLost(): number {
		let time = this.element.currentTime;
		for (;;) {
			const next = this.#schedule.placeOf(time + BEFORE_LOST_S);
			if (next === undefined || !this.#isLost(next.segment)) break;
			time = next.end;
		}
		if (time > this.element.currentTime) this.element.currentTime = time;
		return time;
	}

	#isBuffered(time: number): boolean {
		const { buffered } = this.element;
		for (let range = 0; range < buffered.length; range += 1) {
			if (buffered.start(range) - 0.03 <= time && time < buffered.end(range)) return true;
		}
		return false;
	}

	#watchFrames(): void {
		if (!('requestVideoFrameCallback' in this.element)) return;
		const watch = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
			const mediaMs = mediaTime * 1000;
			const passed = mediaMs - (this.#shown?.mediaMs ?? mediaMs);
			const frameMs = passed > 5 && passed < 200 ? passed : (this.#shown?.frameMs ?? 1000 / 15);
			this.#shown = { mediaMs, frameMs };
			if (!this.#closed) this.element.requestVideoFrameCallback(watch);
		};
		this.element.requestVideoFrameCallback(watch);
	}
}
