import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Load } from './needs.ts';
import { needsOf, peakOf } from './needs.ts';

const place = (schoolId: string) =>
	({ classroomId: `${schoolId}-room`, schoolId, countyId: 'county' }) as never;
const plan = (sending: string | null, ...receiving: string[]) => ({
	teacherId: 'teacher' as never,
	sendingClassroom: sending === null ? null : place(sending),
	receivingClassrooms: receiving.map(place),
	classGroups: [],
});
const shown = (...args: Parameters<typeof needsOf>): string[] =>
	needsOf(...args).map(({ kind, id, amount }) => `${kind} ${id} ${amount}`);

test('a lesson needs each school both ways, a recorder place, and a place for each that is connected', () => {
	expect(shown(plan('core', 'luoshan', 'liuwan'), 'delivered')).toEqual([
		...['link core/down 800', 'link core/up 2000', 'link luoshan/down 1000', 'link luoshan/up 400'],
		...['link liuwan/down 1000', 'link liuwan/up 400', 'recorder all 1', 'sfu all 3'],
	]);
});

test('two classrooms of one school share its link, and whoever is on stage needs more of it', () => {
	expect(shown(plan(null, 'luoshan', 'luoshan'), 'research').slice(0, 2)).toEqual([
		'link luoshan/down 3000',
		'link luoshan/up 1600',
	]);
});

const load = (from: number, until: number, amount: number): Load => ({ from, until, amount });

test.each<[string, Load[], number]>([
	['nothing', [], 0],
	['before and after', [load(0, 10, 5), load(20, 30, 5)], 0],
	['one after the other', [load(5, 15, 2), load(15, 25, 3)], 3],
	['at once', [load(5, 16, 2), load(15, 25, 3)], 5],
	['all the while', [load(0, 40, 2), load(12, 13, 1), load(18, 19, 1)], 3],
])('between 10 and 20, %s', (_, loads, peak) => {
	expect(peakOf(loads, { from: 10, until: 20 })).toBe(peak);
});

test('it is what minute by minute would find', () => {
	const anyLoad = fc
		.tuple(fc.nat(30), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }))
		.map(([from, length, amount]) => load(from, from + length, amount));
	fc.assert(
		fc.property(fc.array(anyLoad), (loads) => {
			const minutes = Array.from({ length: 10 }, (_, after) => 10 + after);
			const used = minutes.map((at) =>
				loads.reduce((sum, { from, until, amount }) => (from <= at && at < until ? sum + amount : sum), 0),
			);
			expect(peakOf(loads, { from: 10, until: 20 })).toBe(Math.max(...used));
		}),
	);
});
