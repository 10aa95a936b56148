import type { LessonStatus, RoomPhase } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StatusFacts } from './lessonStatus.ts';
import { isChangeable, lessonStatus } from './lessonStatus.ts';

const minute = 60_000;
const bell = Date.UTC(2026, 2, 2, 1, 0);
const planned: StatusFacts = {
	plannedStart: bell,
	plannedEnd: bell + 40 * minute,
	phase: null,
	givenAt: null,
	cancelledAt: null,
};

/** Minutes from the bell; what the log says; what the lesson is. */
const table: [at: number, facts: Partial<StatusFacts>, status: LessonStatus][] = [
	[-60, {}, 'planned'],
	[-10.01, {}, 'planned'],
	[-10, {}, 'waiting'],
	[-5, { phase: 'waiting' }, 'waiting'],
	[0, {}, 'waiting'],
	[39.99, {}, 'waiting'],
	[40, {}, 'missed'],
	[40, { phase: 'waiting' }, 'missed'],
	[-2, { phase: 'teaching' }, 'teaching'],
	[20, { phase: 'teaching' }, 'teaching'],
	[40, { phase: 'teaching' }, 'overrun'],
	[41, { phase: 'overrun' }, 'overrun'],
	[54.99, { phase: 'overrun' }, 'overrun'],
	[55, { phase: 'overrun' }, 'ended'],
	[1000, { phase: 'teaching' }, 'ended'],
	[30, { phase: 'ended', givenAt: bell }, 'ended'],
	[30, { phase: 'ended', givenAt: null }, 'missed'],
	[-60, { cancelledAt: 1 }, 'cancelled'],
	[100, { cancelledAt: 1 }, 'cancelled'],
	[100, { cancelledAt: 1, phase: 'waiting' }, 'cancelled'],
];

test.each(table)('%d minutes from the bell with %j: %s', (at, facts, status) => {
	expect(lessonStatus({ ...planned, ...facts }, bell + at * minute)).toBe(status);
});

const order: LessonStatus[] = ['planned', 'waiting', 'teaching', 'overrun', 'ended', 'missed', 'cancelled'];

test('by the clock alone a lesson only ever goes on, never back', () => {
	const phase = fc.constantFrom<RoomPhase | null>(null, 'waiting', 'teaching', 'overrun', 'ended');
	const time = fc.integer({ min: bell - 100 * minute, max: bell + 200 * minute });
	fc.assert(
		fc.property(phase, time, time, fc.boolean(), fc.boolean(), (inPhase, one, other, cancelled, given) => {
			const facts: StatusFacts = {
				...planned,
				phase: inPhase,
				givenAt: given && inPhase === 'ended' ? bell : null,
				cancelledAt: cancelled ? 1 : null,
			};
			const [early, late] = [Math.min(one, other), Math.max(one, other)];
			expect(order.indexOf(lessonStatus(facts, late))).toBeGreaterThanOrEqual(
				order.indexOf(lessonStatus(facts, early)),
			);
			if (isChangeable(facts, late)) expect(isChangeable(facts, early)).toBe(true);
		}),
	);
});
