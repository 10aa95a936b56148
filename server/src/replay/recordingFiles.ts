// The recording's folder as it is on disk: the manifest, parsed, and which of its segments are really there.
// No path is ever made of what a request says: names come from the manifest, whose schema allows no separators.
import type {
	LessonId,
	MediaKind,
	RecordingGap,
	RecordingId,
	RecordingManifest,
	RecordingRun,
} from '@classroom/protocol';
import { RecordingManifest as Manifest } from '@classroom/protocol';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, messageOf } from '../platform/index.ts';
import type { PlayableRun, RunSection } from './clips.ts';

export interface PlayableTrack {
	readonly trackId: string;
	readonly peerId: RecordingManifest['tracks'][number]['peerId'];
	readonly group: RecordingManifest['tracks'][number]['group'];
	readonly role: RecordingManifest['tracks'][number]['role'];
	readonly runs: readonly PlayableRun[];
}

export interface LoadedRecording {
	readonly recordingId: RecordingId;
	readonly startedAt: number;
	/** Null: still being written, as far as the recorder said. */
	readonly endedAt: number | null;
	readonly tracks: readonly PlayableTrack[];
	readonly gaps: readonly RecordingGap[];
	/** What was written and is missing or cut off now. */
	readonly damaged: readonly RecordingGap[];
}

export interface PlayableFile {
	/** Absolute. */
	readonly file: string;
	readonly kinds: readonly MediaKind[];
}

/** How long what was found of the files is believed while the manifest stays the same. */
const BELIEVED_MS = 30_000;
/** How many recordings are kept in memory. */
const KEPT = 32;
/** Files looked at together. */
const TOGETHER = 64;

interface Kept {
	readonly version: string;
	readonly checkedAt: number;
	/** Files that were whole once; they are never written again. */
	readonly whole: Set<string>;
	readonly loaded: LoadedRecording;
}

export class RecordingFiles {
	readonly #directory: string;
	readonly #kept = new Map<RecordingId, Kept>();

	/** `directory`: RECORDINGS_DIR, absolute. */
	constructor(directory: string) {
		this.#directory = directory;
	}

	/**
	 * The recording of a lesson, without what cannot be played.
	 * @throws AppError `recording-not-found` without a manifest, `recording-damaged` when it cannot be read.
	 */
	async load(recordingId: RecordingId, lessonId: LessonId, now: number): Promise<LoadedRecording> {
		const file = path.join(this.#directory, recordingId, 'manifest.json');
		const version = await this.#versionOf(file);
		const kept = this.#kept.get(recordingId);
		if (kept?.version === version && now - kept.checkedAt < BELIEVED_MS) return kept.loaded;
		const manifest = parseManifest(await readText(file), recordingId, lessonId);
		const whole = kept?.whole ?? new Set<string>();
		const loaded = await this.#check(manifest, whole);
		this.#kept.delete(recordingId);
		this.#kept.set(recordingId, { version, checkedAt: now, whole, loaded });
		for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(oldest);
		return loaded;
	}

	/** Where a file of the recording lies; undefined: the manifest has no such file that can be played. */
	fileOf(loaded: LoadedRecording, folder: string, file: string): PlayableFile | undefined {
		const run = loaded.tracks.flatMap(({ runs }) => runs).find((each) => each.folder === folder);
		if (run === undefined) return undefined;
		const known =
			run.init === file || run.sections.some(({ segments }) => segments.some((each) => each.file === file));
		if (!known) return undefined;
		return { file: path.join(this.#directory, loaded.recordingId, run.folder, file), kinds: run.kinds };
	}

	/** A file of it is gone that was seen: all of it is looked at again. */
	forget(recordingId: RecordingId): void {
		this.#kept.delete(recordingId);
	}

	async #versionOf(file: string): Promise<string> {
		try {
			const { mtimeMs, size, ino } = await stat(file);
			return `${mtimeMs} ${size} ${ino}`;
		} catch (error) {
			throw notFound(file, error);
		}
	}

	async #check(manifest: RecordingManifest, whole: Set<string>): Promise<LoadedRecording> {
		const folder = path.join(this.#directory, manifest.recordingId);
		const damaged: RecordingGap[] = [];
		const tracks: PlayableTrack[] = [];
		for (const { trackId, peerId, group, role, runs } of manifest.tracks) {
			const playable: PlayableRun[] = [];
			for (const run of runs) {
				const bad = await badFiles(path.join(folder, run.folder), run, whole);
				const { sections, holes } = sectionsOf(run, bad);
				playable.push(playableRun(run, sections));
				const sources = run.kinds.map((kind) => sourceOf(group, kind));
				damaged.push(...holes.flatMap((hole) => sources.map((source) => gap(peerId, source, run, hole))));
			}
			tracks.push({ trackId, peerId, group, role, runs: playable });
		}
		const { recordingId, startedAt, endedAt, gaps } = manifest;
		return { recordingId, startedAt, endedAt, tracks, gaps, damaged };
	}
}

interface Hole {
	readonly fromMs: number;
	readonly toMs: number;
}

/** The run's segments in stretches without a bad one, and the times of the bad ones, from the run's start. */
export const sectionsOf = (
	run: Pick<RecordingRun, 'init' | 'segments'>,
	bad: ReadonlySet<string>,
): { sections: RunSection[]; holes: Hole[] } => {
	const sections: { offsetMs: number; segments: RecordingRun['segments'] }[] = [];
	const holes: { fromMs: number; toMs: number }[] = [];
	let offsetMs = 0;
	let goesOn = false;
	for (const segment of run.segments) {
		const isBad = bad.has(run.init) || bad.has(segment.file);
		const end = offsetMs + segment.durationMs;
		const hole = holes.at(-1);
		if (isBad && hole?.toMs === offsetMs) hole.toMs = end;
		else if (isBad) holes.push({ fromMs: offsetMs, toMs: end });
		else if (goesOn) sections.at(-1)?.segments.push(segment);
		else sections.push({ offsetMs, segments: [segment] });
		goesOn = !isBad;
		offsetMs = end;
	}
	return { sections, holes };
};

const playableRun = (run: RecordingRun, sections: readonly RunSection[]): PlayableRun => ({
	folder: run.folder,
	init: run.init,
	kinds: run.kinds,
	codecs: run.codecs,
	width: run.width,
	height: run.height,
	startMs: run.startMs,
	mediaStartMs: run.mediaStartMs,
	sections,
});

const gap = (
	peerId: RecordingGap['peerId'],
	source: RecordingGap['source'],
	run: RecordingRun,
	{ fromMs, toMs }: Hole,
): RecordingGap => ({
	peerId,
	source,
	from: Math.round(run.startMs + fromMs),
	to: Math.round(run.startMs + toMs),
	cause: 'file-damaged',
});

/** What of a track group the audio or video of its files comes from. */
export const sourceOf = (
	group: 'camera' | 'screen',
	kind: 'audio' | 'video',
): 'camera' | 'microphone' | 'screen' | 'screen-audio' => {
	if (group === 'camera') return kind === 'video' ? 'camera' : 'microphone';
	return kind === 'video' ? 'screen' : 'screen-audio';
};

/** Files of the run that are missing or not as long as they were written. */
const badFiles = async (folder: string, run: RecordingRun, whole: Set<string>): Promise<Set<string>> => {
	const files = run.segments.length === 0 ? [] : [{ file: run.init, bytes: undefined }, ...run.segments];
	const unsure = files.filter(({ file }) => !whole.has(`${run.folder}/${file}`));
	const bad = new Set<string>();
	for (let start = 0; start < unsure.length; start += TOGETHER) {
		await Promise.all(
			unsure.slice(start, start + TOGETHER).map(async ({ file, bytes }) => {
				if (await isWhole(path.join(folder, file), bytes)) whole.add(`${run.folder}/${file}`);
				else bad.add(file);
			}),
		);
	}
	return bad;
};

/** `bytes` undefined: anything but nothing. */
const isWhole = async (file: string, bytes: number | undefined): Promise<boolean> => {
	try {
		const found = await stat(file);
		return found.isFile() && found.size > 0 && (bytes === undefined || found.size === bytes);
	} catch {
		return false;
	}
};

const readText = async (file: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw notFound(file, error);
	}
};

const notFound = (file: string, error: unknown): AppError => {
	const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
	const message = `the manifest ${file} cannot be read: ${messageOf(error)}`;
	return new AppError(missing ? 'recording-not-found' : 'recording-damaged', message, { cause: error });
};

const parseManifest = (text: string, recordingId: RecordingId, lessonId: LessonId): RecordingManifest => {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch (error) {
		throw new AppError('recording-damaged', `the manifest of ${recordingId} is no JSON`, { cause: error });
	}
	const parsed = Manifest.safeParse(raw);
	if (!parsed.success) {
		throw new AppError('recording-damaged', `the manifest of ${recordingId} does not fit its schema`, {
			cause: parsed.error,
		});
	}
	if (parsed.data.recordingId !== recordingId || parsed.data.lessonId !== lessonId) {
		throw new AppError('recording-damaged', `the manifest of ${recordingId} is of another recording`);
	}
	return parsed.data;
};
