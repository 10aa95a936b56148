import { expect, test } from 'vitest';
import { FakeClock } from '../platform/index.ts';
import { JoinBudget } from './joinBudget.ts';

const times = (budget: JoinBudget, caller: string, tries: number): number =>
	Array.from({ length: tries }, () => budget.take(caller)).filter(Boolean).length;

test('a caller comes in often at once, then every 2 s, and takes nothing from others', () => {
	const clock = new FakeClock();
	const budget = new JoinBudget(clock);
	expect(times(budget, 'a', 100)).toBe(30);
	expect(times(budget, 'b', 5)).toBe(5);
	clock.advance(1_999);
	expect(times(budget, 'a', 3)).toBe(0);
	clock.advance(1);
	expect(times(budget, 'a', 3)).toBe(1);
	clock.advance(10 * 60_000);
	expect(times(budget, 'a', 100)).toBe(30);
});

test('a link that flaps every 2 s for a whole lesson always gets back in', () => {
	const clock = new FakeClock();
	const budget = new JoinBudget(clock);
	for (let turn = 0; turn < 1_200; turn += 1) {
		expect(budget.take('a')).toBe(true);
		clock.advance(2_000);
	}
});
