// Which answers are taken, and that adding up loses none; and what gathers them.
import { ClassroomId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AppError, FakeClock } from '../platform/index.ts';
import { AnswerGatherer, type Verdict } from './answerGatherer.ts';
import { CODE_LIFE_MS, hasRoom, isOpen, maskOf, phoneTallies, placesOf } from './quizRules.ts';

const quiz = { kind: 'multiple', options: 4, openedAt: 1000, closedAt: null } as const;
const [a, b] = [ClassroomId.parse('a'), ClassroomId.parse('b')];

test('places and their bits are the same', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(5)), (places) => {
			expect(placesOf(maskOf(places))).toEqual(places.toSorted((x, y) => x - y));
		}),
	);
});

test('a code is good while the quiz is open, and never for days', () => {
	expect([1000, 1000 + CODE_LIFE_MS - 1, 1000 + CODE_LIFE_MS].map((now) => isOpen(quiz, now))).toEqual([
		...[true, true, false],
	]);
	expect(isOpen({ ...quiz, closedAt: 2000 }, 1500)).toBe(false);
});

test('a code has places for 99 devices; who watches alone has an account', () => {
	expect([hasRoom(a, 98), hasRoom(a, 99), hasRoom(null, 5000)]).toEqual([true, false, true]);
});

test('tallies: every answer is in one place, and once in each option it names', () => {
	const answer = fc.record({
		classroomId: fc.constantFrom(a, b, null),
		mask: fc.integer({ min: 1, max: 15 }),
		times: fc.integer({ min: 1, max: 40 }),
	});
	fc.assert(
		fc.property(fc.array(answer), (answers) => {
			const tallies = phoneTallies(quiz, answers);
			const all = (of: (each: (typeof answers)[number]) => number): number =>
				answers.reduce((sum, each) => sum + of(each), 0);
			expect(tallies.reduce((sum, { answered }) => sum + answered, 0)).toBe(all(({ times }) => times));
			const named = tallies.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
			expect(named).toBe(all(({ mask, times }) => times * placesOf(mask).length));
		}),
	);
});

describe('gathering', () => {
	const gatherer = (verdict: (value: string) => Verdict = () => null) => {
		const clock = new FakeClock();
		const kept: string[][] = [];
		const answers = new AnswerGatherer<string>(clock, (values) => {
			kept.push([...values]);
			return Promise.resolve(values.map(verdict));
		});
		return { clock, kept, answers };
	};

	it('ten thousand of one device are one, the last; whoever waited hears of it', async () => {
		const { kept, answers } = gatherer();
		const all = Array.from({ length: 10_000 }, (_, n) => answers.put('one', `${n}`));
		await answers.drain();
		await Promise.all(all);
		expect(kept).toEqual([['9999']]);
	});

	it('hands on by itself, and each hears its own verdict', async () => {
		const { clock, kept, answers } = gatherer((value) =>
			value === 'late' ? new AppError('quiz-closed') : null,
		);
		const [good, late] = [answers.put('a', 'good'), answers.put('b', 'late')];
		clock.advance(200);
		await good;
		await expect(late).rejects.toMatchObject({ code: 'quiz-closed' });
		expect(kept).toEqual([['good', 'late']]);
	});

	it('when it cannot be kept, everybody hears so, and the next are tried again', async () => {
		const clock = new FakeClock();
		let full = true;
		const answers = new AnswerGatherer<string>(clock, (values) =>
			full ? Promise.reject(new AppError('storage-full')) : Promise.resolve(values.map(() => null)),
		);
		const first = answers.put('a', 'x');
		const said = expect(first).rejects.toMatchObject({ code: 'storage-full' });
		await answers.drain();
		await said;
		full = false;
		const second = answers.put('a', 'x');
		await answers.drain();
		await second;
	});
});
