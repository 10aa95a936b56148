// What handlers do when something goes wrong on the way, on a Room whose log and media are made of nothing.
import {
	emptyRoom,
	fold,
	LessonId,
	ProducerId,
	PersonId,
	CountyId,
	TransportId,
	type LessonEvent,
	type PeerRole,
	type RequestOf,
	type RoomState,
} from '@classroom/protocol';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../identity/index.ts';
import { AppError, FakeClock } from '../../platform/index.ts';
import { JoinBudget } from '../joinBudget.ts';
import type { Room } from '../Room.ts';
import type { RoomPeer } from '../RoomPeer.ts';
import type { Desk, LessonServices } from './handler.ts';
import { extendLesson } from './course.ts';
import { join } from './join.ts';
import { closeProducer, produce } from './producers.ts';

const lessonId = LessonId.parse('lesson');
const transportId = TransportId.parse('transport');
const teacher: Caller = {
	kind: 'person',
	personId: PersonId.parse('teacher'),
	countyId: CountyId.parse('county'),
	role: 'teacher',
	schoolId: null,
	classGroupId: null,
	name: '李老师',
	sessionId: 'session',
	mustChangePassword: false,
};
const joining: RequestOf<'join'> = {
	type: 'join',
	lessonId,
	role: 'teacher',
	afterSeq: null,
	transports: [],
	rtpCapabilities: null,
};
const camera: RequestOf<'produce'> = {
	type: 'produce',
	transportId,
	kind: 'video',
	source: 'camera',
	rtpParameters: { codecs: [] },
};

let clock: FakeClock;
let state: RoomState;
let events: LessonEvent[];
/** What the log answers instead of writing. */
let refusal: AppError | null;
let role: PeerRole | null;
let producers: Set<string>;
let kept: (readonly TransportId[])[];
let desk: Desk;
let services: LessonServices;

const append = (...more: LessonEvent[]): Promise<void> => {
	if (refusal !== null) return Promise.reject(refusal);
	for (const event of more) state = fold(state, { lessonId, seq: state.seq + 1, at: clock.now(), event });
	events.push(...more);
	return Promise.resolve();
};

const media = {
	produce: () => {
		const producerId = ProducerId.parse(`producer-${clock.now()}`);
		producers.add(producerId);
		return Promise.resolve(producerId);
	},
	closeProducer: (id: string) => producers.delete(id),
	setProducerPaused: () => Promise.resolve(),
	consumerIds: () => [],
	keepTransports: (named: readonly TransportId[]) => {
		kept.push(named);
		return [...named];
	},
};

const fakeRoom = (): Room => {
	const room = {
		lessonId,
		clock,
		closed: false,
		ended: false,
		facts: { card: {}, plannedEnd: state.plannedEnd },
		peers: new Map<string, RoomPeer>(),
		joins: new JoinBudget(clock),
		names: { learn: () => Promise.resolve(), all: () => [] },
		media: { rtpCapabilities: {}, of: () => media, remove: () => producers.clear() },
		get state() {
			return state;
		},
		get announced() {
			return state;
		},
		peerState: (peerId: string) => state.peers.find((peer) => peer.peerId === peerId),
		append,
		note: (...more: LessonEvent[]) => void append(...more),
	};
	return room as unknown as Room;
};

beforeEach(() => {
	clock = new FakeClock();
	state = { ...emptyRoom(lessonId), plannedEnd: clock.now() + 60_000 };
	[events, refusal, role, producers, kept] = [[], null, 'teacher', new Set(), []];
	const room = fakeRoom();
	const nothing = (): void => undefined;
	desk = {
		connection: { id: 'c', caller: teacher, closed: false, send: nothing, dismiss: nothing, leave: nothing },
		seat: { kind: 'outside' },
		recorder: null,
	};
	services = {
		rooms: { open: () => Promise.resolve(room) },
		lessons: { roleOf: () => Promise.resolve(role) },
		iceServers: () => [],
	} as unknown as LessonServices;
});

const types = (): string[] => events.map(({ type }) => type);

test('a join that was not heard of is asked for again: same seat, same transports, nothing in the log', async () => {
	const first = await join.run(desk, services, joining);
	const again = await join.run(desk, services, { ...joining, transports: [transportId] });
	expect(again.peerId).toBe(first.peerId);
	expect(types()).toEqual(['peer-joined']);
	expect(desk.seat.kind).toBe('joined');
	await expect(join.run(desk, services, { ...joining, role: 'viewer' })).rejects.toMatchObject({
		code: 'already-joined',
	});
	const elsewhere = { ...joining, lessonId: LessonId.parse('other') };
	await expect(join.run(desk, services, elsewhere)).rejects.toMatchObject({ code: 'already-joined' });
});

test('who loses their part while they come in is out again, and the log says so', async () => {
	const words: (PeerRole | null)[] = ['teacher', null];
	services = {
		...services,
		lessons: { ...services.lessons, roleOf: () => Promise.resolve(words.shift() ?? null) },
	};
	await expect(join.run(desk, services, joining)).rejects.toMatchObject({ code: 'forbidden' });
	expect(events.at(-1)).toMatchObject({ type: 'peer-left', cause: 'removed' });
	expect(desk.seat.kind).toBe('outside');
});

test('leaving and joining as fast as one can is ended by the budget', async () => {
	const refusals: unknown[] = [];
	for (let turn = 0; turn < 50; turn += 1) {
		desk.seat = { kind: 'outside' };
		await join.run(desk, services, joining).catch((error: unknown) => refusals.push(error));
	}
	expect(refusals).toHaveLength(20);
	expect(refusals[0]).toMatchObject({ code: 'too-many-requests' });
});

test('a producer that the log could not take is closed, and the one before goes on', async () => {
	await join.run(desk, services, joining);
	const { producerId } = await produce.run(desk, services, camera);
	clock.advance(1);
	refusal = new AppError('storage-full');
	await expect(produce.run(desk, services, camera)).rejects.toMatchObject({ code: 'storage-full' });
	expect([...producers]).toEqual([producerId]);
	refusal = null;
	const second = await produce.run(desk, services, camera);
	expect([...producers]).toEqual([second.producerId]);
	producers.clear();
	await closeProducer.run(desk, services, {
		type: 'closeProducer',
		producerId: ProducerId.parse(second.producerId),
	});
	expect(state.peers[0]!.sources).toEqual([]);
});

test('a lesson that runs over and is given more time is taught again', async () => {
	await join.run(desk, services, joining);
	await extendLesson.run(desk, services, { type: 'extendLesson', minutes: 1 });
	expect(types()).toEqual(['peer-joined', 'end-moved']);
	await append({ type: 'phase-changed', phase: 'overrun', cause: 'time' });
	await extendLesson.run(desk, services, { type: 'extendLesson', minutes: 1 });
	expect(state.phase).toBe('teaching');
});
