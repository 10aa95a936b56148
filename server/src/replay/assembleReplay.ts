// Everything the player needs, from the log and what was recorded. Pure.
import type {
	Lesson,
	LogEntry,
	NameCard,
	PeerSubject,
	PeerId,
	Replay,
	ReplayTrack,
} from '@classroom/protocol';
import { OVERRUN_MS } from '@classroom/protocol';
import { clipsOf, coverage } from './clips.ts';
import type { Clip } from './clips.ts';
import { gapsOf } from './gaps.ts';
import type { Interval } from './intervals.ts';
import { chaptersOf, namedPeers, pictureEntries, taughtTimes } from './lessonReading.ts';
import { sourceOf } from './recordingFiles.ts';
import type { LoadedRecording, PlayableTrack } from './recordingFiles.ts';

/** So long after the lesson's end a recorder that did not say that it is done counts as done. */
const SETTLED_MS = 60_000;
/** While the lesson is on, its last seconds are still being written. */
const WRITING_MS = 10_000;

export interface TrackClips extends Pick<PlayableTrack, 'trackId' | 'peerId' | 'group' | 'role'> {
	readonly clips: readonly Clip[];
}

export interface Playback {
	/** The lesson as far as it can be replayed, UTC ms. */
	readonly bounds: Interval;
	readonly ended: boolean;
	/** Nothing more will come. */
	readonly complete: boolean;
	readonly tracks: readonly TrackClips[];
}

/** What plays when. `plannedEnd` in UTC ms. */
export const playbackOf = (
	entries: readonly LogEntry[],
	recording: LoadedRecording,
	plannedEnd: number,
	now: number,
): Playback => {
	const { startedAt, endedAt } = taughtTimes(entries);
	const from = startedAt ?? recording.startedAt;
	const lastMedia = Math.max(from, ...recording.tracks.flatMap(({ runs }) => runs.map(endOfRun)));
	// A server that was down at the end closes the Room late: nobody wants to replay the night.
	const to = endedAt === null ? lastMedia : Math.min(endedAt, Math.max(lastMedia, plannedEnd + OVERRUN_MS));
	const bounds = { from, to: Math.max(from, to) };
	const ended = endedAt !== null;
	return {
		bounds,
		ended,
		complete: ended && (recording.endedAt !== null || now - endedAt > SETTLED_MS),
		tracks: recording.tracks.map(({ trackId, peerId, group, role, runs }) => ({
			trackId,
			peerId,
			group,
			role,
			clips: clipsOf(runs, bounds),
		})),
	};
};

/**
 * Whether the clip may still get longer. That its last run has ended says nothing: the next one may join it, and a
 * player that has read the end of a playlist never asks again.
 */
export const isGrowing = (
	playback: Pick<Playback, 'complete'>,
	{ clips }: Pick<TrackClips, 'clips'>,
	clip: Clip,
): boolean => !playback.complete && clips.at(-1) === clip;

const endOfRun = ({ startMs, sections }: PlayableTrack['runs'][number]): number => {
	const last = sections.at(-1);
	if (last === undefined) return 0;
	return Math.floor(
		startMs + last.offsetMs + last.segments.reduce((sum, { durationMs }) => sum + durationMs, 0),
	);
};

export interface ReplayInput {
	readonly lesson: Lesson;
	readonly timeZone: string;
	readonly entries: readonly LogEntry[];
	readonly recording: LoadedRecording;
	readonly playback: Playback;
	readonly names: readonly NameCard[];
	readonly resumeMs: number | null;
}

export const assembleReplay = (input: ReplayInput): Replay => {
	const { lesson, timeZone, entries, recording, playback, names, resumeMs } = input;
	const { bounds } = playback;
	return {
		lesson,
		startedAt: bounds.from,
		durationMs: bounds.to - bounds.from,
		timeZone,
		complete: playback.complete,
		tracks: playback.tracks.flatMap((track) => replayTrack(lesson, track)),
		chapters: chaptersOf(entries, bounds, playback.ended),
		gaps: gapsOf({
			entries,
			bounds,
			known: [...recording.gaps, ...recording.damaged],
			recorded: (peerId, source) => recordedTimes(playback, peerId, source),
			writtenUntil: playback.complete ? bounds.to : bounds.to - WRITING_MS,
		}),
		entries: pictureEntries(entries),
		names: [...names],
		resumeMs,
	};
};

const replayTrack = (
	{ lessonId }: Lesson,
	{ trackId, peerId, group, role, clips }: TrackClips,
): ReplayTrack[] => {
	const shown = clips.filter(({ spans }) => spans.length > 0);
	if (shown.length === 0) return [];
	return [
		{
			trackId,
			peerId,
			group,
			role,
			clips: shown.map(({ clipId, kinds, width, height, spans }) => ({
				url: `/media/${lessonId}/tracks/${trackId}/${clipId}.m3u8`,
				kinds: [...kinds],
				width,
				height,
				spans: [...spans],
			})),
		},
	];
};

const recordedTimes = ({ bounds, tracks }: Playback, peerId: PeerId, source: string): Interval[] =>
	tracks
		.filter((track) => track.peerId === peerId)
		.flatMap(({ group, clips }) =>
			coverage(clips.filter(({ kinds }) => kinds.some((kind) => sourceOf(group, kind) === source))),
		)
		.map(({ from, to }) => ({ from: from + bounds.from, to: to + bounds.from }));

/** Whose names the replay shows, as the log knows them. */
export const shownSubjects = (entries: readonly LogEntry[]): { peerId: PeerId; subject: PeerSubject }[] => {
	const shown = namedPeers(entries);
	const subjects = new Map<PeerId, PeerSubject>();
	for (const { event } of entries) {
		if (event.type === 'peer-joined' && shown.has(event.peerId)) subjects.set(event.peerId, event.subject);
	}
	return [...subjects].map(([peerId, subject]) => ({ peerId, subject }));
};
