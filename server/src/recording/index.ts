// Recording: what recorders are to do and have done. Wired in main.ts by `recordingFeature`.
import type { Clock, Database, Log, Metrics } from '../platform/index.ts';
import { RecordingCatalogue } from './recordingCatalogue.ts';
import { Recorders } from './recorders.ts';
import type { RecordedLessons } from './recorders.ts';

export { RecordingCatalogue, recordingMigrations } from './recordingCatalogue.ts';
export type { Recording } from './recordingCatalogue.ts';
export { RECORDER_GRACE_MS, Recorders } from './recorders.ts';
export type { RecordedLessons, RecorderConnection, Registration, WantedRecordings } from './recorders.ts';

export interface RecordingDeps {
	readonly database: Database;
	readonly lessons: RecordedLessons;
	readonly clock: Clock;
	readonly log: Log;
	readonly metrics: Metrics;
}

export const recordingFeature = ({ database, lessons, clock, log, metrics }: RecordingDeps) => {
	const catalogue = new RecordingCatalogue(database);
	const recorders = new Recorders({ catalogue, lessons, clock, log });
	const gauges = {
		recorders: 'Recorders that are connected',
		places: 'Lessons that the connected recorders can take together',
		recording: 'Lessons that a recorder has',
		waiting: 'Lessons that want a recorder and have none',
	} as const;
	for (const state of ['recorders', 'places', 'recording', 'waiting'] as const) {
		metrics.gauge({
			name: `classroom_recording_${state}`,
			help: gauges[state],
			collect: () => recorders.counts()[state],
		});
	}
	return { catalogue, recorders };
};
