// What the pages saw and heard, collected once a second, and when something happened on purpose.
import { setTimeout as wait } from 'node:timers/promises';
import type { Beep } from '../page/beepWatch.ts';
import type { InboundFigures } from '../page/connectionWatch.ts';
import type { Sighting } from '../page/videoWatch.ts';
import type { Participant, ParticipantName, SenderName } from './participants.ts';
import { pictureOf, voiceOf } from './participants.ts';

export type StreamKind = 'camera' | 'screen' | 'microphone';

/** The figures of one received track at one moment. */
export interface Figures extends InboundFigures {
	/** Ms since 1970. */
	readonly at: number;
}

/** Something done on purpose: what is cut off or jerks meanwhile is no fault. */
export interface PlannedEvent {
	readonly what: string;
	readonly from: number;
	readonly to: number;
	/** Directions that it touches. */
	readonly touches: (from: SenderName, to: ParticipantName) => boolean;
}

export interface Heard {
	readonly from: SenderName;
	/** When the beep was heard, ms since 1970. */
	readonly at: number;
	/** When in the cycle of pitches it was sounded, ms. */
	readonly inCycleMs: number;
}

export interface Received {
	readonly trackId: string;
	readonly kind: 'audio' | 'video';
	/** Known once its clock was read or its beep was heard. */
	readonly stream: { readonly from: SenderName; readonly kind: StreamKind } | null;
	readonly figures: readonly Figures[];
}

const COLLECT_EVERY_MS = 1000;

export class Observations {
	readonly #participants: readonly Participant[];
	readonly #books = new Map<ParticipantName, Book>();
	readonly #events: PlannedEvent[] = [];
	#stopping = false;
	#loop: Promise<void> = Promise.resolve();

	constructor(participants: readonly Participant[]) {
		this.#participants = participants;
		for (const { name } of participants) this.#books.set(name, new Book());
	}

	get events(): readonly PlannedEvent[] {
		return this.#events;
	}

	start(): void {
		this.#loop = this.#collectUntilStopped();
	}

	async stop(): Promise<void> {
		this.#stopping = true;
		await this.#loop;
	}

	/** Does something on purpose; its consequences may last `afterMs` longer. */
	async planned<T>(
		what: string,
		touches: PlannedEvent['touches'],
		afterMs: number,
		work: () => Promise<T>,
	): Promise<T> {
		const from = Date.now();
		try {
			return await work();
		} finally {
			this.#events.push({ what, from, to: Date.now() + afterMs, touches });
		}
	}

	of(name: ParticipantName): Book {
		const book = this.#books.get(name);
		if (book === undefined) throw new Error(`${name} does not take part`);
		return book;
	}

	/** Asks every page now. */
	async collect(): Promise<void> {
		await Promise.all(this.#participants.map((each) => this.#collectFrom(each)));
	}

	async #collectUntilStopped(): Promise<void> {
		// When a test fails half-way, it ends with the pages.
		while (!this.#stopping && this.#participants.some(({ page }) => !page.isClosed())) {
			const begun = Date.now();
			await this.collect();
			await wait(Math.max(0, begun + COLLECT_EVERY_MS - Date.now()));
		}
	}

	async #collectFrom({ name, page }: Participant): Promise<void> {
		try {
			const notes = await page.evaluate(async () => {
				const instruments = window.__instruments;
				if (instruments === undefined) return null;
				const inbound = await instruments.inbound();
				return { inbound, video: instruments.sightings(), heard: instruments.heard() };
			});
			if (notes === null) return;
			const book = this.of(name);
			book.saw(notes.video.sightings, notes.video.unreadable);
			for (const { trackId, beeps } of notes.heard) {
				for (const beep of beeps) book.heard(trackId, voiceOf(beep.frequency), beep);
			}
			book.figures(notes.inbound);
		} catch {
			// The page is being reloaded, or closed.
		}
	}
}

/** What one page noticed. */
export class Book {
	readonly sightings: Sighting[] = [];
	readonly beeps: Heard[] = [];
	unreadable = 0;
	readonly #tracks = new Map<string, { figures: Figures[]; kind: 'audio' | 'video' }>();
	readonly #streams = new Map<string, { from: SenderName; kind: StreamKind }>();

	saw(sightings: readonly Sighting[], unreadable: number): void {
		this.unreadable += unreadable;
		for (const sighting of sightings) {
			const picture = pictureOf(sighting.source);
			if (picture === null) continue;
			this.sightings.push(sighting);
			if (sighting.trackId !== null) this.#streams.set(sighting.trackId, picture);
		}
	}

	heard(trackId: string, from: SenderName | null, { at, inCycleMs }: Beep): void {
		if (from === null) return;
		this.beeps.push({ from, at, inCycleMs });
		this.#streams.set(trackId, { from, kind: 'microphone' });
	}

	figures(inbound: readonly InboundFigures[]): void {
		const at = Date.now();
		for (const each of inbound) {
			const track = this.#tracks.get(each.trackId) ?? {
				figures: [],
				kind: each.kind === 'audio' ? ('audio' as const) : ('video' as const),
			};
			track.figures.push({ ...each, at });
			this.#tracks.set(each.trackId, track);
		}
	}

	received(): Received[] {
		return [...this.#tracks].map(([trackId, { kind, figures }]) => ({
			trackId,
			kind,
			stream: this.#streams.get(trackId) ?? null,
			figures,
		}));
	}

	/** Pictures of one source seen since `since`. */
	seen(source: number, since: number): Sighting[] {
		return this.sightings.filter((each) => each.source === source && each.shownAt >= since);
	}

	heardFrom(from: SenderName, since: number): Heard[] {
		return this.beeps.filter((each) => each.from === from && each.at >= since);
	}
}
