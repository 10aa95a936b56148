import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PeerId } from '@classroom/protocol';
import type { Scene, ScenePicture } from '../../scene/layout.ts';
import { splitScene } from './split.ts';

const pictures: Record<string, ScenePicture> = {
	teacher: { peerId: PeerId.parse('t'), source: 'camera', role: 'teacher' },
	screen: { peerId: PeerId.parse('t'), source: 'screen', role: 'screen' },
	a: { peerId: PeerId.parse('a'), source: 'camera', role: 'stage' },
	b: { peerId: PeerId.parse('b'), source: 'camera', role: 'stage' },
};
const scene = (names: string): Scene => {
	const [main = null, ...side] = names === '' ? [] : names.split(' ').map((name) => pictures[name]!);
	return { main, side };
};
const nameOf = (picture: ScenePicture | null): string =>
	Object.keys(pictures).find((name) => pictures[name] === picture) ?? '-';

test.each([
	['', '-', '', '-'],
	['teacher', 'teacher', '', '-'],
	['screen teacher', 'teacher', '', 'screen'],
	['teacher screen', 'teacher', '', 'screen'],
	['screen teacher a b', 'teacher', 'a b', 'screen'],
	['a teacher screen', 'teacher', 'a', 'screen'],
	['teacher a', 'teacher', '', 'a'],
	['a b teacher', 'teacher', 'b', 'a'],
	['a', '-', '', 'a'],
])('%s: %s large, %s beside it, %s on the second display', (names, large, beside, second) => {
	const split = splitScene(scene(names));
	expect(nameOf(split.first.main)).toBe(large);
	expect(split.first.side.map(nameOf).join(' ')).toBe(beside);
	expect(nameOf(split.second)).toBe(second);
});

test('nothing is lost and nothing is shown twice', () => {
	fc.assert(
		fc.property(fc.shuffledSubarray(Object.keys(pictures)), (names) => {
			const { first, second } = splitScene(scene(names.join(' ')));
			const shown = [first.main, ...first.side, second].filter((picture) => picture !== null).map(nameOf);
			expect(shown.toSorted()).toEqual(names.toSorted());
		}),
	);
});
