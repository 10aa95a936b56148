// Playing a recording.
import { z } from 'zod';
import { Instant, LessonId, PeerId } from '../ids.ts';
import { LogEntry } from '../lesson/events.ts';
import { RecordingGap, RecordingGroup } from '../lesson/manifest.ts';
import { NameCard } from '../signalling/cards.ts';
import { MediaKind } from '../words.ts';
import { Done, endpoint } from './endpoint.ts';
import { Lesson } from './lessons.ts';

export const ReplaySpan = z.object({
	mediaMs: z.number(),
	atMs: z.number(),
	durationMs: z.number(),
	/** In which part of the playlist it lies: how many EXT-X-DISCONTINUITY stand before it. */
	section: z.int().min(0),
	/**
	 * The time that the samples at `mediaMs` carry in the files, in ms. A player that knows by how much it shifts
	 * the section's samples maps exactly; playlist durations alone are off by some ms a segment.
	 */
	sampleMs: z.number(),
});
export type ReplaySpan = z.infer<typeof ReplaySpan>;

/** A stretch of one track that plays as one HLS playlist: its runs have the same tracks and codecs. */
export const ReplayClip = z.object({
	/** The playlist's address, below this server. */
	url: z.string(),
	kinds: z.array(MediaKind),
	width: z.int().nullable(),
	height: z.int().nullable(),
	/**
	 * How media time maps to lesson time: from `mediaMs` (in the playlist's own time) on, the picture is of
	 * `atMs` (after the replay's start) and runs on for `durationMs`. Sorted, not overlapping.
	 */
	spans: z.array(ReplaySpan),
});
export type ReplayClip = z.infer<typeof ReplayClip>;

export const ReplayTrack = z.object({
	trackId: z.string(),
	peerId: PeerId,
	group: RecordingGroup,
	role: z.enum(['teacher', 'stage']),
	clips: z.array(ReplayClip),
});
export type ReplayTrack = z.infer<typeof ReplayTrack>;

export const ReplayChapter = z.object({
	atMs: z.number(),
	/** `called`: on stage by a random call. */
	kind: z.enum(['start', 'screen', 'courseware', 'stage', 'called', 'quiz', 'star', 'overrun', 'end']),
	/** Whom it is about, for `stage`, `called` and `star`. */
	peerId: PeerId.nullable(),
});
export type ReplayChapter = z.infer<typeof ReplayChapter>;

export const Replay = z.object({
	lesson: Lesson,
	/** The instant that is 0 in the replay: when teaching began. */
	startedAt: Instant,
	durationMs: z.number(),
	/** The county's, for dates and times: an IANA name. */
	timeZone: z.string(),
	/** False: the lesson is still on, or its last seconds are being written. */
	complete: z.boolean(),
	tracks: z.array(ReplayTrack),
	chapters: z.array(ReplayChapter),
	gaps: z.array(RecordingGap),
	/** Whatever changes the picture: sources, stage, scenes. */
	entries: z.array(LogEntry),
	names: z.array(NameCard),
	/** Where the caller stopped last time, ms; null: never watched. */
	resumeMs: z.number().nullable(),
});
export type Replay = z.infer<typeof Replay>;

const byId = z.strictObject({ lessonId: LessonId });

export const replayEndpoints = {
	readReplay: endpoint('get', '/api/lessons/:lessonId/replay', 'Everything the player needs', {
		params: byId,
		response: Replay,
	}),
	saveProgress: endpoint('put', '/api/lessons/:lessonId/progress', 'Where the caller is in the replay', {
		params: byId,
		body: z.strictObject({ atMs: z.number().min(0).max(86_400_000) }),
		response: Done,
	}),
};
