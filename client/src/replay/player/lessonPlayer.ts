// The replay's player: one clock, the teacher's camera and microphone as its master, every other track kept on it.
import type Hls from 'hls.js/light';
import type { Replay, ReplayTrack } from '@classroom/protocol';
import { LessonClock } from './lessonClock.ts';
import { spanStart } from './timeline.ts';
import { JUMPED_MS, TrackPlayer } from './trackPlayer.ts';

/** `waiting`: for media; `blocked`: the browser wants a tap before anything sounds. */
export type Phase = 'paused' | 'playing' | 'waiting' | 'blocked' | 'ended';

export type PlayerState = Readonly<{
	phase: Phase;
	/** Lesson time, ms. */
	atMs: number;
	rate: number;
	/** 0 to 1. */
	volume: number;
	muted: boolean;
	/** Up to where the master is loaded, lesson time. */
	loadedMs: number;
	/** What is waited for does not come: the link is down and it is tried again. */
	retrying: boolean;
	/** Tracks that cannot be played here. */
	failed: readonly string[];
}>;

export const rates = [0.75, 1, 1.25, 1.5, 2] as const;

const TICK_MS = 50;
/** The others are waited for this long; then the teacher goes on without them. */
const PATIENCE_MS = 5000;
/** A decoder that hesitates for a moment is not waited for. */
const HESITATION_MS = 300;
const TELL_MS = 200;

export class LessonPlayer {
	readonly tracks = new Map<string, TrackPlayer>();
	readonly #Player: typeof Hls;
	readonly #clock: LessonClock;
	readonly #listeners = new Set<() => void>();
	readonly #timer: ReturnType<typeof setInterval>;
	#replay: Replay;
	#state: PlayerState;
	#wanted: 'playing' | 'paused';
	#blocked = false;
	/** How far a step goes, ms; kept while standing still, so that as many back lead to where it began. */
	#stride: number | null = null;
	/** Since when (machine ms) something is waited for. */
	#waitingSince: number | undefined;
	/** Since when each track has nothing to show, machine ms. */
	readonly #hesitating = new Map<string, number>();
	#boundary: ReturnType<typeof setTimeout> | undefined;

	constructor(Player: typeof Hls, replay: Replay, atMs: number) {
		this.#Player = Player;
		this.#replay = replay;
		this.#clock = new LessonClock(atMs, performance.now());
		this.#wanted = 'paused';
		this.#state = {
			phase: 'paused',
			atMs,
			rate: 1,
			volume: 1,
			muted: false,
			loadedMs: atMs,
			retrying: false,
			failed: [],
		};
		this.update(replay);
		this.#timer = setInterval(() => this.#tick(), TICK_MS);
	}

	get state(): PlayerState {
		return this.#state;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The same replay, longer: while the lesson is still on. */
	update(replay: Replay): void {
		this.#replay = replay;
		const master = replay.tracks.find(isMaster);
		for (const track of replay.tracks) {
			const known = this.tracks.get(track.trackId);
			if (known) known.update(track);
			else {
				const player = new TrackPlayer(this.#Player, track, track === master, () => this.#block());
				this.tracks.set(track.trackId, player);
			}
		}
		this.#tick();
	}

	play(): void {
		this.#stride = null;
		this.#blocked = false;
		this.#wanted = 'playing';
		if (this.#clock.at(performance.now()) >= this.#replay.durationMs && this.#replay.complete) this.seek(0);
		this.#gather();
		this.#tick();
	}

	pause(): void {
		this.#wanted = 'paused';
		this.#blocked = false;
		this.#clock.run(false, performance.now());
		this.#tick();
		this.#tell();
	}

	toggle(): void {
		if (this.#wanted === 'playing' && !this.#blocked) this.pause();
		else this.play();
	}

	seek(atMs: number): void {
		this.#stride = null;
		this.#goTo(atMs);
	}

	#goTo(atMs: number): void {
		const now = performance.now();
		this.#clock.run(false, now);
		this.#clock.set(Math.min(Math.max(0, atMs), this.#replay.durationMs), now);
		this.#gather();
		this.#tick();
		this.#tell();
	}

	/** One picture on or back, standing still. */
	step(direction: 1 | -1): void {
		if (this.#wanted === 'playing') this.pause();
		const frames = [...this.tracks.values()].map(({ active }) => active?.shown?.frameMs ?? 1000 / 15);
		this.#stride ??= Math.min(...frames, 1000 / 15);
		this.#goTo(this.#state.atMs + direction * this.#stride);
	}

	setRate(rate: number): void {
		this.#clock.setRate(rate, performance.now());
		this.#change({ rate });
	}

	setVolume(volume: number): void {
		this.#change({ volume: Math.min(1, Math.max(0, volume)), muted: false });
	}

	setMuted(muted: boolean): void {
		this.#change({ muted });
	}

	close(): void {
		clearInterval(this.#timer);
		clearTimeout(this.#boundary);
		for (const track of this.tracks.values()) track.close();
		this.tracks.clear();
		this.#listeners.clear();
	}

	/** Everybody stops until all are at their places. */
	#gather(): void {
		const now = performance.now();
		this.#clock.run(false, now);
		this.#waitingSince = now;
		this.#hesitating.clear();
	}

	#tick(): void {
		const now = performance.now();
		if (this.#clock.running) this.#followMaster(now);
		const atMs = Math.min(this.#clock.at(now), this.#replay.durationMs);
		if (this.#wanted === 'playing' && !this.#blocked) this.#startOrWait(atMs, now);
		const { rate, volume, muted } = this.#state;
		const pace = { rate, volume: muted ? 0 : volume, running: this.#clock.running };
		for (const track of this.tracks.values()) track.keepUp(atMs, pace);
		this.#planBoundary(atMs);
		this.#tellIfChanged(atMs);
	}

	#followMaster(now: number): void {
		const atMs = this.#clock.at(now);
		for (const track of this.tracks.values()) {
			if (!track.isMaster) continue;
			const playing = track.playingAt(atMs);
			if (!playing || playing.player.element.paused || !playing.player.isReady) continue;
			const { span } = playing.place;
			const shown = span.atMs + playing.player.mediaMs - spanStart(span, playing.player.shifts);
			// Past the end of the span, or when the master jumped over a hole, the clock goes on alone.
			const jumped = shown - atMs > JUMPED_MS;
			if (shown < span.atMs + span.durationMs && !jumped) this.#clock.follow(shown, now);
		}
	}

	#startOrWait(atMs: number, now: number): void {
		if (atMs >= this.#replay.durationMs) {
			this.#clock.run(false, now);
			if (this.#replay.complete) this.#wanted = 'paused';
			return;
		}
		const lacking = this.#lacking(atMs, now);
		if (this.#clock.running && lacking) this.#gather();
		else if (!this.#clock.running && !lacking) {
			this.#waitingSince = undefined;
			this.#clock.run(true, now);
		}
	}

	/** Whether somebody is to be waited for. */
	#lacking(atMs: number, now: number): boolean {
		let lacking = false;
		const patient = this.#waitingSince === undefined || now - this.#waitingSince < PATIENCE_MS;
		for (const [trackId, track] of this.tracks) {
			const playing = track.playingAt(atMs);
			const error = playing ? Math.abs(playing.player.errorAt(playing.place.span, atMs)) : 0;
			const misplaced = !this.#clock.running && error > 60;
			if (!playing || (playing.player.isReady && !misplaced)) {
				this.#hesitating.delete(trackId);
				continue;
			}
			const since = this.#hesitating.get(trackId) ?? now;
			this.#hesitating.set(trackId, since);
			const matters = track.isMaster || (patient && !this.#isLate(trackId));
			if (matters && (!this.#clock.running || now - since > HESITATION_MS)) lacking = true;
		}
		return lacking;
	}

	/** Whether patience with this track ran out before: it catches up by itself when it can. */
	#isLate(trackId: string): boolean {
		const since = this.#hesitating.get(trackId);
		return since !== undefined && performance.now() - since > PATIENCE_MS;
	}

	/** Spans begin and end between two ticks. */
	#planBoundary(atMs: number): void {
		clearTimeout(this.#boundary);
		if (!this.#clock.running) return;
		const edges = [...this.tracks.values()].flatMap(({ track }) =>
			track.clips.flatMap(({ spans }) => spans.flatMap((span) => [span.atMs, span.atMs + span.durationMs])),
		);
		const next = Math.min(...edges.filter((edge) => edge > atMs));
		const inMs = (next - atMs) / this.#state.rate;
		if (inMs < TICK_MS) this.#boundary = setTimeout(() => this.#tick(), inMs);
	}

	#block(): void {
		this.#blocked = true;
		this.#clock.run(false, performance.now());
		this.#tell();
	}

	#phase(atMs: number): Phase {
		if (this.#blocked) return 'blocked';
		if (atMs >= this.#replay.durationMs && this.#replay.complete) return 'ended';
		if (this.#wanted === 'paused') return 'paused';
		return this.#clock.running ? 'playing' : 'waiting';
	}

	#change(change: Partial<PlayerState>): void {
		this.#state = { ...this.#state, ...change };
		this.#tick();
		for (const listener of this.#listeners) listener();
	}

	#tellIfChanged(atMs: number): void {
		const moved = Math.abs(atMs - this.#state.atMs) >= TELL_MS;
		if (moved || this.#phase(atMs) !== this.#state.phase || this.#troubles() !== this.#lastTroubles)
			this.#tell();
	}

	#lastTroubles = '';

	#troubles(): string {
		return [...this.tracks.values()].map(({ active }) => active?.state ?? '').join();
	}

	#tell(): void {
		const atMs = Math.min(this.#clock.at(performance.now()), this.#replay.durationMs);
		const players = [...this.tracks.values()];
		this.#lastTroubles = this.#troubles();
		this.#state = {
			...this.#state,
			phase: this.#phase(atMs),
			atMs,
			loadedMs: loadedUntil(players.find((track) => track.isMaster) ?? players[0], atMs),
			retrying: players.some(({ active }) => active?.state === 'retrying'),
			failed: players.filter(({ active }) => active?.state === 'failed').map(({ track }) => track.trackId),
		};
		for (const listener of this.#listeners) listener();
	}
}

const isMaster = ({ role, group }: ReplayTrack): boolean => role === 'teacher' && group === 'camera';

function loadedUntil(track: TrackPlayer | undefined, atMs: number): number {
	const playing = track?.playingAt(atMs);
	if (!playing) return atMs;
	const { element } = playing.player;
	for (let range = 0; range < element.buffered.length; range += 1) {
		const start = element.buffered.start(range);
		const end = element.buffered.end(range);
		if (start <= element.currentTime + 0.1 && element.currentTime <= end) {
			return atMs + (end - element.currentTime) * 1000;
		}
	}
	return atMs;
}
