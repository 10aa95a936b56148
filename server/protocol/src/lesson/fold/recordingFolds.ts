import type { Folds } from './folds.ts';
import { unchanged } from './folds.ts';

type RecordingEventType = 'recording-started' | 'recording-gap' | 'recording-stopped';

export const recordingFolds: Folds<RecordingEventType> = {
	'recording-started': (state, { recordingId }, at) => ({
		...state,
		recording: { state: 'on', recordingId, since: at },
	}),
	'recording-gap': unchanged,
	'recording-stopped': (state, { recordingId, cause }, at) => ({
		...state,
		recording:
			cause === 'recorder-gone' ? { state: 'interrupted', recordingId, since: at } : { state: 'off' },
	}),
};
