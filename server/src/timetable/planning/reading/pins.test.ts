// Whatever of a plan is fixed, the rest is planned around it, and both together are a plan that keeps all rules.
import { ClassroomId, PersonId } from '@classroom/protocol';
import type { PlanningPin } from '@classroom/protocol';
import fc from 'fast-check';
import type { Highs } from 'highs';
import { beforeAll, expect, test } from 'vitest';
import type { PlanningInput } from '../input.ts';
import type { Proposal, ProposedSeries } from '../proposal.ts';
import { propose } from '../propose.ts';
import { faultsOf } from '../recheck.ts';
import { lessonsOf } from '../recheckCost.ts';
import { loadSolver } from '../solver.ts';
import { countedClock } from '../testing/countedClock.ts';
import { seededCounty } from '../testing/counties.ts';
import { pinnedSeries, withoutPinned } from './pins.ts';

let highs: Highs;
beforeAll(async () => {
	highs = await loadSolver();
});

const planned = (input: PlanningInput): Proposal =>
	propose(highs, input, {
		seconds: 0.2,
		seed: 1,
		now: countedClock(0.2),
		onDraft: () => undefined,
	});

const pinOf = ({ teacherId, slots, receivers }: ProposedSeries, most = slots.length): PlanningPin => ({
	teacherId: PersonId.parse(teacherId),
	slots: slots.slice(0, most).map(({ weekday, period }) => ({ weekday, period })),
	receivers: receivers.map(({ needId, classroomId }) => ({
		needId,
		classroomId: ClassroomId.parse(classroomId),
	})),
});

const input = seededCounty({
	seed: 7,
	communities: 1,
	points: 3,
	subjects: ['music', 'art'],
	lessonsAWeek: 2,
	teachers: 3,
});

test('any part of a plan, whole entries or half of one', () => {
	const { series } = planned(input);
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 0, max: 2 }), { minLength: series.length, maxLength: series.length }),
			(kept) => {
				const pins = series.flatMap((each, place) =>
					(kept[place] ?? 0) === 0 ? [] : [pinOf(each, kept[place])],
				);
				const pinned = pinnedSeries(pins, input);
				expect(pinned.ok).toBe(true);
				if (!pinned.ok) return;
				const rest = planned(withoutPinned(input, pinned.series));
				const both = [...pinned.series, ...rest.series];
				expect(faultsOf(both, input)).toEqual([]);
				expect(lessonsOf(pinned.series) + rest.placed.wanted).toBe(12);
				expect(lessonsOf(both)).toBe(12);
			},
		),
		{ numRuns: 6, seed: 20260305 },
	);
});

test('what breaks a rule is said with its place and the rule', () => {
	const { series } = planned(input);
	const [first, second] = series;
	if (first === undefined || second === undefined) throw new Error('nothing was planned');
	const pin = pinOf(first);
	const fault = (...pins: PlanningPin[]): unknown => {
		const pinned = pinnedSeries(pins, input);
		return pinned.ok ? null : pinned.fault;
	};
	expect(fault(pin)).toBeNull();
	expect(fault(pin, pin)).toMatchObject({ pin: 1 });
	expect(fault(pinOf(second), { ...pin, teacherId: PersonId.parse('gone') })).toEqual({
		pin: 1,
		rule: 'unknown',
	});
	expect(fault({ ...pin, slots: [{ weekday: 6, period: 1 }] })).toEqual({ pin: 0, rule: 'no-such-period' });
	expect(
		fault({ ...pin, receivers: [{ needId: 'c1-p1:science', classroomId: ClassroomId.parse('c1-p1-room') }] }),
	).toEqual({ pin: 0, rule: 'covered' });
});
