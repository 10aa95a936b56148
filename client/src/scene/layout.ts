// Which pictures a scene shows, and which of them large. Pure; the same for teacher, classrooms and viewers.
import { onStage } from '@classroom/protocol';
import type { PeerId, PeerState, RoomState, Source } from '@classroom/protocol';

export type ScenePicture = Readonly<{
	peerId: PeerId;
	source: Extract<Source, 'camera' | 'screen'>;
	role: 'teacher' | 'screen' | 'stage';
}>;

export type Scene = Readonly<{
	/** Large; null: the teacher is not there yet. */
	main: ScenePicture | null;
	/** Beside it, from the top. */
	side: readonly ScenePicture[];
}>;

const has = (peer: PeerState, source: Source): boolean => peer.sources.some((each) => each.source === source);

/** The teacher who is here, else the one who is expected back. */
const teacherOf = (room: RoomState): PeerState | undefined => {
	const teachers = room.peers.filter((peer) => peer.role === 'teacher' && peer.presence !== 'left');
	return teachers.find((peer) => peer.presence === 'here') ?? teachers[0];
};

/** What everyone sees of this Room now. */
export const sceneOf = (room: RoomState): Scene => {
	const teacher = teacherOf(room);
	const face: ScenePicture[] =
		teacher === undefined ? [] : [{ peerId: teacher.peerId, source: 'camera', role: 'teacher' }];
	const screen: ScenePicture[] =
		teacher !== undefined && has(teacher, 'screen')
			? [{ peerId: teacher.peerId, source: 'screen', role: 'screen' }]
			: [];
	const stage: ScenePicture[] = onStage(room).map(({ peerId }) => ({
		peerId,
		source: 'camera',
		role: 'stage',
	}));
	const [main = null, ...side] = inOrder(room, face, screen, stage);
	return { main, side };
};

const inOrder = (
	room: RoomState,
	face: readonly ScenePicture[],
	screen: readonly ScenePicture[],
	stage: readonly ScenePicture[],
): ScenePicture[] => {
	switch (room.scene) {
		case 'automatic':
		case 'screen':
			return [...screen, ...face, ...stage];
		case 'teacher':
			return [...face, ...screen, ...stage];
		case 'stage':
			return [...stage, ...face, ...screen];
	}
};
