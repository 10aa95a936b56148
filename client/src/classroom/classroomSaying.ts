// The one thing worth saying to a classroom now, in large letters. Pure.
import { microphoneOpen } from '@classroom/protocol';
import type { NetworkState, PeerId, RoomState } from '@classroom/protocol';
import type { DeviceState } from '../session/index.ts';

export type ClassroomSituation = Readonly<{
	room: RoomState;
	me: PeerId;
	network: NetworkState;
	camera: DeviceState;
	microphone: DeviceState;
}>;

export type ClassroomSaying =
	| 'teacher-lost'
	| 'no-teacher'
	| 'on-stage'
	| 'muted-on-stage'
	| 'next-here'
	| 'next-elsewhere'
	| 'slow'
	| 'camera'
	| 'microphone'
	| 'hand';

const works = (device: DeviceState): boolean => device.state === 'on' || device.state === 'starting';

export const classroomSaying = (situation: ClassroomSituation): ClassroomSaying | null => {
	const { room, me, network, camera, microphone } = situation;
	const teachers = room.peers.filter((peer) => peer.role === 'teacher' && peer.presence !== 'left');
	if (teachers.length === 0) return 'no-teacher';
	if (teachers.every((teacher) => teacher.presence === 'lost')) return 'teacher-lost';
	const own = room.peers.find((peer) => peer.peerId === me);
	if (own !== undefined && own.stageSince !== null) {
		return microphoneOpen(own) && works(microphone) ? 'on-stage' : 'muted-on-stage';
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
	return network === 'slow' || (own !== undefined && own.quality !== 'full') ? 'slow' : null;
};
