import { expect, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, emptyRoom } from '@classroom/protocol';
import type { PeerState, RoomState } from '@classroom/protocol';
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
	now: 100_000,
	...change,
});
const us = (change: Partial<PeerState> = {}) => peer('us', 'classroom', change);

/** We are on stage; the stage is as given besides. */
const staged = (stage: Partial<RoomState['stage']>, change: Partial<PeerState> = {}): ClassroomSituation => {
	const { room, ...rest } = situation([teacher, us({ stageSince: 1, ...change })]);
	return { ...rest, room: { ...room, stage: { ...room.stage, ...stage } } };
};
const ours = PeerId.parse('us');
const called = (at: number) => ({ lastRandom: { peerId: ours, at } });
const key = (talker: PeerId | null) => ({ pushing: [{ peerId: ours, talker }] });

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
	['called', staged(called(95_000))],
	['on-stage', staged(called(80_000))],
	['on-stage', staged({ lastRandom: { peerId: teacher.peerId, at: 95_000 } })],
	['push-on-stage', staged(key(null), { muted: true })],
	['called', staged({ ...key(null), ...called(95_000) }, { muted: true })],
	['talking', staged({ ...key(ours), ...called(95_000) })],
	['silenced', staged({ silenced: [ours] }, { muted: true })],
	['silenced', staged({ ...key(null), quiet: { since: 1, lifted: [], before: [] } }, { muted: true })],
	['microphone', situation([teacher, us({ handSince: 1 })], { microphone: off, camera: off })],
	['camera', situation([teacher, us()], { camera: off })],
	['slow-sending', situation([teacher, us({ sending: 'small', quality: 'thumbnail' })])],
	['hand', situation([teacher, us({ sending: 'voice', handSince: 1 })])],
	['next-here', { ...next(['us']), microphone: off }],
	['next-elsewhere', next(['them'])],
	['next-elsewhere', next([])],
	['hand', situation([teacher, us({ handSince: 1 })], { network: 'slow' })],
	['slow', situation([teacher, us()], { network: 'slow' })],
	['slow', situation([teacher, us({ quality: 'thumbnail' })])],
])('%s', (saying, now) => {
	expect(classroomSaying(now)).toBe(saying);
});
