// Who may see which replay, and all of it: lesson, log, recording, names, progress.
import type { Lesson, LessonId, PeerSubject, RecordingId, Replay } from '@classroom/protocol';
import type { Caller, ClassroomCaller, PersonCaller } from '../identity/index.ts';
import type { Clock } from '../platform/index.ts';
import { AppError, isAppError } from '../platform/index.ts';
import { assembleReplay, isGrowing, playbackOf, shownSubjects } from './assembleReplay.ts';
import type { Playback } from './assembleReplay.ts';
import type { LogReader } from './logReader.ts';
import { playlistText } from './playlist.ts';
import type { ProgressStore, ViewerId } from './progressStore.ts';
import type { LoadedRecording, RecordingFiles } from './recordingFiles.ts';

/** Who can be given a replay. */
export type ReplayCaller = PersonCaller | ClassroomCaller;

/** The timetable as the replay needs it. */
export interface ReplayLessons {
	/** The lesson as this caller may know it. Throws `lesson-not-found` or why they may not. */
	lessonFor(caller: Caller, lessonId: LessonId): Promise<Lesson>;
}

export interface ReplayRecordings {
	find(lessonId: LessonId): Promise<{ recordingId: RecordingId } | undefined>;
}

export interface ReplayNames {
	/** `school` is null for the county's people. */
	describe(subject: PeerSubject): Promise<{ name: string; school: string | null }>;
}

export interface ReplaysOptions {
	readonly lessons: ReplayLessons;
	readonly recordings: ReplayRecordings;
	readonly names: ReplayNames;
	readonly log: LogReader;
	readonly files: RecordingFiles;
	readonly progress: ProgressStore;
	readonly clock: Clock;
	readonly timeZone: string;
}

/** A recorder that begins or ends a lesson needs some seconds until there is something to play. */
const BEGINS_MS = 60_000;

export class Replays {
	readonly #options: ReplaysOptions;

	constructor(options: ReplaysOptions) {
		this.#options = options;
	}

	/** @throws AppError `lesson-not-found`, `forbidden`, `recording-not-found`, `-incomplete` or `-damaged` */
	async read(caller: ReplayCaller, lessonId: LessonId): Promise<Replay> {
		const { log, names, progress, timeZone } = this.#options;
		const lesson = await this.#permitted(caller, lessonId);
		const recording = await this.#load(lesson);
		const [entries, resumeMs] = await Promise.all([
			log.readAll(lessonId),
			progress.find(viewerOf(caller), lessonId),
		]);
		const playback = playbackOf(entries, recording, lesson.plannedEnd, this.#options.clock.now());
		if (playback.tracks.every(({ clips }) => clips.length === 0)) throw nothingToPlay(playback, recording);
		const cards = await Promise.all(
			shownSubjects(entries).map(async ({ peerId, subject }) => ({
				peerId,
				...(await names.describe(subject)),
			})),
		);
		return assembleReplay({ lesson, timeZone, entries, recording, playback, names: cards, resumeMs });
	}

	/** The media playlist of one clip. Throws as `read` does, and `not-found` for another track or clip. */
	async playlist(caller: ReplayCaller, lessonId: LessonId, trackId: string, clipId: string): Promise<string> {
		const lesson = await this.#permitted(caller, lessonId);
		const recording = await this.#load(lesson);
		const entries = await this.#options.log.readAll(lessonId);
		const playback = playbackOf(entries, recording, lesson.plannedEnd, this.#options.clock.now());
		const track = playback.tracks.find((each) => each.trackId === trackId);
		const clip = track?.clips.find((each) => each.clipId === clipId);
		if (track === undefined || clip === undefined) throw new AppError('not-found', 'no such clip');
		return playlistText(clip, isGrowing(playback, track, clip));
	}

	/** Where a segment or init file lies. Throws as `read` does, and `not-found` for what the manifest has not. */
	async file(caller: ReplayCaller, lessonId: LessonId, folder: string, file: string) {
		const lesson = await this.#permitted(caller, lessonId);
		const { files } = this.#options;
		const recording = await this.#load(lesson);
		const found = files.fileOf(recording, folder, file);
		if (found === undefined) throw new AppError('not-found', 'no such file in the recording');
		return { ...found, gone: () => files.forget(recording.recordingId) };
	}

	async saveProgress(caller: ReplayCaller, lessonId: LessonId, atMs: number): Promise<void> {
		const { progress, clock } = this.#options;
		await this.#permitted(caller, lessonId);
		await progress.save(viewerOf(caller), lessonId, atMs, clock.now());
	}

	async #permitted(caller: Caller, lessonId: LessonId): Promise<Lesson> {
		const { lessons, clock } = this.#options;
		const lesson = await lessons.lessonFor(caller, lessonId);
		if (lesson.recordingId === null) throw missing(lesson, clock.now(), 'the lesson was not recorded');
		if (!lesson.mayReplay) throw new AppError('forbidden', 'the replay is not for this caller');
		return lesson;
	}

	async #load(lesson: Lesson): Promise<LoadedRecording> {
		const { recordings, files, clock } = this.#options;
		const now = clock.now();
		const recording = await recordings.find(lesson.lessonId);
		if (recording === undefined) throw missing(lesson, now, 'the catalogue has no recording of the lesson');
		try {
			return await files.load(recording.recordingId, lesson.lessonId, now);
		} catch (error) {
			throw isAppError(error, 'recording-not-found') ? missing(lesson, now, error.message) : error;
		}
	}
}

const viewerOf = (caller: ReplayCaller): ViewerId =>
	caller.kind === 'person' ? caller.personId : caller.classroomId;

/** Nothing there: not yet, or never. */
const missing = (lesson: Lesson, now: number, message: string): AppError =>
	new AppError(isYetToCome(lesson, now) ? 'recording-incomplete' : 'recording-not-found', message);

const isYetToCome = ({ status, endedAt }: Lesson, now: number): boolean =>
	status === 'planned' ||
	status === 'waiting' ||
	status === 'teaching' ||
	status === 'overrun' ||
	(endedAt !== null && now - endedAt < BEGINS_MS);

const nothingToPlay = (playback: Playback, recording: LoadedRecording): AppError => {
	if (recording.damaged.length > 0) return new AppError('recording-damaged', 'no segment can be played');
	if (!playback.complete) return new AppError('recording-incomplete', 'no segment is complete yet');
	return new AppError('recording-not-found', 'nothing was recorded');
};
