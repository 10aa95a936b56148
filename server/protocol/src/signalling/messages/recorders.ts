// What recorders say, with a service token.
import { z } from 'zod';
import { Instant, LessonId, PeerId, RecordingId } from '../../ids.ts';
import { GapCause } from '../../lesson/events/recordingEvents.ts';
import { Source } from '../../words.ts';
import { RecorderId } from './recorderId.ts';
import { done, request } from './request.ts';

export const recorderRequests = [
	/** The control connection of a recorder: what it can take and what it is at. */
	request('registerRecorder', {
		recorderId: RecorderId,
		places: z.int().min(0).max(200),
		recording: z.array(LessonId).max(200),
		/** Of which it has recordings that nobody has completed. */
		unfinished: z.array(LessonId).max(200).exactOptional(),
	}),
	request('reportRecording', {
		report: z.discriminatedUnion('kind', [
			z.object({ kind: z.literal('started'), recordingId: RecordingId }),
			z.object({
				kind: z.literal('gap'),
				recordingId: RecordingId,
				peerId: PeerId.nullable(),
				source: Source.nullable(),
				from: Instant,
				to: Instant,
				cause: GapCause,
			}),
			z.object({
				kind: z.literal('stopped'),
				recordingId: RecordingId,
				cause: z.enum(['lesson-ended', 'storage-full']),
			}),
		]),
	}),
] as const;

export const recorderAnswers = {
	registerRecorder: z.object({
		/** What this recorder is to record now; it stops what it records besides. */
		wanted: z.array(z.object({ lessonId: LessonId, recordingId: RecordingId })),
		/** Of the unfinished ones: their lessons are over, and nothing will be added. */
		over: z.array(LessonId),
	}),
	reportRecording: done,
};
