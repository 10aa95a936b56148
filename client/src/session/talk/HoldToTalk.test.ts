// @vitest-environment node
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HoldToTalk } from './HoldToTalk.ts';

let said: string[];
let open: boolean;
/** What the server answers next. */
let answers: (boolean | 'lost')[];
let hold: HoldToTalk;

const answer = (): Promise<boolean> => {
	const next = answers.shift() ?? true;
	return next === 'lost' ? Promise.reject(new Error('no connection')) : Promise.resolve(next);
};

beforeEach(() => {
	vi.useFakeTimers();
	[said, open, answers] = [[], false, []];
	hold = new HoldToTalk({
		start: () => (said.push('start'), answer()),
		stop: () => (said.push('stop'), answer()),
		open: (value) => (open = value),
	});
});
afterEach(() => vi.useRealTimers());

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('a key that is held', () => {
	test('opens at once, once however often it repeats, and closes when let go of', async () => {
		hold.press();
		hold.press();
		expect([open, hold.held.read()]).toEqual([true, true]);
		await settle();
		hold.release();
		hold.release();
		expect([open, hold.held.read()]).toEqual([false, false]);
		await settle();
		expect(said).toEqual(['start', 'stop']);
	});

	test('is closed again when the server does not let it through, or is not there', async () => {
		for (const refusal of [false, 'lost'] as const) {
			answers = [refusal];
			hold.press();
			await settle();
			expect([open, hold.held.read()]).toEqual([false, false]);
		}
		expect(said).toEqual(['start', 'start']);
	});

	test('a refusal that comes late closes nothing that was pressed after it', async () => {
		answers = [false];
		hold.press();
		hold.release();
		hold.press();
		await settle();
		expect(open).toBe(true);
	});

	test('that it is up is said until the server knows, not for ever, and not over the next press', async () => {
		answers = [true, 'lost', 'lost', true];
		hold.press();
		hold.release();
		await settle(10_000);
		expect(said).toEqual(['start', 'stop', 'stop', 'stop']);
		said = [];
		answers = [true, ...Array<'lost'>(20).fill('lost')];
		hold.press();
		hold.release();
		await settle(60_000);
		expect(said).toHaveLength(6);
		answers = [true, 'lost', true];
		hold.press();
		hold.release();
		await settle();
		said = [];
		hold.press();
		await settle(10_000);
		expect(said).toEqual(['start']);
	});

	test('whatever is pressed and refused, the microphone is open only while the key is down', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom('press', 'release', 'wait'), { maxLength: 40 }),
				fc.array(fc.constantFrom<boolean | 'lost'>(true, false, 'lost'), { maxLength: 40 }),
				async (moves, told) => {
					answers = told;
					for (const move of moves) {
						if (move === 'wait') await settle(300);
						else hold[move]();
						expect(open).toBe(hold.held.read());
					}
					hold.release();
					expect(open).toBe(false);
					await settle(20_000);
				},
			),
			{ numRuns: 60 },
		);
	});
});
