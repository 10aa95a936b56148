// What the recorder wrote of a lesson.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LessonId, RecordingRun, RecordingTrack } from '@classroom/protocol';
import { RecordingManifest } from '@classroom/protocol';

/** Null: nothing yet. */
export const readManifest = async (
	recordingsDir: string,
	lessonId: LessonId,
): Promise<RecordingManifest | null> => {
	for (const folder of await readdir(recordingsDir).catch(() => [])) {
		const text = await readFile(path.join(recordingsDir, folder, 'manifest.json'), 'utf8').catch(() => null);
		const manifest = text === null ? null : RecordingManifest.parse(JSON.parse(text));
		if (manifest?.lessonId === lessonId) return manifest;
	}
	return null;
};

export interface Stretch {
	readonly from: number;
	readonly to: number;
}

export const runStretch = ({ startMs, segments }: RecordingRun): Stretch => ({
	from: startMs,
	to: startMs + segments.reduce((sum, { durationMs }) => sum + durationMs, 0),
});

/** What is missing between the runs of a track, in order, and to `until` if it is to have gone on until then. */
export const gapsBetween = ({ runs }: RecordingTrack, until?: number | null): Stretch[] => {
	const stretches = runs
		.filter(({ segments }) => segments.length > 0)
		.map(runStretch)
		.toSorted((a, b) => a.from - b.from);
	const nexts = [
		...stretches.slice(1),
		...(until === undefined || until === null ? [] : [{ from: until, to: until }]),
	];
	return nexts.flatMap((next, place) => {
		const end = Math.max(...stretches.slice(0, place + 1).map(({ to }) => to));
		return next.from > end ? [{ from: end, to: next.from }] : [];
	});
};

export interface TrackFigures {
	readonly trackId: string;
	readonly seconds: number;
	readonly codec: string;
	readonly width: number | null;
	/** Length of each gap between two runs, ms. */
	readonly gapsMs: readonly number[];
}

export const trackFigures = (track: RecordingTrack): TrackFigures => ({
	trackId: track.trackId,
	seconds:
		Math.round(track.runs.map(runStretch).reduce((sum, { from, to }) => sum + to - from, 0) / 100) / 10,
	codec: [...new Set(track.runs.flatMap(({ codecs }) => codecs))].join(','),
	width: Math.max(0, ...track.runs.map(({ width }) => width ?? 0)) || null,
	gapsMs: gapsBetween(track).map(({ from, to }) => Math.round(to - from)),
});
