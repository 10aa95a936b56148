// Plays what others say. One audio element a source, outside of the page's tree: no change of layout stops a voice.
import { Store } from '../store.ts';
import type { Readable, Unsubscribe } from '../store.ts';
import type { ReceivedSources } from './received.ts';
import type { SourceKey } from './wishes.ts';

/** `refused`: the browser wants somebody to touch the page first. */
export type SoundState = 'on' | 'refused';

type Player = Pick<HTMLAudioElement, 'play' | 'pause' | 'srcObject'>;

export class SoundOutput {
	readonly #state = new Store<SoundState>('on');
	readonly state: Readable<SoundState> = this.#state;
	readonly #players = new Map<SourceKey, Player>();
	readonly #sources: Readable<ReceivedSources>;
	readonly #makePlayer: () => Player;
	#stop: Unsubscribe | null = null;

	constructor(sources: Readable<ReceivedSources>, makePlayer: () => Player = () => new Audio()) {
		this.#sources = sources;
		this.#makePlayer = makePlayer;
	}

	/** Begins to play whatever comes. */
	open(): void {
		this.#stop ??= this.#sources.subscribe(() => this.#follow());
		this.#follow();
	}

	/** Once somebody has touched the page. */
	start(): void {
		this.#state.set('on');
		for (const player of this.#players.values()) this.#play(player);
	}

	close(): void {
		this.#stop?.();
		this.#stop = null;
		for (const player of this.#players.values()) this.#silence(player);
		this.#players.clear();
	}

	#follow(): void {
		const sources = this.#sources.read();
		for (const [key, player] of this.#players) {
			if (sources.has(key)) continue;
			this.#silence(player);
			this.#players.delete(key);
		}
		for (const [key, { source, stream }] of sources) {
			if (source !== 'microphone' && source !== 'screen-audio') continue;
			const player = this.#players.get(key) ?? this.#makePlayer();
			this.#players.set(key, player);
			if (player.srcObject === stream) continue;
			player.srcObject = stream;
			this.#play(player);
		}
	}

	#play(player: Player): void {
		player.play().catch((error: unknown) => {
			// Another stream in its place interrupts it, which is no refusal.
			if (error instanceof Error && error.name === 'NotAllowedError') this.#state.set('refused');
		});
	}

	#silence(player: Player): void {
		player.pause();
		player.srcObject = null;
	}
}
