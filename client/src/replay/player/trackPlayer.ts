// One track on the lesson's clock: which of its clips are loaded, which one plays, and how near it is.
import type Hls from 'hls.js/light';
import type { ReplayTrack } from '@classroom/protocol';
import { ClipPlayer } from './clipPlayer.ts';
import { correct } from './drift.ts';
import { placeAfter, placeAt } from './timeline.ts';
import type { Place } from './timeline.ts';

/** A clip is loaded this long before it is needed. */
const AHEAD_MS = 12_000;
/** One that comes late jumps this far ahead of the clock and waits for it. */
const LEAD_MS = 400;
const MOST_LEAD_MS = 3000;
/** A hole this short is played over. */
const UNNOTICED_MS = 100;
/** A master this far ahead of the clock jumped; this far behind it is not where it belongs. */
export const JUMPED_MS = 400;
const LATE_MS = 150;
const FAR_MS = 10_000;
/** A seek this far behind has missed its time. */
const LOST_MS = 600;
/** Farther off than this an element that stands still is moved. */
const PLACED_MS = 30;

export type Pace = Readonly<{
	/** The speed the viewer chose. */
	rate: number;
	volume: number;
	/** The clock runs. */
	running: boolean;
}>;

export class TrackPlayer {
	/** Holds the media elements; the page puts it where the picture belongs. */
	readonly host: HTMLDivElement;
	readonly isMaster: boolean;
	readonly #Player: typeof Hls;
	readonly #onBlocked: () => void;
	readonly #clips = new Map<string, ClipPlayer>();
	#track: ReplayTrack;
	#active: ClipPlayer | undefined;
	#correcting = false;
	#lead = LEAD_MS;

	constructor(Player: typeof Hls, track: ReplayTrack, isMaster: boolean, onBlocked: () => void) {
		this.#Player = Player;
		this.#track = track;
		this.isMaster = isMaster;
		this.#onBlocked = onBlocked;
		this.host = document.createElement('div');
		this.host.className = 'replay-host';
	}

	get track(): ReplayTrack {
		return this.#track;
	}

	get active(): ClipPlayer | undefined {
		return this.#active;
	}

	update(track: ReplayTrack): void {
		this.#track = track;
		for (const clip of track.clips) {
			const player = this.#clips.get(clip.url);
			if (player) player.clip = clip;
		}
	}

	/** What plays of this track at `atMs`; undefined: nothing, or it cannot be played. */
	playingAt(atMs: number): { place: Place; player: ClipPlayer } | undefined {
		const place = placeAt(this.#track, atMs);
		const player = place && this.#clips.get(place.clip.url);
		if (!place || !player || player.state === 'failed') return undefined;
		return player.isHole(place.span, atMs) ? undefined : { place, player };
	}

	/** Brings the track to where the clock is. Called many times a second. */
	keepUp(atMs: number, pace: Pace): void {
		const place = placeAt(this.#track, atMs);
		const next = placeAfter(this.#track, atMs);
		const soon = next && next.span.atMs - atMs < AHEAD_MS ? next : undefined;
		if (place) this.#load(place, atMs);
		if (soon) this.#load(soon, soon.span.atMs);
		this.#drop(place, soon);
		const player = place && this.#clips.get(place.clip.url);
		if (!place && soon && this.#runsOn(soon, atMs, pace)) return;
		for (const other of this.#clips.values()) if (other !== player) other.pause();
		if (soon && soon.clip !== place?.clip) this.#waitAt(soon);
		if (!place || !player) return;
		this.#show(player);
		player.element.volume = pace.volume;
		if (player.isHole(place.span, atMs)) player.pause();
		else if (!pace.running) this.#stand(player, place, atMs);
		else if (this.isMaster) this.#guide(player, place, atMs, pace);
		else this.#follow(player, place, atMs, pace);
	}

	close(): void {
		for (const clip of this.#clips.values()) clip.close();
		this.#clips.clear();
		this.host.remove();
	}

	/** The clock stands: so does the element, at its place. */
	#stand(player: ClipPlayer, { span }: Place, atMs: number): void {
		player.pause();
		this.#correcting = false;
		// While it seeks, its time is already where it goes.
		if (Math.abs(player.errorAt(span, atMs)) > PLACED_MS) player.seek(span, atMs);
	}

	/** The clock follows the master: it only plays. One that jumped over a hole waits for the clock. */
	#guide(player: ClipPlayer, { span }: Place, atMs: number, { rate }: Pace): void {
		const error = player.errorAt(span, atMs);
		if (isBusy(player, error)) return;
		if (!player.element.paused && error > JUMPED_MS) player.pause();
		else if (!player.element.paused) player.play(rate);
		else if (error < -LATE_MS || error > FAR_MS) player.seek(span, atMs);
		else if (error <= PLACED_MS) player.play(rate);
	}

	#follow(player: ClipPlayer, { span }: Place, atMs: number, { rate }: Pace): void {
		const error = player.errorAt(span, atMs);
		if (isBusy(player, error)) return;
		if (player.element.paused) {
			// Ahead, it waits for the clock; behind, it jumps ahead and waits.
			if (error < -PLACED_MS || error > 2 * this.#lead) {
				player.seek(span, atMs + this.#lead * rate);
				// On a slow link or machine it takes longer.
				this.#lead = Math.min(MOST_LEAD_MS, this.#lead * 1.5);
			} else if (error <= PLACED_MS / 2 && player.isReady) {
				this.#lead = LEAD_MS;
				player.play(rate);
			}
			return;
		}
		const correction = correct(error, rate, this.#correcting, player.hasSound);
		if (correction.kind === 'seek') {
			player.pause();
			return;
		}
		this.#correcting = correction.rate !== rate;
		player.play(correction.rate);
	}

	/** Over a hole that nobody notices the element plays on: stopping it would be heard. */
	#runsOn({ clip, span }: Place, atMs: number, { running }: Pace): boolean {
		return running && clip.url === this.#active?.clip.url && span.atMs - atMs < UNNOTICED_MS;
	}

	/** The clip that comes next stands at its first picture. */
	#waitAt({ clip, span }: Place): void {
		const player = this.#clips.get(clip.url);
		if (!player || player.element.readyState === 0) return;
		const error = player.errorAt(span, span.atMs);
		if (!isBusy(player, error) && Math.abs(error) > PLACED_MS) player.seek(span, span.atMs);
	}

	#load({ clip, span }: Place, atMs: number): void {
		if (this.#clips.has(clip.url)) return;
		const player = new ClipPlayer(this.#Player, clip, span, atMs, this.#onBlocked);
		this.#clips.set(clip.url, player);
		this.host.append(player.element);
	}

	/** The last picture stays until there is another. */
	#drop(place: Place | undefined, soon: Place | undefined): void {
		for (const [url, player] of this.#clips) {
			if (url === place?.clip.url || url === soon?.clip.url) continue;
			if (player === this.#active) continue;
			player.close();
			this.#clips.delete(url);
		}
	}

	#show(player: ClipPlayer): void {
		if (this.#active === player) return;
		// A new clip is shown with its first picture, not before.
		if (player.element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && this.#active) return;
		this.#active?.element.removeAttribute('data-active');
		this.#active = player;
		player.element.dataset['active'] = 'true';
	}
}

/** On its way to about where it belongs. One that seeks elsewhere, perhaps into a hole for ever, may be sent on. */
function isBusy(player: ClipPlayer, error: number): boolean {
	return player.element.seeking && error > -LOST_MS && error < 2 * MOST_LEAD_MS;
}
