import type { RecordingGap, RecordingManifest, RecordingRun, RecordingTrack } from '@classroom/protocol';
import path from 'node:path';
import { writeAtomically } from './files.ts';
import { manifestFile } from './rebuild.ts';

/** The manifest may be so old (ms) on the disk; the segments themselves are always there. */
const writeEveryMs = 4000;

/** The manifest of a recording that is being written, in memory and on the disk. */
export class ManifestStore {
	readonly #file: string;
	readonly #onError: (error: unknown) => void;
	#manifest: RecordingManifest;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> = Promise.resolve();

	constructor(folder: string, manifest: RecordingManifest, onError: (error: unknown) => void) {
		this.#file = path.join(folder, manifestFile);
		this.#manifest = manifest;
		this.#onError = onError;
	}

	get manifest(): RecordingManifest {
		return this.#manifest;
	}

	addTrack(track: Omit<RecordingTrack, 'runs'>): void {
		if (this.#manifest.tracks.some(({ trackId }) => trackId === track.trackId)) return;
		this.#change({ tracks: [...this.#manifest.tracks, { ...track, runs: [] }] });
	}

	/** Puts the run in, or what is new of it. */
	setRun(trackId: string, run: RecordingRun): void {
		const tracks = this.#manifest.tracks.map((track) => {
			if (track.trackId !== trackId) return track;
			const known = track.runs.some(({ folder }) => folder === run.folder);
			const runs = known
				? track.runs.map((other) => (other.folder === run.folder ? run : other))
				: [...track.runs, run];
			return { ...track, runs };
		});
		this.#change({ tracks });
	}

	addGap(gap: RecordingGap): void {
		this.#change({ gaps: [...this.#manifest.gaps, gap] });
	}

	/** Marks the recording as whole, and writes it. */
	async complete(endedAt: number): Promise<void> {
		this.#change({ endedAt });
		await this.write();
	}

	/** Writes now. Resolves when it is durable or failed, which is reported and tried again until it succeeds. */
	async write(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#writing = this.#writing.then(async () => {
			try {
				await writeAtomically(this.#file, JSON.stringify(this.#manifest));
			} catch (error) {
				this.#onError(error);
				// Without its folder the recording was taken away as a whole.
				if (!isGone(error)) this.#later();
			}
		});
		return this.#writing;
	}

	#change(part: Partial<RecordingManifest>): void {
		this.#manifest = { ...this.#manifest, ...part };
		this.#later();
	}

	#later(): void {
		this.#timer ??= setTimeout(() => {
			void this.write();
		}, writeEveryMs);
	}
}

function isGone(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
