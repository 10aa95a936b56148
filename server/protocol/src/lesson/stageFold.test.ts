// The stage in the fold: who was called how often, who may speak after which silence, and who holds a key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClassroomId, LessonId, PeerId, PersonId } from '../ids.ts';
import type { DeviceTest } from './deviceTest.ts';
import type { LessonEvent } from './events.ts';
import { fold } from './fold.ts';
import { emptyRoom, onStage, peerById, RoomState } from './roomState.ts';
import { mayOpen, talkerOf, timesCalled } from './stageState.ts';
import { microphoneOpen } from './visibility.ts';

const lessonId = LessonId.parse('lesson');
const [li, a, b, c, wang] = ['li', 'a', 'b', 'c', 'wang'].map((id) => PeerId.parse(id)) as [
	PeerId,
	PeerId,
	PeerId,
	PeerId,
	PeerId,
];
const rooms = [a, b, c];
const by = li;

const run = (events: readonly LessonEvent[], from: RoomState = emptyRoom(lessonId)): RoomState =>
	events.reduce(
		(state, event) => fold(state, { lessonId, seq: state.seq + 1, at: 1000 + state.seq, event }),
		from,
	);

const room = (peerId: PeerId): LessonEvent => ({
	type: 'peer-joined',
	peerId,
	role: 'classroom',
	subject: { kind: 'classroom', classroomId: ClassroomId.parse(peerId) },
});
const person = (peerId: PeerId, role: 'teacher' | 'assistant'): LessonEvent => ({
	type: 'peer-joined',
	peerId,
	role,
	subject: { kind: 'person', personId: PersonId.parse(peerId) },
});
const everybody = [person(li, 'teacher'), person(wang, 'assistant'), ...rooms.map(room)];
const enters = (peerId: PeerId): LessonEvent => ({ type: 'stage-entered', peerId, by });
const leaves = (peerId: PeerId): LessonEvent => ({ type: 'stage-left', peerId, by });
const pushes = (peerId: PeerId): LessonEvent => ({
	...{ type: 'talk-mode-changed', peerId, talk: 'push', by: peerId },
});
const talks = (peerId: PeerId, who = peerId): LessonEvent => ({ type: 'talk-started', peerId, by: who });
const mute = (peerId: PeerId, who: PeerId = by): LessonEvent => ({ type: 'muted', peerId, by: who });
const unmute = (peerId: PeerId, who: PeerId = by): LessonEvent => ({ type: 'unmuted', peerId, by: who });
const muteAll: LessonEvent = { type: 'all-muted', by };
const unmuteAll: LessonEvent = { type: 'all-unmuted', by };

/** Which of the three are heard. */
const heard = (events: readonly LessonEvent[]): string =>
	run([...everybody, ...events])
		.peers.filter((peer) => peer.role === 'classroom' && microphoneOpen(peer))
		.map(({ peerId }) => peerId as string)
		.toSorted()
		.join('');

/** All is well; the microphone is this loud. */
const tested = (level: number): DeviceTest => ({
	camera: { result: 'fine', brightness: 100, change: 2 },
	microphone: { result: 'fine', level },
	loop: { result: 'heard', level: -30, echoMs: 80 },
	link: { result: 'fine', downKbps: 4000, upKbps: 900, roundTripMs: 40, lossRatio: null },
});

const someEvent: fc.Arbitrary<LessonEvent> = fc
	.tuple(fc.constantFrom(...rooms), fc.constantFrom(li, wang, a, b), fc.nat(18))
	.map(([peerId, who, kind]): LessonEvent => {
		const all: LessonEvent[] = [
			...[enters(peerId), leaves(peerId), pushes(peerId), talks(peerId, who), mute(peerId, who)],
			...[unmute(peerId, who), muteAll, unmuteAll, room(peerId)],
			{ type: 'talk-mode-changed', peerId, talk: 'open', by: peerId },
			{ type: 'talk-ended', peerId, by: who },
			{ type: 'peer-lost', peerId },
			{ type: 'peer-lost', peerId: who },
			{ type: 'peer-returned', peerId },
			{ type: 'peer-left', peerId: who, cause: 'left' },
			{ type: 'called-at-random', peerId, among: 2, by },
			{ type: 'stage-mode-changed', mode: kind % 2 === 0 ? 'open' : 'one', by },
			{ type: 'headcount-taken', classroomId: ClassroomId.parse(peerId), count: kind, by: peerId },
			{ type: 'device-tested', classroomId: ClassroomId.parse(peerId), test: tested(-kind), by: peerId },
		];
		return all[kind] ?? muteAll;
	});
const someEvents = fc.array(someEvent, { maxLength: 80 });

describe('calls', () => {
	it('counts each time on stage once, and keeps the count of whoever leaves and comes again', () => {
		const left: LessonEvent = { type: 'peer-left', peerId: a, cause: 'left' };
		const state = run([...everybody, enters(a), enters(a), leaves(a), enters(a), left, room(a)]);
		expect([timesCalled(state.stage, a), timesCalled(state.stage, b)]).toEqual([2, 0]);
	});

	it('counts a late comer like whoever was called least', () => {
		const state = run([...everybody.slice(0, 4), enters(a), enters(b), leaves(a), enters(a), room(c)]);
		expect(state.stage.calls.find(({ peerId }) => peerId === c)).toEqual({ peerId: c, times: 0, turns: 1 });
	});

	it('remembers who was called at random last', () => {
		const state = run([...everybody, { type: 'called-at-random', peerId: b, among: 3, by }, enters(b)]);
		expect(state.stage.lastRandom).toEqual({ peerId: b, at: 1005 });
	});
});

describe('silence', () => {
	const open = [enters(a), enters(b)];
	it.each<[string, readonly LessonEvent[], string]>([
		['on stage one is heard', open, 'ab'],
		['all are muted', [...open, muteAll], ''],
		['whoever comes back meanwhile is, too', [...open, muteAll, room(a), enters(a)], 'a'],
		['whom the teacher calls meanwhile may speak', [...open, muteAll, enters(c)], 'c'],
		['whom the teacher allows to speak may', [...open, muteAll, unmute(a)], 'a'],
		['muting all again silences those, too', [...open, muteAll, unmute(a), muteAll], ''],
		['when it is over they are heard again', [...open, muteAll, unmuteAll], 'ab'],
		['but not whoever had muted itself', [...open, mute(a, a), muteAll, unmuteAll], 'b'],
		['nor whoever did so meanwhile', [...open, muteAll, unmute(a), mute(a, a), unmuteAll], 'b'],
		['nor whom the teacher had muted', [...open, mute(a), muteAll, unmuteAll], 'b'],
		['nor whoever holds no key', [...open, pushes(a), muteAll, unmuteAll], 'b'],
		['calling somebody on stage again lifts every mute', [...open, mute(a), leaves(a), enters(a)], 'ab'],
	])('%s', (_, events, expected) => {
		expect(heard(events)).toBe(expected);
	});

	it('whom the teacher muted may not open by itself, whoever muted itself may', () => {
		expect(mayOpen(run([...everybody, enters(a), mute(a)]).stage, a)).toBe(false);
		expect(mayOpen(run([...everybody, enters(a), mute(a), unmute(a)]).stage, a)).toBe(true);
		expect(mayOpen(run([...everybody, enters(a), mute(a, a)]).stage, a)).toBe(true);
		expect(mayOpen(run([...everybody, muteAll]).stage, a)).toBe(false);
	});

	it('mutes those that come while it lasts', () => {
		const state = run([...everybody.slice(0, 3), muteAll, room(b)]);
		expect([peerById(state, b)?.muted, mayOpen(state.stage, b)]).toEqual([true, false]);
	});
});

describe('push-to-talk', () => {
	const ready = [pushes(a), enters(a)];
	it.each<[string, readonly LessonEvent[], string]>([
		['on stage nobody is heard before the key is held', ready, ''],
		['held', [...ready, talks(a)], 'a'],
		['let go of', [...ready, talks(a), { type: 'talk-ended', peerId: a, by: a }], ''],
		['the socket lost', [...ready, talks(a), { type: 'peer-lost', peerId: a }], ''],
		['out of the lesson', [...ready, talks(a), { type: 'peer-left', peerId: a, cause: 'left' }], ''],
		['held by the assistant', [...ready, talks(a, wang)], 'a'],
		['whose socket is lost', [...ready, talks(a, wang), { type: 'peer-lost', peerId: wang }], ''],
		['who is gone', [...ready, talks(a, wang), { type: 'peer-left', peerId: wang, cause: 'removed' }], ''],
		['somebody else is lost', [...ready, talks(a), { type: 'peer-lost', peerId: b }], 'a'],
		['muted meanwhile', [...ready, talks(a), mute(a)], ''],
		['all muted meanwhile', [...ready, talks(a), muteAll], ''],
		['off stage meanwhile and on again', [...ready, talks(a), leaves(a), enters(a)], ''],
		['allowed to speak, without a key', [...ready, mute(a), unmute(a)], ''],
		['and with one', [...ready, mute(a), unmute(a), talks(a)], 'a'],
		['no more keys', [...ready, { type: 'talk-mode-changed', peerId: a, talk: 'open', by: a }], 'a'],
	])('%s', (_, events, expected) => {
		expect(heard(events)).toBe(expected);
	});
});

describe('whatever happens', () => {
	it('nobody off stage is heard, a classroom with a key only while it is held, and no key is held by who is gone', () => {
		fc.assert(
			fc.property(someEvents, (events) => {
				const state = run([...everybody, ...events]);
				const staged = onStage(state).map(({ peerId }) => peerId);
				for (const { peerId, talker } of state.stage.pushing) {
					const peer = peerById(state, peerId);
					if (talker === null) expect(peer && microphoneOpen(peer)).toBe(false);
					expect(talkerOf(state.stage, peerId)).toBe(talker);
				}
				for (const peer of state.peers) {
					if (peer.role === 'classroom' && microphoneOpen(peer)) expect(staged).toContain(peer.peerId);
				}
				expect(RoomState.parse(state)).toEqual(state);
			}),
			{ numRuns: 400 },
		);
	});

	it('nobody whom the teacher silenced is heard, until called or allowed to speak', () => {
		const quietOnes = someEvents.map((events) =>
			events.filter(
				({ type }) => !['stage-entered', 'unmuted', 'all-unmuted', 'talk-started'].includes(type),
			),
		);
		fc.assert(
			fc.property(someEvents, quietOnes, (before, after) => {
				const state = run([...everybody, ...before, muteAll, ...after]);
				expect(state.peers.filter((peer) => peer.role === 'classroom' && microphoneOpen(peer))).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it('keeps one count for each classroom, never less turns than times', () => {
		fc.assert(
			fc.property(someEvents, (events) => {
				const { calls } = run([...everybody, ...events]).stage;
				expect(new Set(calls.map(({ peerId }) => peerId)).size).toBe(calls.length);
				for (const { times, turns } of calls) expect(turns).toBeGreaterThanOrEqual(times);
			}),
		);
	});
});

it('a headcount is corrected by the next one of the same classroom', () => {
	const count = (id: string, n: number): LessonEvent => ({
		...{ type: 'headcount-taken', classroomId: ClassroomId.parse(id), count: n, by: a },
	});
	const { headcounts } = run([...everybody, count('a', 38), count('b', 12), count('a', 37)]);
	expect(headcounts.map(({ classroomId, count: n }) => `${classroomId} ${n}`)).toEqual(['b 12', 'a 37']);
});

it("a classroom's last test of itself stands for it, and nobody else's goes", () => {
	const test = (id: string, level: number): LessonEvent => ({
		...{ type: 'device-tested', classroomId: ClassroomId.parse(id), test: tested(level), by: a },
	});
	const { deviceTests } = run([...everybody, test('a', -40), test('b', -50), test('a', -45)]);
	expect(deviceTests.map(({ classroomId, microphone }) => `${classroomId} ${microphone.level}`)).toEqual([
		'b -50',
		'a -45',
	]);
});
