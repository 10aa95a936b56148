import { describe, expect, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, PersonId, RecordingId, emptyRoom } from '@classroom/protocol';
import type { PeerState, PlacesNeeded, RoomState } from '@classroom/protocol';
import type { DeviceState } from '../session/index.ts';
import { worthSaying } from './worthSaying.ts';
import type { Situation } from './worthSaying.ts';

const me = PeerId.parse('me');
const end = 10_000_000;
const on = { state: 'on', track: {}, deviceId: '', label: '', enabled: true } as DeviceState;
const off: DeviceState = { state: 'off' };

const peer = (id: string, change: Partial<PeerState> = {}): PeerState => ({
	peerId: PeerId.parse(id),
	role: 'classroom',
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
const teacher = peer('me', { role: 'teacher', subject: { kind: 'person', personId: PersonId.parse('p') } });

const situation = (room: Partial<RoomState>, change: Partial<Situation> = {}): Situation => ({
	room: {
		...emptyRoom(LessonId.parse('l')),
		phase: 'teaching',
		plannedEnd: end,
		peers: [teacher, peer('a'), peer('b')],
		...room,
	},
	me,
	now: end - 1_000_000,
	plannedStart: 0,
	expected: ['a', 'b'].map((id) => ClassroomId.parse(id)),
	lostFor: undefined,
	noMedia: false,
	microphone: on,
	camera: on,
	wasSharing: false,
	...change,
});

const withPeer = (other: PeerState) => ({ peers: [teacher, peer('a'), other] });

const needed = (change: Partial<PlacesNeeded>): PlacesNeeded => ({
	...{ nextStart: end + 360_000, endsAt: end + 300_000, teacher: false, classes: false, classroomIds: [] },
	...change,
});

describe('the one thing worth saying', () => {
	test.each<[string, Situation]>([
		['fine', situation({})],
		['tight', situation(withPeer(peer('b', { quality: 'thumbnail' })))],
		['tight', situation(withPeer(peer('b', { sending: 'voice' })))],
		['missing', situation({ peers: [teacher, peer('a')] })],
		['waiting', situation({ phase: 'waiting' }, { plannedStart: end })],
		['on-stage', situation(withPeer(peer('b', { stageSince: 1 })))],
		[
			'discussion',
			situation({ peers: [teacher, peer('a', { stageSince: 2 }), peer('b', { stageSince: 1 })] }),
		],
		['camera-off', situation({}, { camera: off })],
		[
			'recording-interrupted',
			situation({ recording: { state: 'interrupted', recordingId: RecordingId.parse('r'), since: 0 } }),
		],
		['gone', situation(withPeer(peer('b', { presence: 'lost', network: 'gone' })))],
		['ending', situation({}, { now: end - 60_000 })],
		['overrun', situation({ phase: 'overrun' }, { now: end + 60_000 })],
		['ending', situation({ phase: 'overrun' }, { now: end - 60_000 })],
		['fine', situation({ phase: 'overrun' }, { now: end - 300_000 })],
		['overrun', situation({}, { now: end })],
		['next', situation({ needed: needed({}) }, { now: end })],
		['next', situation({ ...withPeer(peer('b', { handSince: 5 })), needed: needed({}) })],
		['hand', situation(withPeer(peer('b', { handSince: 5 })))],
		['muted', situation({ peers: [{ ...teacher, muted: true }] })],
		['muted', situation({}, { microphone: { ...on, enabled: false } as DeviceState })],
		['resume-screen', situation({}, { wasSharing: true })],
		['microphone-off', situation({}, { microphone: off })],
		['no-media', situation({}, { noMedia: true, microphone: off })],
		['lost', situation({}, { lostFor: 5, noMedia: true })],
	])('%s', (say, now) => {
		expect(worthSaying(now).say).toBe(say);
	});

	test('what hinders the lesson comes before who waits, who waits before the clock', () => {
		const hand = withPeer(peer('b', { handSince: 5 }));
		expect(worthSaying(situation(hand, { microphone: off })).say).toBe('microphone-off');
		expect(worthSaying(situation(hand, { microphone: off, lostFor: 9 })).say).toBe('lost');
		expect(worthSaying(situation({ ...hand, phase: 'overrun' }, { now: end + 1 })).say).toBe('hand');
	});

	test('the next lesson: whom it needs, and how long is left', () => {
		const classroomIds = [ClassroomId.parse('a')];
		const said = (change: Partial<PlacesNeeded>, now = end) =>
			worthSaying(situation({ needed: needed(change) }, { now }));
		expect(said({ teacher: true, classroomIds })).toEqual({ say: 'next', needs: 'teacher', leftMs: 300_000 });
		expect(said({ classes: true, classroomIds })).toMatchObject({ needs: 'classroom' });
		expect(said({ classes: true }, end + 400_000)).toEqual({ say: 'next', needs: 'class', leftMs: 0 });
	});

	test('a short dropout is not worth a word', () => {
		expect(worthSaying(situation({}, { lostFor: 2 })).say).toBe('fine');
	});

	test('hands: the longest, and how many more', () => {
		const peers = [teacher, peer('a', { handSince: 9 }), peer('b', { handSince: 3 })];
		expect(worthSaying(situation({ peers }))).toEqual({ say: 'hand', peerId: 'b', since: 3, more: 1 });
	});

	test('attendance counts those of the plan', () => {
		const peers = [teacher, peer('a'), peer('guest')];
		expect(worthSaying(situation({ peers }))).toEqual({ say: 'missing', here: 1, expected: 2 });
	});
});
