// Quiz, timer and stars in the fold: one quiz at a time, late figures count no more, times are the server's.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ClassroomId, LessonId, PeerId, QuizId } from '../ids.ts';
import type { LessonEvent } from './events.ts';
import { fold } from './fold.ts';
import { choiceFits, handsTally, optionsFit, quizTotal, rightOf } from './quiz.ts';
import { emptyRoom, RoomState } from './roomState.ts';
import { moreThanChildren, openQuiz, PAST_QUIZZES_MAX, starsOf } from './toolsState.ts';

const lessonId = LessonId.parse('lesson');
const by = PeerId.parse('li');
const places = ['a', 'b', 'c'].map((id) => ClassroomId.parse(id));
const [a, b] = places as [ClassroomId, ClassroomId, ClassroomId];
const quizzes = ['q1', 'q2', 'q3'].map((id) => QuizId.parse(id));
const [q1, q2] = quizzes as [QuizId, QuizId, QuizId];

const run = (events: readonly LessonEvent[], from: RoomState = emptyRoom(lessonId)): RoomState =>
	events.reduce(
		(state, event) => fold(state, { lessonId, seq: state.seq + 1, at: 1000 * (state.seq + 1), event }),
		from,
	);

const open = (quizId: QuizId, options = 4): LessonEvent => ({
	...{ type: 'quiz-opened', quizId, kind: 'single', options, by },
});
const close = (quizId: QuizId): LessonEvent => ({ type: 'quiz-closed', quizId, by });
const show = (quizId: QuizId, ...correct: number[]): LessonEvent => ({
	...{ type: 'quiz-answers-shown', quizId, correct, by },
});
const away = (quizId: QuizId): LessonEvent => ({ type: 'quiz-put-away', quizId, by });
const tally = (
	quizId: QuizId,
	classroomId: ClassroomId | null,
	counts: number[],
	way: 'keys' | 'phones' = 'keys',
): LessonEvent => ({ type: 'quiz-tallied', quizId, classroomId, way, ...handsTally('single', counts) });

const counts = (state: RoomState): number[] | null => {
	const { current } = state.tools.quiz;
	return current === null ? null : quizTotal(current).counts;
};

describe('a quiz', () => {
	it('adds hands and phones of all places; a later figure of a place takes the place of the earlier', () => {
		const events = [
			...[open(q1), tally(q1, a, [3, 1, 0, 0]), tally(q1, a, [2, 2, 0, 0], 'phones')],
			...[tally(q1, b, [9, 9, 9, 9]), tally(q1, b, [0, 5, 0, 1]), tally(q1, null, [0, 0, 1, 0], 'phones')],
		];
		expect(counts(run(events))).toEqual([5, 8, 1, 1]);
	});

	it('takes no figures after its end, of another quiz, or of one that was put away', () => {
		const closed = run([open(q1), tally(q1, a, [1, 0, 0, 0]), close(q1)]);
		expect(counts(run([tally(q1, a, [7, 0, 0, 0])], closed))).toEqual([1, 0, 0, 0]);
		expect(counts(run([open(q2), tally(q1, a, [7, 0, 0, 0])], closed))).toEqual([0, 0, 0, 0]);
	});

	it('is open at most once: a second one that is opened meanwhile is none', () => {
		const state = run([open(q1), open(q2, 2), close(q2), away(q1), show(q1, 0)]);
		expect(openQuiz(state.tools)).toMatchObject({ quizId: q1, options: 4, correct: null });
		expect(state.tools.quiz.past).toEqual([]);
	});

	it('shows its answers once it is closed, and may be corrected', () => {
		const state = run([open(q1), show(q1, 1), close(q1), show(q1, 0), show(q1, 2)]);
		expect(state.tools.quiz.current?.correct).toEqual([2]);
	});

	it('put away, it is one of the past, and its places have their score', () => {
		const first = [open(q1), tally(q1, a, [3, 1, 0, 0]), tally(q1, b, [0, 2, 0, 0]), close(q1), show(q1, 0)];
		const second = [open(q2), tally(q2, a, [1, 1, 0, 0]), close(q2), away(q2)];
		const { current, past, scores } = run([...first, ...second]).tools.quiz;
		expect(current).toBeNull();
		expect(past.map(({ quizId, total, correct }) => ({ quizId, answered: total.answered, correct }))).toEqual(
			[
				{ quizId: q1, answered: 6, correct: [0] },
				{ quizId: q2, answered: 2, correct: null },
			],
		);
		// The second one's answer was never shown: nobody knows who was right.
		expect(scores).toEqual([
			{ classroomId: a, answered: 4, right: 3 },
			{ classroomId: b, answered: 2, right: 0 },
		]);
	});

	it('ends with the lesson, and so does the timer', () => {
		const ended: LessonEvent = { type: 'phase-changed', phase: 'ended', cause: 'teacher' };
		const { tools } = run([open(q1), { type: 'timer-started', seconds: 60, by }, ended]);
		expect([tools.quiz.current?.closedAt, tools.timer]).toEqual([3000, null]);
	});

	it('says where more have answered than children were counted', () => {
		const children: LessonEvent = { type: 'headcount-taken', classroomId: a, count: 3, by };
		const state = run([children, open(q1), tally(q1, a, [3, 1, 0, 0]), tally(q1, b, [50, 0, 0, 0])]);
		const quiz = state.tools.quiz.current!;
		expect(quiz.tallies.map((each) => moreThanChildren(quiz, each, state.headcounts))).toEqual([true, false]);
	});
});

test.each([
	['single', 4, [1], true],
	['single', 4, [1, 2], false],
	['single', 4, [], false],
	['single', 4, [4], false],
	['judge', 2, [1], true],
	['multiple', 4, [0, 3], true],
	['multiple', 4, [3, 3], false],
	['text', 0, [0], false],
] as const)('%s with %i options, answered %j: %s', (kind, options, choice, fits) => {
	expect(choiceFits(kind, options, choice)).toBe(fits);
});

test('which kinds have how many options', () => {
	const fitting = (kind: 'single' | 'multiple' | 'judge' | 'text'): number[] =>
		[0, 1, 2, 3, 6, 7].filter((options) => optionsFit(kind, options));
	expect([fitting('single'), fitting('multiple')]).toEqual([
		[2, 3, 6],
		[2, 3, 6],
	]);
	expect([fitting('judge'), fitting('text')]).toEqual([[2], [0]]);
});

test('of several right ones nobody knows how many were wholly right', () => {
	expect(handsTally('multiple', [3, 5, 2])).toEqual({ counts: [3, 5, 2], answered: 5 });
	expect(rightOf({ kind: 'multiple', correct: [0, 1] }, { counts: [3, 5, 2], answered: 5 })).toBeNull();
	expect(rightOf({ kind: 'single', correct: [1] }, { counts: [3, 5], answered: 8 })).toBe(5);
});

describe('the timer', () => {
	it('runs by the times of its entries, is extended while it runs, and ends once', () => {
		const started = run([{ type: 'timer-started', seconds: 60, by }]);
		expect(started.tools.timer).toEqual({ startedAt: 1000, endsAt: 61_000, endedAt: null });
		const longer = run([{ type: 'timer-extended', seconds: 30, by }], started);
		expect(longer.tools.timer?.endsAt).toBe(91_000);
		const over = run([{ type: 'timer-ended' }, { type: 'timer-extended', seconds: 30, by }], longer);
		expect(over.tools.timer).toEqual({ startedAt: 1000, endsAt: 91_000, endedAt: 3000 });
		expect(run([{ type: 'timer-stopped', by }], over).tools.timer).toBeNull();
		expect(run([{ type: 'timer-extended', seconds: 30, by }]).tools.timer).toBeNull();
	});
});

describe('any order of events', () => {
	const someEvent: fc.Arbitrary<LessonEvent> = fc
		.record({
			quizId: fc.constantFrom(...quizzes),
			place: fc.constantFrom(...places),
			kind: fc.nat(12),
			n: fc.nat(9),
		})
		.map(({ quizId, place, kind, n }): LessonEvent => {
			const peerId = PeerId.parse(place);
			const all: LessonEvent[] = [
				...[
					open(quizId),
					close(quizId),
					show(quizId, n % 4),
					away(quizId),
					tally(quizId, place, [n, 0, 1, 0]),
				],
				tally(quizId, place, [0, n, 0, 0], 'phones'),
				{ type: 'star-given', peerId, classroomId: place, reason: n % 2 === 0 ? null : 'answer', by },
				{ type: 'star-taken-back', peerId, classroomId: place, by },
				{ type: 'timer-started', seconds: 5 + n, by },
				{ type: 'timer-extended', seconds: 5 + n, by },
				{ type: 'timer-stopped', by },
				{ type: 'timer-ended' },
			];
			return all[kind] ?? { type: 'phase-changed', phase: 'overrun', cause: 'time' };
		});
	const someEvents = fc.array(someEvent, { maxLength: 120 });

	it('the state fits its schema; what is open has no answers shown; stars are given less taken', () => {
		fc.assert(
			fc.property(someEvents, (events) => {
				const state = run(events);
				expect(RoomState.parse(state)).toEqual(state);
				const { quiz, awards } = state.tools;
				if (quiz.current?.closedAt === null) expect(quiz.current.correct).toBeNull();
				expect(quiz.past.length).toBeLessThanOrEqual(PAST_QUIZZES_MAX);
				for (const { right, answered } of quiz.scores) expect(right).toBeLessThanOrEqual(answered);
				expect(awards.every(({ count }) => count > 0)).toBe(true);
				for (const place of places) expect(starsOf(state.tools, place)).toBe(starsByHand(events, place));
			}),
		);
	});

	it('a closed quiz never changes its figures', () => {
		fc.assert(
			fc.property(someEvents, someEvents, (before, after) => {
				const first = run(before);
				const { current } = first.tools.quiz;
				if (current === null) return;
				if (current.closedAt === null) return;
				const later = run(after, first).tools.quiz;
				if (later.current?.openedAt === current.openedAt)
					expect(later.current.tallies).toEqual(current.tallies);
				else
					expect(later.past.find(({ openedAt }) => openedAt === current.openedAt)?.total).toEqual(
						quizTotal(current),
					);
			}),
		);
	});
});

const starsByHand = (events: readonly LessonEvent[], place: ClassroomId): number => {
	let stars = 0;
	for (const event of events) {
		if (event.type === 'star-given' && event.classroomId === place) stars += 1;
		if (event.type === 'star-taken-back' && event.classroomId === place) stars = Math.max(0, stars - 1);
	}
	return stars;
};
