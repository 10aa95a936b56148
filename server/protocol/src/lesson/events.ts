// The lesson log's events: facts, in the past tense, holding ids and references and never names or text.
import { z } from 'zod';
import {
	ClassroomId,
	Instant,
	LessonId,
	MessageId,
	PeerId,
	PersonId,
	ProducerId,
	RecordingId,
} from '../ids.ts';
import { MediaKind, NetworkState, PeerRole, Source } from '../words.ts';

/** Who a Peer is, apart from how it takes part. */
export const PeerSubject = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('person'), personId: PersonId }),
	z.object({ kind: z.literal('classroom'), classroomId: ClassroomId }),
	z.object({ kind: z.literal('service'), service: z.literal('recorder') }),
]);
export type PeerSubject = z.infer<typeof PeerSubject>;

/** waiting (T−10 to the bell) → teaching → overrun (past the planned end) → ended. */
export const RoomPhase = z.enum(['waiting', 'teaching', 'overrun', 'ended']);
export type RoomPhase = z.infer<typeof RoomPhase>;

/** `automatic` shows the screen when there is one, else the teacher, with the stage beside. */
export const SceneLayout = z.enum(['automatic', 'teacher', 'screen', 'stage']);
export type SceneLayout = z.infer<typeof SceneLayout>;

/** Why a Room ended. */
export const EndCause = z.enum(['teacher', 'administrator', 'time', 'next-lesson']);
export type EndCause = z.infer<typeof EndCause>;

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

/** Who and what of a lesson the next one waits for: at least one of them. */
export const PlacesNeeded = z.object({
	/** When the next lesson begins. */
	nextStart: Instant,
	/** When this one ends by itself, whoever is in it. */
	endsAt: Instant,
	teacher: z.boolean(),
	/** One of its classes. */
	classes: z.boolean(),
	classroomIds: z.array(ClassroomId),
});
export type PlacesNeeded = z.infer<typeof PlacesNeeded>;

const by = { by: PeerId.nullable() };

export const LessonEvent = z.discriminatedUnion('type', [
	/** A node opened the Room, or took it over: `epoch` grows with each. */
	z.object({ type: z.literal('room-opened'), epoch: z.int(), node: z.string(), plannedEnd: Instant }),
	z.object({
		type: z.literal('phase-changed'),
		phase: RoomPhase,
		cause: z.enum(['bell', ...EndCause.options]),
	}),
	z.object({ type: z.literal('end-moved'), plannedEnd: Instant, ...by }),
	/** A following lesson needs somebody or something of this one, which ends in time for it. */
	z.object({ type: z.literal('places-needed'), ...PlacesNeeded.shape }),
	/** That has changed: nothing is needed for now. */
	z.object({ type: z.literal('places-free') }),
	z.object({ type: z.literal('peer-joined'), peerId: PeerId, role: PeerRole, subject: PeerSubject }),
	/** The socket is gone; the Peer may come back as the same. */
	z.object({ type: z.literal('peer-lost'), peerId: PeerId }),
	z.object({ type: z.literal('peer-returned'), peerId: PeerId }),
	z.object({
		type: z.literal('peer-left'),
		peerId: PeerId,
		cause: z.enum(['left', 'timed-out', 'replaced', 'removed', 'room-closed']),
	}),
	z.object({ type: z.literal('hand-raised'), peerId: PeerId, ...by }),
	z.object({ type: z.literal('hand-lowered'), peerId: PeerId, ...by }),
	z.object({ type: z.literal('stage-entered'), peerId: PeerId, ...by }),
	z.object({ type: z.literal('stage-left'), peerId: PeerId, ...by }),
	/** `muted`: the server lets nothing of this Peer's microphone through. */
	z.object({ type: z.literal('muted'), peerId: PeerId, ...by }),
	z.object({ type: z.literal('unmuted'), peerId: PeerId, ...by }),
	z.object({
		type: z.literal('source-started'),
		peerId: PeerId,
		source: Source,
		kind: MediaKind,
		producerId: ProducerId,
	}),
	z.object({ type: z.literal('source-paused'), peerId: PeerId, source: Source, producerId: ProducerId }),
	z.object({ type: z.literal('source-resumed'), peerId: PeerId, source: Source, producerId: ProducerId }),
	z.object({
		type: z.literal('source-stopped'),
		peerId: PeerId,
		source: Source,
		producerId: ProducerId,
		cause: z.enum(['stopped', 'peer-gone', 'media-lost']),
	}),
	z.object({ type: z.literal('scene-chosen'), layout: SceneLayout, ...by }),
	z.object({ type: z.literal('chat-posted'), peerId: PeerId, messageId: MessageId }),
	z.object({
		type: z.literal('network-changed'),
		peerId: PeerId,
		network: NetworkState,
		cause: z.enum(['uplink', 'downlink', 'silence', 'recovered']),
	}),
	/** Every Producer of the Room is gone at once; the peers make them again. */
	z.object({ type: z.literal('media-lost'), cause: z.enum(['worker-died', 'server-restarted']) }),
	z.object({ type: z.literal('recording-started'), recordingId: RecordingId, peerId: PeerId }),
	z.object({
		type: z.literal('recording-gap'),
		recordingId: RecordingId,
		/** Whose source; null: the whole recording. */
		peerId: PeerId.nullable(),
		source: Source.nullable(),
		from: Instant,
		to: Instant,
		cause: GapCause,
	}),
	z.object({
		type: z.literal('recording-stopped'),
		recordingId: RecordingId,
		cause: z.enum(['lesson-ended', 'recorder-gone', 'storage-full']),
	}),
]);
export type LessonEvent = z.infer<typeof LessonEvent>;

/** One line of the log: `(lessonId, seq)` is its key; `seq` counts from 1 without holes. */
export const LogEntry = z.object({
	lessonId: LessonId,
	seq: z.int().min(1),
	at: Instant,
	event: LessonEvent,
});
export type LogEntry = z.infer<typeof LogEntry>;
