// The answers of quizzes on both databases: who changes one, comes late, or comes as one too many; and two servers that
// share one database.
import type { QuizAnswer } from '@classroom/protocol';
import { ClassroomId, LessonId, QuizId } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/src/platform/index.ts';
import { openDatabase, systemClock } from '../../../server/src/platform/index.ts';
import { quizMigrations, Quizzes, QuizStore } from '../../../server/src/teaching/index.ts';
import { onBothDatabases } from '../identity/installation.ts';

const lessonId = LessonId.parse('lesson');
const room = ClassroomId.parse('room');
const other = ClassroomId.parse('other');
const choose = (...choice: number[]): QuizAnswer => ({ choice });

onBothDatabases('answers', (newUrl) => {
	let database: Database;
	/** Two servers of one database. */
	let here: Quizzes;
	let there: Quizzes;
	let made = 0;

	beforeAll(async () => {
		database = await openDatabase(await newUrl());
		await database.migrate(quizMigrations);
		[here, there] = [0, 1].map(() => new Quizzes(new QuizStore(database), systemClock)) as [Quizzes, Quizzes];
	});
	afterAll(() => database.close());

	const opened = async (kind: 'single' | 'multiple' | 'text', options: number): Promise<QuizId> => {
		const quizId = QuizId.parse(`quiz-${(made += 1)}`);
		await here.open({ quizId, lessonId, kind, options, sheet: { question: '几月？', optionTexts: [] } });
		return quizId;
	};
	const codeOf = async (quizId: QuizId, place = room): Promise<string> =>
		(await here.pathFor(quizId, place)).replace('/quiz/', '');
	const codeFor = (answer: Promise<void>): Promise<string> =>
		answer.then(
			() => 'ok',
			(error: unknown) => (error as { code: string }).code,
		);

	test('hands, phones and who watches alone; changed answers count once; a code stays the same', async () => {
		const quizId = await opened('multiple', 3);
		const code = await codeOf(quizId);
		expect(await codeOf(quizId)).toBe(code);
		expect(await codeOf(quizId, other)).not.toBe(code);
		await Promise.all([
			here.tally(quizId, other, [3, 1, 0]),
			here.answerByCode(code, 'phone-1', choose(0, 2)),
			there.answerByCode(code, 'phone-2', choose(2)),
			there.answer(quizId, 'child', choose(1)),
		]);
		await there.answerByCode(code, 'phone-1', choose(1));
		await here.tally(quizId, other, [2, 1, 0]);
		const tallies = await there.tallies(quizId);
		expect(tallies).toHaveLength(3);
		expect(tallies).toContainEqual({ classroomId: room, way: 'phones', counts: [0, 1, 1], answered: 2 });
		expect(tallies).toContainEqual({ classroomId: null, way: 'phones', counts: [0, 1, 0], answered: 1 });
		expect(tallies).toContainEqual({ classroomId: other, way: 'keys', counts: [2, 1, 0], answered: 2 });
		expect(await here.page(code, 'phone-1')).toEqual({
			...{ kind: 'multiple', options: 3, open: true, correct: null },
			...{ answer: choose(1), sheet: { question: '几月？', optionTexts: [] } },
		});
		expect((await here.page(code, 'phone-3')).answer).toBeNull();
	});

	test('99 devices have a place, by whichever server they come; whoever has one may change its mind', async () => {
		const quizId = await opened('single', 2);
		const code = await codeOf(quizId);
		const said: string[] = [];
		for (const servers of [[here], [there]]) {
			const all = Array.from({ length: 60 }, (_, n) =>
				codeFor(servers[0]!.answerByCode(code, `${said.length}-${n}`, choose(0))),
			);
			said.push(...(await Promise.all(all)));
		}
		expect(said.filter((word) => word === 'ok')).toHaveLength(99);
		expect(new Set(said)).toEqual(new Set(['ok', 'quiz-full']));
		expect(await codeFor(here.answerByCode(code, '0-0', choose(1)))).toBe('ok');
		expect(await codeFor(here.answerByCode(await codeOf(quizId, other), 'elsewhere', choose(1)))).toBe('ok');
	});

	test('what is acknowledged is counted when it is closed, whichever server it reached; later is refused', async () => {
		const quizId = await opened('single', 2);
		const code = await codeOf(quizId);
		const during = Array.from({ length: 40 }, (_, n) =>
			codeFor((n % 2 === 0 ? here : there).answerByCode(code, `phone-${n}`, choose(n % 2))),
		);
		await here.close(quizId);
		const { answered } = (await here.tallies(quizId))[0] ?? { answered: 0 };
		const said = await Promise.all(during);
		expect(said.filter((word) => word !== 'ok' && word !== 'quiz-closed')).toEqual([]);
		expect(answered).toBe(said.filter((word) => word === 'ok').length);
		expect(await codeFor(there.answerByCode(code, 'late', choose(0)))).toBe('quiz-closed');
		expect(await codeFor(there.tally(quizId, room, [1, 1]))).toBe('quiz-closed');
		await here.showAnswers(quizId, [1]);
		expect(await there.page(code, null)).toMatchObject({ open: false, correct: [1] });
	});

	test('words, the most frequent first; forgotten with the lesson', async () => {
		const quizId = await opened('text', 0);
		const code = await codeOf(quizId);
		await Promise.all(
			['长江', '黄河', '长江'].map((words, n) => here.answerByCode(code, `phone-${n}`, { words })),
		);
		expect(await codeFor(here.answerByCode(code, 'phone-0', choose(0)))).toBe('bad-request');
		expect(await there.words(quizId)).toEqual([
			{ words: '长江', times: 2 },
			{ words: '黄河', times: 1 },
		]);
		await there.forget(lessonId);
		expect(await here.words(quizId)).toEqual([]);
		expect(await codeFor(here.answerByCode(code, 'phone-9', { words: '长江' }))).toBe('quiz-not-found');
		expect((await here.read(quizId)).question).toBe('几月？');
	});
});
