// Server → client, unasked.
import { z } from 'zod';
import { ErrorCode } from '../errors.ts';
import { ConsumerId, LessonId, RecordingId } from '../ids.ts';
import { PagePoint } from '../lesson/coursewareState.ts';
import { LogEntry } from '../lesson/events.ts';
import { ChatMessage, NameCard } from './cards.ts';
import { RtpCapabilities } from './media.ts';

const notification = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
	z.object({ type: z.literal(type), ...shape });

export const Notification = z.discriminatedUnion('type', [
	/** Something happened. `names` has the cards of Peers not spoken of before. */
	notification('entry', { entry: LogEntry, names: z.array(NameCard) }),
	notification('chat', { message: ChatMessage }),
	/** For the teacher and assistants alone. */
	notification('note', { message: ChatMessage }),
	/** The Room's media was lost and is there again, empty: make Device, transports and Producers anew. */
	notification('mediaReset', { routerRtpCapabilities: RtpCapabilities }),
	/** This transport's connection is gone (ICE or DTLS): restart or replace it. */
	notification('transportClosed', { transportId: z.string() }),
	notification('consumerClosed', { consumerId: ConsumerId }),
	notification('consumerPaused', { consumerId: ConsumerId }),
	notification('consumerResumed', { consumerId: ConsumerId }),
	/** Which spatial layer is sent now; null: none, the link does not carry it. */
	notification('consumerLayers', { consumerId: ConsumerId, spatialLayer: z.int().nullable() }),
	/** A Lesson of this person or classroom was planned, changed, opened or ended: read the day again. */
	notification('dayChanged', {}),
	/** This device is to join now (T−10). */
	notification('lessonOpened', { lessonId: LessonId }),
	/** The server stops on purpose: come back after about this long. */
	notification('goingAway', { retryAfterMs: z.int().min(0) }),
	/** This socket is closed by the server and must not come back by itself (`replaced`, `device-revoked`, …). */
	notification('dismissed', { code: ErrorCode }),
	notification('recordingWanted', { lessonId: LessonId, recordingId: RecordingId }),
	notification('recordingUnwanted', { lessonId: LessonId }),
	/** Where the teacher points on the page that is shown; null: nowhere. It may be left out under load. */
	notification('pointer', { at: PagePoint.nullable() }),
]);
export type Notification = z.infer<typeof Notification>;
export type NotificationOf<T extends Notification['type']> = Extract<Notification, { type: T }>;
