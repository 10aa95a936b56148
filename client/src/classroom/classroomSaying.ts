// The one thing worth saying to a classroom now, in large letters. Pure.
import { mayOpen, microphoneOpen, pushesToTalk } from '@classroom/protocol';
import type { NetworkState, PeerId, PeerState, RoomState } from '@classroom/protocol';
import type { DeviceState } from '../session/index.ts';

export type ClassroomSituation = Readonly<{
	room: RoomState;
	me: PeerId;
	network: NetworkState;
	camera: DeviceState;
	microphone: DeviceState;
	/** UTC ms by the server's clock. */
	now: number;
}>;

export type ClassroomSaying =
	| 'teacher-lost'
	| 'no-teacher'
	| 'on-stage'
	| 'muted-on-stage'
	| 'called'
	| 'push-on-stage'
	| 'talking'
	| 'silenced'
	| 'next-here'
	| 'next-elsewhere'
	| 'slow'
	| 'slow-sending'
	| 'camera'
	| 'microphone'
	| 'hand';

const works = (device: DeviceState): boolean => device.state === 'on' || device.state === 'starting';

/** So long a classroom is told that it was called before it is told what everybody on stage is. */
const CALLED_MS = 8_000;

const stageSaying = (
	{ room: { stage }, now, microphone }: ClassroomSituation,
	own: PeerState,
): ClassroomSaying => {
	const { peerId } = own;
	if (!works(microphone)) return 'muted-on-stage';
	if (!mayOpen(stage, peerId)) return 'silenced';
	const called = stage.lastRandom?.peerId === peerId && now - stage.lastRandom.at < CALLED_MS;
	if (pushesToTalk(stage, peerId)) {
		if (microphoneOpen(own)) return 'talking';
		return called ? 'called' : 'push-on-stage';
	}
	if (!microphoneOpen(own)) return 'muted-on-stage';
	return called ? 'called' : 'on-stage';
};

export const classroomSaying = (situation: ClassroomSituation): ClassroomSaying | null => {
	const { room, me, network, camera, microphone } = situation;
	const teachers = room.peers.filter((peer) => peer.role === 'teacher' && peer.presence !== 'left');
	if (teachers.length === 0) return 'no-teacher';
	if (teachers.every((teacher) => teacher.presence === 'lost')) return 'teacher-lost';
	const own = room.peers.find((peer) => peer.peerId === me);
	if (own !== undefined && own.stageSince !== null) {
		return stageSaying(situation, own);
	}
	if (room.needed !== null) {
		const { subject } = own ?? {};
		const here = subject?.kind === 'classroom' && room.needed.classroomIds.includes(subject.classroomId);
		return here ? 'next-here' : 'next-elsewhere';
	}
	if (!works(microphone)) return 'microphone';
	if (!works(camera)) return 'camera';
	if (own !== undefined && own.handSince !== null) return 'hand';
	// What the server leaves out counts too: then all that still comes may come well.
	if (own?.sending !== undefined) return 'slow-sending';
	return network === 'slow' || (own !== undefined && own.quality !== 'full') ? 'slow' : null;
};
