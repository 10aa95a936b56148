// @vitest-environment node
import { expect, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, emptyRoom } from '@classroom/protocol';
import type { PeerState, RoomState } from '@classroom/protocol';
import { heardOf } from './heard.ts';

const id = PeerId.parse('a');
const peer = (change: Partial<PeerState>): PeerState => ({
	peerId: id,
	role: 'classroom',
	subject: { kind: 'classroom', classroomId: ClassroomId.parse('a') },
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
const room = (stage: Partial<RoomState['stage']>): RoomState => {
	const empty = emptyRoom(LessonId.parse('l'));
	return { ...empty, stage: { ...empty.stage, ...stage } };
};
const key = { pushing: [{ peerId: id, talker: null }] };

test.each<[string, RoomState, PeerState, ReturnType<typeof heardOf>]>([
	['off stage says nothing', room({}), peer({}), undefined],
	['nor with a key', room(key), peer({ muted: true }), undefined],
	['muted by the teacher', room({ silenced: [id] }), peer({ muted: true }), 'muted'],
	['all muted', room({ quiet: { since: 1, lifted: [], before: [] } }), peer({ muted: true }), 'muted'],
	['on stage', room({}), peer({ stageSince: 1 }), 'on'],
	['muted by itself', room({}), peer({ stageSince: 1, muted: true }), 'muted'],
	['the key is up', room(key), peer({ stageSince: 1, muted: true }), 'off'],
	['the key is down', room(key), peer({ stageSince: 1 }), 'on'],
	['the teacher', room({}), peer({ role: 'teacher' }), undefined],
	['the teacher, muted', room({}), peer({ role: 'teacher', muted: true }), 'muted'],
])('%s', (_, state, who, expected) => {
	expect(heardOf(state, who)).toBe(expected);
});
