// What the recorder says of the recording.
import { z } from 'zod';
import { Instant, PeerId, RecordingId } from '../../ids.ts';
import { Source } from '../../words.ts';
import { event } from './eventOf.ts';

/** Why seconds are missing in a recording. */
export const GapCause = z.enum([
	'recorder-late',
	'recorder-restarted',
	'server-restarted',
	'worker-died',
	'ffmpeg-died',
	'network-loss',
	'source-silent',
	'storage-full',
	/** A segment was written and is missing or cut off now. */
	'file-damaged',
]);
export type GapCause = z.infer<typeof GapCause>;

export const recordingEvents = [
	event('recording-started', { recordingId: RecordingId, peerId: PeerId }),
	event('recording-gap', {
		recordingId: RecordingId,
		/** Whose source; null: the whole recording. */
		peerId: PeerId.nullable(),
		source: Source.nullable(),
		from: Instant,
		to: Instant,
		cause: GapCause,
	}),
	event('recording-stopped', {
		recordingId: RecordingId,
		cause: z.enum(['lesson-ended', 'recorder-gone', 'storage-full']),
	}),
] as const;
