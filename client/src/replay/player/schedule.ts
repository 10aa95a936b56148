// Where the playlist says each segment begins. hls.js moves all later segments when the picture of one ends before
// its sound does; the next section would then cover what is still to be heard.
import type { LevelDetails } from 'hls.js/light';

type Placed = Readonly<{ start: number; duration: number }>;

export class Schedule {
	readonly #placed = new Map<number, Placed>();

	/** Notes the times, seconds, of a playlist just loaded. */
	read(details: LevelDetails): void {
		let start = 0;
		for (const { sn, duration } of details.fragments) {
			const known = this.#placed.get(sn);
			if (!known) this.#placed.set(sn, { start, duration });
			start += known?.duration ?? duration;
		}
	}

	/** The number of the segment that has a media time, seconds. */
	segmentAt(time: number): number | undefined {
		return this.placeOf(time)?.segment;
	}

	/** That segment, and where it ends, seconds. */
	placeOf(time: number): { segment: number; end: number } | undefined {
		for (const [segment, { start, duration }] of this.#placed) {
			if (start <= time && time < start + duration) return { segment, end: start + duration };
		}
		return undefined;
	}

	/** Puts every segment back to where the playlist has it. */
	restore(details: LevelDetails): void {
		for (const fragment of details.fragments) {
			const placed = this.#placed.get(fragment.sn);
			if (!placed) continue;
			fragment.setStart(placed.start);
			fragment.setDuration(placed.duration);
		}
	}
}
