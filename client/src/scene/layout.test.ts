import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	ClassroomId,
	LessonId,
	PeerId,
	PersonId,
	ProducerId,
	SceneLayout,
	emptyRoom,
} from '@classroom/protocol';
import type { PeerState, RoomState, Source } from '@classroom/protocol';
import { pictureKey, sceneOf } from './layout.ts';

const peer = (id: string, role: 'teacher' | 'classroom', change: Partial<PeerState> = {}): PeerState => ({
	peerId: PeerId.parse(id),
	role,
	subject:
		role === 'teacher'
			? { kind: 'person', personId: PersonId.parse(id) }
			: { kind: 'classroom', classroomId: ClassroomId.parse(id) },
	presence: 'here',
	joinedAt: 0,
	handSince: null,
	stageSince: null,
	muted: false,
	network: 'fine',
	quality: 'full',
	sources: [],
	...change,
});

const sources = (...names: Source[]) => ({
	sources: names.map((source) => ({
		source,
		kind: 'video' as const,
		producerId: ProducerId.parse(source),
		paused: false,
		since: 0,
	})),
});

const room = (scene: SceneLayout, ...peers: PeerState[]): RoomState => ({
	...emptyRoom(LessonId.parse('l')),
	scene,
	peers,
});

const shown = (state: RoomState): string[] => {
	const { main, side } = sceneOf(state);
	return [main, ...side].map((picture) => (picture === null ? '-' : pictureKey(picture).replace('/', ':')));
};

const teacher = peer('t', 'teacher', sources('camera', 'screen'));
const guest = peer('c', 'classroom', { stageSince: 5 });

describe('scene', () => {
	test.each([
		['automatic', ['t:screen', 't:camera', 'c:camera']],
		['screen', ['t:screen', 't:camera', 'c:camera']],
		['teacher', ['t:camera', 't:screen', 'c:camera']],
		['stage', ['c:camera', 't:camera', 't:screen']],
	] as const)('%s', (layout, pictures) => {
		expect(shown(room(layout, teacher, guest, peer('x', 'classroom')))).toEqual(pictures);
	});

	test('without a screen, without a guest, without a teacher', () => {
		const plain = peer('t', 'teacher', sources('camera'));
		expect(shown(room('screen', plain))).toEqual(['t:camera']);
		expect(shown(room('stage', plain))).toEqual(['t:camera']);
		expect(shown(room('automatic'))).toEqual(['-']);
		expect(shown(room('automatic', { ...plain, presence: 'left' }))).toEqual(['-']);
		expect(shown(room('automatic', { ...plain, presence: 'lost' }))).toEqual(['t:camera']);
	});

	test('whatever the layout, the same pictures are shown, each once', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...SceneLayout.options),
				fc.boolean(),
				fc.boolean(),
				(layout, screen, stage) => {
					const who = peer('t', 'teacher', screen ? sources('camera', 'screen') : sources('camera'));
					const state = room(layout, who, peer('c', 'classroom', { stageSince: stage ? 1 : null }));
					const pictures = shown(state);
					expect(new Set(pictures).size).toBe(pictures.length);
					expect(pictures).toHaveLength(1 + Number(screen) + Number(stage));
				},
			),
		);
	});
});
