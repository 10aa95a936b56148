import {
	ClassroomId,
	fold,
	emptyRoom,
	LessonId,
	PeerId,
	timesCalled,
	type LessonEvent,
	type RoomState,
} from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_PAUSE_MS, chooseAtRandom, justCalled } from './randomCall.ts';
import { bringsOn, changesMode } from './stageRules.ts';

const lessonId = LessonId.parse('lesson');
const li = PeerId.parse('li');
const names = ['a', 'b', 'c', 'd', 'e'];
const receiving = names.map((name) => ClassroomId.parse(name));
const peerOf = (name: string): PeerId => PeerId.parse(name);

const run = (state: RoomState, ...events: readonly LessonEvent[]): RoomState =>
	events.reduce((now, event) => fold(now, { lessonId, seq: now.seq + 1, at: 1000 + now.seq, event }), state);
const joins = (name: string): LessonEvent => ({
	...{ type: 'peer-joined', peerId: peerOf(name), role: 'classroom' },
	subject: { kind: 'classroom', classroomId: ClassroomId.parse(name) },
});
const roomOf = (...here: readonly string[]): RoomState => run(emptyRoom(lessonId), ...here.map(joins));
/** As the server does it: the call and what it brings. */
const call = (state: RoomState, seed: number): { state: RoomState; called: PeerId | null } => {
	const chosen = chooseAtRandom(state, receiving, seed);
	if (chosen === null) return { state, called: null };
	const { peerId } = chosen;
	const event: LessonEvent = { type: 'called-at-random', ...chosen, by: li };
	return { state: run(state, event, ...bringsOn(state, peerId, li)), called: peerId };
};
const offStage = (state: RoomState): RoomState =>
	run(
		state,
		...state.peers
			.filter(({ stageSince }) => stageSince !== null)
			.map(({ peerId }): LessonEvent => ({ type: 'stage-left', peerId, by: li })),
	);

type Step =
	| { readonly do: 'call'; readonly seed: number }
	| { readonly do: 'hand' | 'join' | 'lose' | 'return' | 'leave'; readonly who: string }
	| { readonly do: 'clear' };
const seed = fc.nat();
const who = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: seed.map((value): Step => ({ do: 'call', seed: value })) },
	{ weight: 1, arbitrary: fc.constant<Step>({ do: 'clear' }) },
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.constantFrom('hand', 'join', 'lose', 'return', 'leave'), who)
			.map(([action, name]): Step => ({ do: action, who: name })),
	},
);
const take = (state: RoomState, now: Step): RoomState => {
	if (now.do === 'call') return call(state, now.seed).state;
	if (now.do === 'clear') return offStage(state);
	const peerId = peerOf(now.who);
	const peer = state.peers.find((each) => each.peerId === peerId);
	const presence = peer?.presence ?? 'left';
	switch (now.do) {
		case 'join':
			return presence === 'left' ? run(state, joins(now.who)) : state;
		case 'hand':
			return presence === 'left' || peer?.stageSince !== null
				? state
				: run(state, ...bringsOn(state, peerId, li));
		case 'lose':
			return presence === 'here' ? run(state, { type: 'peer-lost', peerId }) : state;
		case 'return':
			return presence === 'lost' ? run(state, { type: 'peer-returned', peerId }) : state;
		case 'leave':
			return presence === 'left' ? state : run(state, { type: 'peer-left', peerId, cause: 'left' });
	}
};
const someLesson = fc
	.array(step, { maxLength: 60 })
	.map((steps) => steps.reduce(take, roomOf('a', 'b', 'c')));

describe('a random call', () => {
	it('falls on nobody where nobody is to be called', () => {
		expect(chooseAtRandom(roomOf(), receiving, 7)).toBeNull();
		expect(chooseAtRandom(roomOf('a'), [], 7)).toBeNull();
		const alone = call(roomOf('a'), 0).state;
		expect(chooseAtRandom(alone, receiving, 7)).toBeNull();
		expect(chooseAtRandom(offStage(alone), receiving, 7)).toEqual({ peerId: 'a', among: 1 });
	});

	it('falls only on a receiving classroom that is here and not on stage', () => {
		fc.assert(
			fc.property(someLesson, fc.subarray(receiving), seed, (state, mayBe, value) => {
				const chosen = chooseAtRandom(state, mayBe, value);
				const could = state.peers.filter(
					({ peerId, presence, stageSince }) =>
						presence === 'here' && stageSince === null && mayBe.includes(ClassroomId.parse(peerId)),
				);
				if (chosen === null) expect(could).toEqual([]);
				else expect(could.map(({ peerId }) => peerId)).toContain(chosen.peerId);
			}),
		);
	});

	it('falls on nobody a second time while somebody here was not on stage at all', () => {
		fc.assert(
			fc.property(someLesson, seed, (state, value) => {
				const chosen = chooseAtRandom(state, receiving, value);
				if (chosen === null || timesCalled(state.stage, chosen.peerId) === 0) return;
				const leftOut = state.peers.filter(
					({ peerId, presence, stageSince }) =>
						presence === 'here' && stageSince === null && timesCalled(state.stage, peerId) === 0,
				);
				expect(leftOut).toEqual([]);
			}),
		);
	});

	it('falls on whoever was called least, among those who were there from the beginning', () => {
		const stays = fc.array(
			fc.oneof(
				seed.map((value): Step => ({ do: 'call', seed: value })),
				who.map((name): Step => ({ do: 'hand', who: name })),
			),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(stays, seed, (steps, value) => {
				const state = steps.reduce(take, roomOf(...names));
				const chosen = chooseAtRandom(state, receiving, value);
				const times = (peerId: PeerId): number => timesCalled(state.stage, peerId);
				const off = state.peers.filter(({ stageSince }) => stageSince === null);
				expect(times(chosen!.peerId)).toBe(Math.min(...off.map(({ peerId }) => times(peerId))));
			}),
		);
	});

	it('goes round: when only chance calls, nobody is ever two calls ahead', () => {
		fc.assert(
			fc.property(fc.array(seed, { minLength: 1, maxLength: 40 }), (seeds) => {
				let state = roomOf(...names);
				for (const [index, value] of seeds.entries()) {
					state = call(state, value).state;
					const times = names.map((name) => timesCalled(state.stage, peerOf(name)));
					expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
					expect(times.reduce((sum, each) => sum + each, 0)).toBe(index + 1);
				}
			}),
		);
	});

	it('falls on a late comer once, and not again before the others', () => {
		let state = roomOf('a', 'b');
		for (const value of [0, 1, 2, 3, 4, 5]) state = call(state, value).state;
		state = run(state, joins('c'));
		const first = call(state, 1);
		expect(first.called).toBe('c');
		const next = [call(first.state, 0), call(first.state, 1), call(first.state, 2)].map(
			({ called }) => called,
		);
		expect(next).not.toContain('c');
	});

	it('gives each of the equals the same chance', () => {
		const state = roomOf(...names);
		const counts = new Map<string, number>();
		for (let value = 0; value < 500; value += 1) {
			const { peerId } = chooseAtRandom(state, receiving, value)!;
			counts.set(peerId, (counts.get(peerId) ?? 0) + 1);
		}
		expect([...counts.values()]).toEqual([100, 100, 100, 100, 100]);
	});

	it('a second press at once means the first one', () => {
		const { state, called } = call(roomOf('a', 'b'), 0);
		const { at } = state.stage.lastRandom!;
		expect(justCalled(state, at + CALL_PAUSE_MS - 1)).toBe(called);
		expect(justCalled(state, at + CALL_PAUSE_MS)).toBeNull();
		expect(justCalled(offStage(state), at)).toBeNull();
		expect(justCalled(roomOf('a'), at)).toBeNull();
	});
});

describe('the stage', () => {
	const names3 = (state: RoomState): string =>
		state.peers
			.filter(({ stageSince }) => stageSince !== null)
			.map(({ peerId }) => peerId)
			.toSorted()
			.join('');
	const brings = (state: RoomState, name: string): RoomState =>
		run(state, ...bringsOn(state, peerOf(name), li));
	const mode = (state: RoomState, to: 'one' | 'open'): RoomState => run(state, ...changesMode(state, to, li));

	it('has one at a time, and in an open discussion three', () => {
		let state = brings(brings(roomOf(...names), 'b'), 'a');
		expect(names3(state)).toBe('a');
		state = brings(brings(mode(state, 'open'), 'c'), 'b');
		expect(names3(state)).toBe('abc');
		expect(() => bringsOn(state, peerOf('d'), li)).toThrow(
			expect.objectContaining({ code: 'stage-full', details: { limit: 3 } }),
		);
		expect(changesMode(state, 'open', li)).toEqual([]);
	});

	it('keeps the longest on it when the discussion is over, one that is here before one that is lost', () => {
		const three = ['c', 'a', 'b'].reduce(brings, mode(roomOf(...names), 'open'));
		expect(names3(mode(three, 'one'))).toBe('c');
		expect(names3(mode(run(three, { type: 'peer-lost', peerId: peerOf('c') }), 'one'))).toBe('a');
		const lost = names.map((name): LessonEvent => ({ type: 'peer-lost', peerId: peerOf(name) }));
		expect(names3(mode(run(three, ...lost), 'one'))).toBe('c');
		expect(names3(mode(mode(roomOf('a'), 'open'), 'one'))).toBe('');
	});
});
