// Client → server. One discriminated union; `type` says which. Each has its answer in answers.ts.
import { z } from 'zod';
import { ConsumerId, Instant, LessonId, PeerId, ProducerId, RecordingId, TransportId } from '../ids.ts';
import { GapCause, SceneLayout } from '../lesson/events.ts';
import { prose } from '../text.ts';
import { MediaKind, NetworkState, PeerRole, Source } from '../words.ts';
import { DtlsParameters, RtpCapabilities, RtpParameters, SrtpParameters } from './media.ts';

const request = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
	z.strictObject({ type: z.literal(type), ...shape });

/** Longest chat message, in characters. */
export const CHAT_MAX = 500;

const RecorderId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'bad-format');

// --- In and out ------------------------------------------------------------------------------------

/**
 * Takes part in a Room. Who comes back (same account or device, same role) is the same Peer as before;
 * an older socket of the same Peer is closed with `replaced`.
 */
export const JoinRequest = request('join', {
	lessonId: LessonId,
	role: PeerRole,
	/** The last entry seen; null: none, send a snapshot. */
	afterSeq: z.int().min(0).nullable(),
	/** Transports this client still holds; the server closes its other ones of this Peer. */
	transports: z.array(TransportId).max(8),
	/** Null: not known yet, said by `createTransport`; or receives nothing. */
	rtpCapabilities: RtpCapabilities.nullable(),
	/** Recorders: which one, as it registered. While another has the lesson it is refused with `replaced`. */
	recorderId: RecorderId.exactOptional(),
});
export const LeaveRequest = request('leave', {});
/** Entries after a sequence number, for whoever finds a hole. */
export const ReadLogRequest = request('readLog', { afterSeq: z.int().min(0) });

// --- Media -----------------------------------------------------------------------------------------

export const CreateTransportRequest = request('createTransport', {
	direction: z.enum(['send', 'receive']),
	/**
	 * What this client can receive, if `join` did not say so: whoever joins for the first time learns what the
	 * Router has from the answer only. Holds for every later `consume` of this Peer.
	 */
	rtpCapabilities: RtpCapabilities.exactOptional(),
	/** The transport that this one takes the place of: the server closes it first. */
	replaces: TransportId.exactOptional(),
});
export const ConnectTransportRequest = request('connectTransport', {
	transportId: TransportId,
	dtlsParameters: DtlsParameters,
});
export const RestartIceRequest = request('restartIce', { transportId: TransportId });
/** Recorders only: where to send RTP. The address has to be among the configured ones. */
export const CreatePlainTransportRequest = request('createPlainTransport', {
	ip: z.union([z.ipv4(), z.ipv6()]),
	port: z.int().min(1).max(65_535),
	/** SRTP key of what the recorder sends; the answer has ours. Null: plain RTP, on loopback only. */
	srtpParameters: SrtpParameters.nullable(),
});
export const ProduceRequest = request('produce', {
	transportId: TransportId,
	kind: MediaKind,
	source: Source,
	rtpParameters: RtpParameters,
});
export const PauseProducerRequest = request('pauseProducer', { producerId: ProducerId });
export const ResumeProducerRequest = request('resumeProducer', { producerId: ProducerId });
export const CloseProducerRequest = request('closeProducer', { producerId: ProducerId });
/** The Consumer starts paused, so that no key frame is lost: `resumeConsumer` when ready. */
export const ConsumeRequest = request('consume', { transportId: TransportId, producerId: ProducerId });
export const ResumeConsumerRequest = request('resumeConsumer', { consumerId: ConsumerId });
export const PauseConsumerRequest = request('pauseConsumer', { consumerId: ConsumerId });
export const CloseConsumerRequest = request('closeConsumer', { consumerId: ConsumerId });
export const SetPreferredLayersRequest = request('setPreferredLayers', {
	consumerId: ConsumerId,
	spatialLayer: z.int().min(0).max(2),
});
export const RequestKeyFrameRequest = request('requestKeyFrame', { consumerId: ConsumerId });
/** What this Peer measures of its own link; the server keeps its own view beside it. */
export const ReportNetworkRequest = request('reportNetwork', {
	network: NetworkState,
	roundTripMs: z.number().min(0).max(600_000),
	lossRatio: z.number().min(0).max(1),
});

// --- Teaching --------------------------------------------------------------------------------------

/** `peerId` names another's hand (the teacher's way to lower it, an assistant's to raise its classroom's). */
export const RaiseHandRequest = request('raiseHand', { peerId: PeerId.exactOptional() });
export const LowerHandRequest = request('lowerHand', { peerId: PeerId.exactOptional() });
export const BringOnStageRequest = request('bringOnStage', { peerId: PeerId });
/** The teacher takes off anyone; a classroom itself. */
export const TakeOffStageRequest = request('takeOffStage', { peerId: PeerId });
/** The teacher mutes anyone; anyone mutes itself. */
export const MuteRequest = request('mute', { peerId: PeerId });
export const UnmuteRequest = request('unmute', { peerId: PeerId });
/** Everyone but the teacher. */
export const MuteAllRequest = request('muteAll', {});
export const ChooseSceneRequest = request('chooseScene', { layout: SceneLayout });
export const PostChatRequest = request('postChat', { text: prose(CHAT_MAX) });
/** Chat messages posted after the entry `afterSeq`, oldest first. */
export const ReadChatRequest = request('readChat', { afterSeq: z.int().min(0) });
/** Before the bell: teaching begins now. */
export const StartTeachingRequest = request('startTeaching', {});
/** Moves the planned end; only later, by 1 to 60 minutes. */
export const ExtendLessonRequest = request('extendLesson', { minutes: z.int().min(1).max(60) });
export const EndLessonRequest = request('endLesson', {});

// --- Recorders (service token) ---------------------------------------------------------------------

/** The control connection of a recorder: what it can take and what it is at. */
export const RegisterRecorderRequest = request('registerRecorder', {
	recorderId: RecorderId,
	places: z.int().min(0).max(200),
	recording: z.array(LessonId).max(200),
	/** Of which it has recordings that nobody has completed. */
	unfinished: z.array(LessonId).max(200).exactOptional(),
});
export const ReportRecordingRequest = request('reportRecording', {
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
});

export const SignalRequest = z.discriminatedUnion('type', [
	JoinRequest,
	LeaveRequest,
	ReadLogRequest,
	CreateTransportRequest,
	ConnectTransportRequest,
	RestartIceRequest,
	CreatePlainTransportRequest,
	ProduceRequest,
	PauseProducerRequest,
	ResumeProducerRequest,
	CloseProducerRequest,
	ConsumeRequest,
	ResumeConsumerRequest,
	PauseConsumerRequest,
	CloseConsumerRequest,
	SetPreferredLayersRequest,
	RequestKeyFrameRequest,
	ReportNetworkRequest,
	RaiseHandRequest,
	LowerHandRequest,
	BringOnStageRequest,
	TakeOffStageRequest,
	MuteRequest,
	UnmuteRequest,
	MuteAllRequest,
	ChooseSceneRequest,
	PostChatRequest,
	ReadChatRequest,
	StartTeachingRequest,
	ExtendLessonRequest,
	EndLessonRequest,
	RegisterRecorderRequest,
	ReportRecordingRequest,
]);
export type SignalRequest = z.infer<typeof SignalRequest>;
export type RequestType = SignalRequest['type'];
export type RequestOf<T extends RequestType> = Extract<SignalRequest, { type: T }>;
