import { describe, expect, test } from 'vitest';
import { emptyHands, handsOf, handsWith } from '../classroom/quizHands.ts';
import { writtenQuiz } from '../teacher/writtenQuiz.ts';
import { afterPress, isRight } from './answering.ts';

describe('pressing options', () => {
	test('one takes the place of another; several stand beside each other, in order', () => {
		expect(afterPress('single', [0], 2)).toEqual([2]);
		expect(afterPress('single', [2], 2)).toEqual([2]);
		expect(afterPress('multiple', [2], 0)).toEqual([0, 2]);
		expect(afterPress('multiple', [0, 2], 2)).toEqual([0]);
	});

	test.each([
		[null, { choice: [0] }, null],
		[[], { words: '春天' }, null],
		[[0], null, null],
		[[0], { choice: [0] }, true],
		[[0], { choice: [1] }, false],
		[[0, 2], { choice: [0, 2] }, true],
		[[0, 2], { choice: [0] }, false],
	])('right %j, answered %j: %s', (correct, answer, expected) => {
		expect(isRight(correct, answer)).toBe(expected);
	});
});

describe('counting hands by keys', () => {
	const after = (keys: readonly string[]): (number | null)[] | undefined =>
		keys.reduce((hands, key) => handsWith(hands, 1, key) ?? hands, emptyHands(3)).map(({ count }) => count);

	test.each([
		[['ArrowUp', 'ArrowUp', 'ArrowDown'], 1],
		[['ArrowDown'], 0],
		[['1', '2'], 12],
		[['9', '9', 'ArrowUp'], 99],
		[['ArrowLeft', 'Enter'], 0],
	])('%j: %i of the second, the others stay', (keys, count) => {
		expect(after(keys)).toEqual([0, count, 0]);
	});

	test('what was counted before is corrected', () => {
		expect(handsOf(null)).toBeNull();
		const hands = handsOf([3, 4]);
		expect(hands && handsWith(hands, 0, '5')?.map(({ count }) => count)).toEqual([5, 4]);
	});
});

test.each([
	[
		{ kind: 'single', question: ' ', texts: ['', ''] },
		{ kind: 'single', options: 4 },
	],
	[
		{ kind: 'single', question: '几月？', texts: ['一', '', '二'] },
		{ kind: 'single', options: 2, question: '几月？', optionTexts: ['一', '二'] },
	],
	[
		{ kind: 'multiple', question: '', texts: ['一'] },
		{ kind: 'multiple', options: 4 },
	],
	[
		{ kind: 'judge', question: '对吗', texts: ['一', '二'] },
		{ kind: 'judge', options: 2, question: '对吗' },
	],
	[
		{ kind: 'text', question: '', texts: ['一', '二'] },
		{ kind: 'text', options: 0 },
	],
] as const)('what is typed as it is asked for: %j', (written, asked) => {
	expect(writtenQuiz(written)).toEqual(asked);
});
