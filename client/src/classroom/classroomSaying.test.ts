import { expect, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, emptyRoom } from '@classroom/protocol';
import type { PeerState } from '@classroom/protocol';
import type { DeviceState } from '../session/index.ts';
import { classroomSaying } from './classroomSaying.ts';
import type { ClassroomSituation } from './classroomSaying.ts';

const on = { state: 'on', track: {}, deviceId: '', label: '', enabled: true } as DeviceState;
const off: DeviceState = { state: 'off' };

const peer = (id: string, role: PeerState['role'], change: Partial<PeerState> = {}): PeerState => ({
	peerId: PeerId.parse(id),
	role,
	subject: { kind: 'classroom', classroomId: ClassroomId.parse(id) },
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

const teacher = peer('t', 'teacher');
const situation = (peers: PeerState[], change: Partial<ClassroomSituation> = {}): ClassroomSituation => ({
	room: { ...emptyRoom(LessonId.parse('l')), phase: 'teaching', peers },
	me: PeerId.parse('us'),
	network: 'fine',
	camera: on,
	microphone: on,
	...change,
});
const us = (change: Partial<PeerState> = {}) => peer('us', 'classroom', change);

/** The next lesson needs these classrooms. */
const next = (ids: string[]): ClassroomSituation => {
	const { room, ...rest } = situation([teacher, us({ handSince: 1 })]);
	const classroomIds = ids.map((id) => ClassroomId.parse(id));
	const needed = { nextStart: 2, endsAt: 1, teacher: false, classes: true, classroomIds };
	return { ...rest, room: { ...room, needed } };
};

test.each<[string | null, ClassroomSituation]>([
	[null, situation([teacher, us()])],
	['no-teacher', situation([us()])],
	['no-teacher', situation([{ ...teacher, presence: 'left' }, us()])],
	['teacher-lost', situation([{ ...teacher, presence: 'lost' }, us({ stageSince: 1 })])],
	['on-stage', situation([teacher, us({ stageSince: 1 })], { network: 'slow' })],
	['muted-on-stage', situation([teacher, us({ stageSince: 1, muted: true })])],
	['muted-on-stage', situation([teacher, us({ stageSince: 1 })], { microphone: off })],
	['microphone', situation([teacher, us({ handSince: 1 })], { microphone: off, camera: off })],
	['camera', situation([teacher, us()], { camera: off })],
	['next-here', { ...next(['us']), microphone: off }],
	['next-elsewhere', next(['them'])],
	['next-elsewhere', next([])],
	['hand', situation([teacher, us({ handSince: 1 })], { network: 'slow' })],
	['slow', situation([teacher, us()], { network: 'slow' })],
	['slow', situation([teacher, us({ quality: 'thumbnail' })])],
])('%s', (saying, now) => {
	expect(classroomSaying(now)).toBe(saying);
});
