// What a Room is at one moment: the fold of its log, and the snapshot that a late comer gets.
import { z } from 'zod';
import { Instant, LessonId, PeerId, ProducerId, RecordingId } from '../ids.ts';
import { MediaKind, NetworkState, PeerRole, QualityStep, SendingStep, Source } from '../words.ts';
import { CoursewareState, emptyCourseware } from './coursewareState.ts';
import { DeviceTestResult } from './deviceTest.ts';
import { Headcount } from './headcount.ts';
import { PlacesNeeded, RoomPhase } from './events/roomEvents.ts';
import { SceneLayout } from './events/teachingEvents.ts';
import { emptyStage, StageState } from './stageState.ts';
import { PeerSubject } from './subject.ts';
import { emptyTools, ToolsState } from './toolsState.ts';

export const SourceState = z.object({
	source: Source,
	kind: MediaKind,
	producerId: ProducerId,
	paused: z.boolean(),
	since: Instant,
});
export type SourceState = z.infer<typeof SourceState>;

export const PeerState = z.object({
	peerId: PeerId,
	role: PeerRole,
	subject: PeerSubject,
	/** `lost`: its socket is gone and it may come back; `left`: it is out. */
	presence: z.enum(['here', 'lost', 'left']),
	joinedAt: Instant,
	/** When the hand went up; null: it is down. */
	handSince: Instant.nullable(),
	/** Since when on stage; null: off. The teacher is never "on stage", but always seen. */
	stageSince: Instant.nullable(),
	muted: z.boolean(),
	network: NetworkState,
	/** What its link carries of the lesson. */
	quality: QualityStep,
	/** What its link lets it send; left out: all. */
	sending: SendingStep.exactOptional(),
	sources: z.array(SourceState),
});
export type PeerState = z.infer<typeof PeerState>;

export const RoomState = z.object({
	lessonId: LessonId,
	/** The last entry folded in; 0: none. */
	seq: z.int().min(0),
	epoch: z.int().min(0),
	phase: RoomPhase,
	phaseSince: Instant,
	plannedEnd: Instant,
	/** Null: no following lesson waits for anything of this one. */
	needed: PlacesNeeded.nullable(),
	scene: SceneLayout,
	peers: z.array(PeerState),
	stage: StageState,
	headcounts: z.array(Headcount),
	tools: ToolsState,
	recording: z.discriminatedUnion('state', [
		z.object({ state: z.literal('off') }),
		z.object({ state: z.literal('on'), recordingId: RecordingId, since: Instant }),
		/** It was on, and the recorder is gone; another, or the same, will go on with it. */
		z.object({ state: z.literal('interrupted'), recordingId: RecordingId, since: Instant }),
	]),
	courseware: CoursewareState,
	deviceTests: z.array(DeviceTestResult),
});
export type RoomState = z.infer<typeof RoomState>;

/** The state before the first entry. */
export const emptyRoom = (lessonId: LessonId): RoomState => ({
	lessonId,
	seq: 0,
	epoch: 0,
	phase: 'waiting',
	phaseSince: 0,
	plannedEnd: 0,
	needed: null,
	scene: 'automatic',
	peers: [],
	stage: emptyStage,
	headcounts: [],
	tools: emptyTools,
	recording: { state: 'off' },
	courseware: emptyCourseware,
	deviceTests: [],
});

export const peerById = (state: RoomState, peerId: PeerId): PeerState | undefined =>
	state.peers.find((peer) => peer.peerId === peerId);

/** Raised hands, longest first. */
export const handsInOrder = (state: RoomState): PeerState[] =>
	state.peers
		.filter((peer) => peer.handSince !== null && peer.presence !== 'left')
		.toSorted((a, b) => (a.handSince ?? 0) - (b.handSince ?? 0));

export const onStage = (state: RoomState): PeerState[] =>
	state.peers
		.filter((peer) => peer.stageSince !== null && peer.presence !== 'left')
		.toSorted((a, b) => (a.stageSince ?? 0) - (b.stageSince ?? 0));
