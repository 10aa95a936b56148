// Server → client, in the acknowledgement of a request.
import { z } from 'zod';
import {
	ConsumerId,
	Instant,
	LessonId,
	MessageId,
	PeerId,
	ProducerId,
	RecordingId,
	TransportId,
} from '../ids.ts';
import { LogEntry } from '../lesson/events.ts';
import { RoomState } from '../lesson/roomState.ts';
import { LessonKind, MediaKind, PeerRole, Source, Subject } from '../words.ts';
import {
	IceParameters,
	IceServer,
	RtpCapabilities,
	RtpParameters,
	SrtpParameters,
	TransportOptions,
} from './media.ts';
import type { RequestType } from './requests.ts';

/** What a Peer is called on screen; the log itself holds no names. */
export const NameCard = z.object({
	peerId: PeerId,
	/** A person's name, or the classroom's. */
	name: z.string(),
	/** The school's name; null for the county's people. */
	school: z.string().nullable(),
});
export type NameCard = z.infer<typeof NameCard>;

/** What the pages say of the lesson on top. */
export const LessonCard = z.object({
	lessonId: LessonId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacher: z.string(),
	plannedStart: Instant,
	plannedEnd: Instant,
});
export type LessonCard = z.infer<typeof LessonCard>;

export const ChatMessage = z.object({
	messageId: MessageId,
	peerId: PeerId,
	/** The entry that says it was posted. */
	seq: z.int(),
	at: Instant,
	name: z.string(),
	text: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

const empty = z.object({});

export const answers = {
	join: z.object({
		peerId: PeerId,
		role: PeerRole,
		lesson: LessonCard,
		/** The whole state, or the entries after `afterSeq` when they are few. */
		catchUp: z.discriminatedUnion('kind', [
			z.object({ kind: z.literal('snapshot'), state: RoomState }),
			z.object({ kind: z.literal('entries'), entries: z.array(LogEntry) }),
		]),
		names: z.array(NameCard),
		/** The server's clock when it answered, for count-downs. */
		serverNow: Instant,
		routerRtpCapabilities: RtpCapabilities,
		iceServers: z.array(IceServer),
		/** Which of the transports named in the request still live, with their Producers and Consumers. */
		transports: z.array(TransportId),
		/** This Peer's Consumers that live on those transports; any other that the client holds is gone. */
		consumerIds: z.array(ConsumerId),
	}),
	leave: empty,
	readLog: z.object({ entries: z.array(LogEntry), names: z.array(NameCard) }),
	createTransport: TransportOptions.extend({ transportId: TransportId }),
	connectTransport: empty,
	restartIce: z.object({ iceParameters: IceParameters }),
	createPlainTransport: z.object({
		transportId: TransportId,
		/** Where the recorder sends its RTCP to. */
		ip: z.string(),
		port: z.int(),
		srtpParameters: SrtpParameters.nullable(),
	}),
	produce: z.object({ producerId: ProducerId }),
	pauseProducer: empty,
	resumeProducer: empty,
	closeProducer: empty,
	consume: z.object({
		consumerId: ConsumerId,
		producerId: ProducerId,
		peerId: PeerId,
		source: Source,
		kind: MediaKind,
		rtpParameters: RtpParameters,
		producerPaused: z.boolean(),
	}),
	resumeConsumer: empty,
	pauseConsumer: empty,
	closeConsumer: empty,
	setPreferredLayers: empty,
	requestKeyFrame: empty,
	reportNetwork: empty,
	raiseHand: empty,
	lowerHand: empty,
	bringOnStage: empty,
	takeOffStage: empty,
	mute: empty,
	unmute: empty,
	muteAll: empty,
	chooseScene: empty,
	postChat: z.object({ messageId: MessageId }),
	readChat: z.object({ messages: z.array(ChatMessage) }),
	startTeaching: empty,
	extendLesson: z.object({ plannedEnd: Instant }),
	endLesson: empty,
	registerRecorder: z.object({
		/** What this recorder is to record now; it stops what it records besides. */
		wanted: z.array(z.object({ lessonId: LessonId, recordingId: RecordingId })),
		/** Of the unfinished ones: their lessons are over, and nothing will be added. */
		over: z.array(LessonId),
	}),
	reportRecording: empty,
} satisfies Record<RequestType, z.ZodType>;

export type AnswerOf<T extends RequestType> = z.infer<(typeof answers)[T]>;
