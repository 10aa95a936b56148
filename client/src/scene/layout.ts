// Which pictures a scene shows, and which of them large. Pure; the same for teacher, classrooms and viewers.
import { onStage } from '@classroom/protocol';
import type { PeerId, PeerState, RoomState, Source } from '@classroom/protocol';

/** Of a camera or a screen. */
export type VideoPicture = Readonly<{
	peerId: PeerId;
	source: Extract<Source, 'camera' | 'screen'>;
	role: 'teacher' | 'screen' | 'stage';
}>;

/** The page of courseware that is shown. */
export type PagePicture = Readonly<{ role: 'page' }>;

export type ScenePicture = VideoPicture | PagePicture;

export const pictureKey = (picture: ScenePicture): string =>
	picture.role === 'page' ? 'page' : `${picture.peerId}/${picture.source}`;

export type Scene = Readonly<{
	/** Large; null: the teacher is not there yet. */
	main: ScenePicture | null;
	/** Beside it, from the top. */
	side: readonly ScenePicture[];
}>;

const find = (peer: PeerState | undefined, source: Source) =>
	peer?.sources.find((each) => each.source === source);

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
	const screen = teacher === undefined ? [] : screenOf(teacher);
	const { shown } = room.courseware;
	const page: ScenePicture[] = shown === null ? [] : [{ role: 'page' }];
	const screenIsNewer = (find(teacher, 'screen')?.since ?? 0) > (shown?.since ?? 0);
	const material = screenIsNewer ? [...screen, ...page] : [...page, ...screen];
	const stage: ScenePicture[] = onStage(room).map(({ peerId }) => ({
		peerId,
		source: 'camera',
		role: 'stage',
	}));
	const [main = null, ...side] = inOrder(room, face, material, stage);
	return { main, side };
};

const screenOf = (teacher: PeerState): ScenePicture[] =>
	find(teacher, 'screen') === undefined ? [] : [{ peerId: teacher.peerId, source: 'screen', role: 'screen' }];

/** `material`: what is taught from, the newest first. */
const inOrder = (
	room: RoomState,
	face: readonly ScenePicture[],
	material: readonly ScenePicture[],
	stage: readonly ScenePicture[],
): ScenePicture[] => {
	switch (room.scene) {
		case 'automatic':
		case 'screen':
			return [...material, ...face, ...stage];
		case 'teacher':
			return [...face, ...material, ...stage];
		case 'stage':
			return [...stage, ...face, ...material];
	}
};
