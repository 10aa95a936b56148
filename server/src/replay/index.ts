// The replay: what the player needs, and the media files. Wired in main.ts by `replayFeature`.
import type { Caller } from '../identity/index.ts';
import type { Clock, Database, Routes } from '../platform/index.ts';
import { LogReader } from './logReader.ts';
import type { ReplayLog } from './logReader.ts';
import { ProgressStore } from './progressStore.ts';
import { RecordingFiles } from './recordingFiles.ts';
import { addReplayRoutes } from './replayRoutes.ts';
import { Replays } from './replays.ts';
import type { ReplayLessons, ReplayNames, ReplayRecordings } from './replays.ts';

export type { ReplayLog } from './logReader.ts';
export { replayMigrations } from './progressStore.ts';
export type { ReplayLessons, ReplayNames, ReplayRecordings } from './replays.ts';

export interface ReplayDeps {
	readonly database: Database;
	readonly routes: Routes<Caller>;
	readonly clock: Clock;
	/** RECORDINGS_DIR, absolute. */
	readonly recordingsDir: string;
	/** The county's, an IANA name. */
	readonly timeZone: string;
	readonly lessons: ReplayLessons;
	readonly recordings: ReplayRecordings;
	readonly lessonLog: ReplayLog;
	readonly names: ReplayNames;
}

export const replayFeature = (deps: ReplayDeps): { readonly replays: Replays } => {
	const { database, routes, clock, recordingsDir, timeZone, lessons, recordings, lessonLog, names } = deps;
	const replays = new Replays({
		lessons,
		recordings,
		names,
		clock,
		timeZone,
		log: new LogReader(lessonLog),
		files: new RecordingFiles(recordingsDir),
		progress: new ProgressStore(database),
	});
	addReplayRoutes(routes, replays);
	return { replays };
};
