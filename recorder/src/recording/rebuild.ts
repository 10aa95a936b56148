import { MANIFEST_VERSION, RecordingManifest } from '@classroom/protocol';
import type { LessonId, RecordingGap, RecordingId, RecordingRun, RecordingTrack } from '@classroom/protocol';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { initFile } from '../run/ffmpegProcess.ts';
import { manifestRun, runEndMs } from '../run/runReader.ts';
import { readRunInit, readSegment } from '../run/segmentReader.ts';
import type { SegmentInfo } from '../run/segmentReader.ts';
import { PeerId } from '@classroom/protocol';
import { describeTrack, parseRunFolder } from './trackId.ts';

export const manifestFile = 'manifest.json';

/** The manifest was written by a newer program than this; nothing may be changed. */
export class NewerManifestError extends Error {
	readonly code = 'recording-damaged';
	constructor(folder: string, version: number) {
		super(`${folder} has a manifest of version ${version}; this program knows ${MANIFEST_VERSION}`);
	}
}

export type Rebuilt = {
	manifest: RecordingManifest;
	/** The run that each Track was in when its recorder died. */
	interrupted: ReadonlyMap<string, RecordingRun>;
	/** By Track: number for the next run. */
	nextRun: ReadonlyMap<string, number>;
};

/**
 * The manifest of a recording as its segments tell; a readable `manifest.json` adds causes and gaps.
 * Throws NewerManifestError, or the file system's error if the folder cannot be read.
 */
export async function rebuildManifest(
	folder: string,
	ids: { recordingId: RecordingId; lessonId: LessonId },
	nowMs: number,
): Promise<Rebuilt> {
	const old = await readManifest(folder);
	const oldRuns = Map.groupBy(old?.tracks.flatMap(({ runs }) => runs) ?? [], (run) => run.folder);
	const tracks = new Map<string, RecordingTrack>();
	const nextRun = new Map<string, number>();
	const gaps: RecordingGap[] = [...(old?.gaps ?? [])];
	const folders = (await readdir(folder)).map((name) => ({ name, run: parseRunFolder(name) }));
	for (const { name, run } of folders.toSorted((a, b) => (a.run?.startMs ?? 0) - (b.run?.startMs ?? 0))) {
		const description = run && describeTrack(run.trackId);
		if (run === undefined || description === undefined) continue;
		nextRun.set(run.trackId, Math.max(nextRun.get(run.trackId) ?? 0, run.index + 1));
		const stretches = await readStretches(path.join(folder, name), run.startMs, oldRuns.get(name) ?? []);
		const peerId = PeerId.parse(description.peerId);
		const track = tracks.get(run.trackId) ?? { trackId: run.trackId, ...description, peerId, runs: [] };
		tracks.set(run.trackId, { ...track, runs: [...track.runs, ...stretches] });
		gaps.push(...newGaps(stretches, track, gaps));
	}
	const all = [...tracks.values()].filter(({ runs }) => runs.length > 0);
	const first = Math.min(...all.flatMap(({ runs }) => runs.map(({ startMs }) => startMs)));
	return {
		manifest: {
			version: MANIFEST_VERSION,
			...ids,
			startedAt: old?.startedAt ?? (Number.isFinite(first) ? first : nowMs),
			endedAt: null,
			tracks: all,
			gaps,
		},
		interrupted: interruptedRuns(all),
		nextRun,
	};
}

/** The manifest in the folder, or undefined if there is none that can be read. Throws NewerManifestError. */
export async function readManifest(folder: string): Promise<RecordingManifest | undefined> {
	let raw: unknown;
	try {
		raw = JSON.parse(await readFile(path.join(folder, manifestFile), 'utf8'));
	} catch {
		return undefined;
	}
	const version = z.object({ version: z.number() }).safeParse(raw);
	if (version.success && version.data.version > MANIFEST_VERSION) {
		throw new NewerManifestError(folder, version.data.version);
	}
	return RecordingManifest.safeParse(raw).data;
}

/** The run in its folder; several stretches of one if segments in the middle are gone or damaged. */
async function readStretches(
	folder: string,
	startMs: number,
	old: readonly RecordingRun[],
): Promise<RecordingRun[]> {
	const init = await readRunInit(path.join(folder, initFile));
	if (init === undefined) return [];
	const files = (await readdir(folder)).filter((file) => /^\d{5,}\.m4s$/.test(file)).toSorted();
	const known = await knownSegments(folder, old);
	const stretches: SegmentInfo[][] = [];
	let previous = -2;
	for (const file of files) {
		const segment = known.get(file) ?? (await readSegment(folder, file, init, true));
		if (segment === undefined) continue;
		const index = Number.parseInt(file, 10);
		if (index !== previous + 1) stretches.push([]);
		stretches.at(-1)?.push(segment);
		previous = index;
	}
	return stretches
		.map((segments) =>
			manifestRun(path.basename(folder), startMs, init, segments, old.at(-1)?.endedBy ?? 'unknown'),
		)
		.filter((run) => run !== undefined);
}

/** Segments that the manifest tells of are durable and need not be read again, only be as long as they were. */
async function knownSegments(
	folder: string,
	runs: readonly RecordingRun[],
): Promise<Map<string, SegmentInfo>> {
	const listed = runs.flatMap(({ mediaStartMs, segments }) => {
		let startMs = mediaStartMs;
		return segments.map(({ file, bytes, durationMs }): SegmentInfo => {
			const segment = { file, bytes, startMs, durationMs, frames: { audio: 0, video: 0 } };
			startMs += durationMs;
			return segment;
		});
	});
	const there = await Promise.all(
		listed.map(async (segment) => {
			const size = await stat(path.join(folder, segment.file)).then(
				(found) => found.size,
				() => undefined,
			);
			return size === segment.bytes ? [segment] : [];
		}),
	);
	return new Map(there.flat().map((segment) => [segment.file, segment]));
}

function newGaps(
	stretches: readonly RecordingRun[],
	{ peerId }: RecordingTrack,
	known: readonly RecordingGap[],
): RecordingGap[] {
	const gaps: RecordingGap[] = [];
	for (const [index, run] of stretches.entries()) {
		const next = stretches[index + 1];
		if (next === undefined) break;
		const gap = { peerId, source: null, from: Math.round(runEndMs(run)), to: next.startMs } as const;
		if (known.some(({ from, to }) => from === gap.from && to === gap.to)) continue;
		gaps.push({ ...gap, cause: 'file-damaged' });
	}
	return gaps;
}

function interruptedRuns(tracks: readonly RecordingTrack[]): Map<string, RecordingRun> {
	const runs = new Map<string, RecordingRun>();
	for (const track of tracks) {
		const last = track.runs.at(-1);
		if (last?.endedBy === 'unknown') runs.set(track.trackId, last);
	}
	return runs;
}
