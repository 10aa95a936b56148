import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, emptyRoom } from '@classroom/protocol';
import type { PeerState, RoomState } from '@classroom/protocol';
import { nameContains, wallTiles } from './wallOrder.ts';

const names = ['a', 'b', 'c', 'd'];
const places = names.map((name) => ({ classroomId: ClassroomId.parse(name), name, school: name }));

const peer = (id: string, change: Partial<PeerState> = {}): PeerState => ({
	peerId: PeerId.parse(`peer-${id}`),
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
const room = (...peers: PeerState[]): RoomState => ({ ...emptyRoom(LessonId.parse('l')), peers });

const shown = (state: RoomState): string[] =>
	wallTiles(state, places).map((tile) =>
		tile.kind === 'here' ? `${tile.peer.peerId.slice(5)}${tile.hand ?? ''}` : `(${tile.place.name})`,
	);

describe('wall', () => {
	test('as planned, whoever is missing last', () => {
		expect(shown(room(peer('c'), peer('a')))).toEqual(['a', 'c', '(b)', '(d)']);
	});

	test('hands first, the longest first, then the stage', () => {
		const state = room(
			peer('a'),
			peer('b', { stageSince: 1 }),
			peer('c', { handSince: 9 }),
			peer('d', { handSince: 4 }),
		);
		expect(shown(state)).toEqual(['d1', 'c2', 'b', 'a']);
	});

	test('a lost one keeps its place, one that left is missing, an unplanned one is shown', () => {
		const state = room(peer('b', { presence: 'lost' }), peer('a', { presence: 'left' }), peer('guest'));
		expect(shown(state)).toEqual(['b', 'guest', '(a)', '(c)', '(d)']);
	});

	test('every place is shown exactly once', () => {
		const some = fc.subarray(names).chain((present) =>
			fc.record({
				peers: fc.constant(present),
				hands: fc.subarray(present),
			}),
		);
		fc.assert(
			fc.property(some, ({ peers, hands }) => {
				const state = room(
					...peers.map((name, index) => peer(name, { handSince: hands.includes(name) ? index : null })),
				);
				const all = shown(state).map((each) => each.replaceAll(/[()\d]/g, ''));
				expect([...all].sort()).toEqual(names);
				expect(
					shown(state)
						.slice(0, hands.length)
						.map((each) => each[0]),
				).toEqual(peers.filter((name) => hands.includes(name)));
			}),
		);
	});
});

test.each<[readonly string[], string, boolean]>([
	[['三年级教室', '罗山教学点'], '罗山', true],
	[['三年级教室', '罗山教学点'], ' 罗 山 ', true],
	[['三年级教室', '罗山教学点'], '年级', true],
	[['三年级教室', '罗山教学点'], '', true],
	[['三年级教室', '罗山教学点'], '东湖', false],
	[['Room A', 'East School'], 'east s', true],
	[['Room Ａ１', ''], 'a1', true],
	[[], '罗', false],
])('%j has "%s" in it: %s', (of, text, found) => {
	expect(nameContains(of, text)).toBe(found);
});
