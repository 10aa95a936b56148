// What the recorder wrote of a Lesson, as `manifest.json` in the recording's folder and as the replay reads it.
import { z } from 'zod';
import { Instant, LessonId, PeerId, RecordingId } from '../ids.ts';
import { MediaKind, Source } from '../words.ts';
import { GapCause } from './events/recordingEvents.ts';

/** A name of one file or folder; never a path. */
const FileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/, 'bad-format');

export const Segment = z.object({
	file: FileName,
	durationMs: z.number().min(0).max(600_000),
	bytes: z.int().min(0),
});
export type Segment = z.infer<typeof Segment>;

/** One run of ffmpeg: a folder with an init file and segments, continuous, with fixed tracks and codecs. */
export const RecordingRun = z.object({
	folder: FileName,
	init: FileName,
	kinds: z.array(MediaKind).min(1),
	/** RFC 6381, such as `avc1.42e01f` and `opus`. */
	codecs: z.array(z.string().max(64)),
	width: z.int().nullable(),
	height: z.int().nullable(),
	/** When the first sample was captured, by the sender reports. */
	startMs: Instant,
	/** Media time of the first sample in the segments, in ms; 0 as a rule. */
	mediaStartMs: z.number(),
	segments: z.array(Segment),
	/** Null: still running. */
	endedBy: z.string().max(60).nullable(),
});
export type RecordingRun = z.infer<typeof RecordingRun>;

/** A track group: one Peer's camera with its microphone, or its screen with the screen's sound. */
export const RecordingGroup = z.enum(['camera', 'screen']);
export type RecordingGroup = z.infer<typeof RecordingGroup>;

export const RecordingTrack = z.object({
	trackId: FileName,
	peerId: PeerId,
	group: RecordingGroup,
	/** `teacher`, or an appearance on stage. */
	role: z.enum(['teacher', 'stage']),
	runs: z.array(RecordingRun),
});
export type RecordingTrack = z.infer<typeof RecordingTrack>;

export const RecordingGap = z.object({
	peerId: PeerId.nullable(),
	source: Source.nullable(),
	from: Instant,
	to: Instant,
	cause: GapCause,
});
export type RecordingGap = z.infer<typeof RecordingGap>;

export const MANIFEST_VERSION = 1;

export const RecordingManifest = z.object({
	version: z.literal(MANIFEST_VERSION),
	recordingId: RecordingId,
	lessonId: LessonId,
	startedAt: Instant,
	/** Null: still recording. */
	endedAt: Instant.nullable(),
	tracks: z.array(RecordingTrack),
	gaps: z.array(RecordingGap),
});
export type RecordingManifest = z.infer<typeof RecordingManifest>;
