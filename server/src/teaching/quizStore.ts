// The tables of quizzes. What is counted of them goes into the lesson log by the Room.
import type { ClassroomId, LessonId, QuizAnswer, QuizChoice, QuizId, QuizSheet } from '@classroom/protocol';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../platform/index.ts';
import { inChunks, inTransaction, shortCode } from '../platform/index.ts';
import type { AnsweredQuiz, SameAnswers, Tallied } from './quizRules.ts';
import { keyTally, maskOf, phoneTallies, placesOf } from './quizRules.ts';
import type { QuizTables } from './quizTables.ts';

export interface StoredQuiz extends AnsweredQuiz {
	readonly quizId: QuizId;
	readonly lessonId: LessonId;
	readonly sheet: QuizSheet;
	readonly correct: QuizChoice | null;
}

/** One answer on its way into the table. */
export interface GivenAnswer {
	readonly quizId: QuizId;
	readonly device: string;
	readonly classroomId: ClassroomId | null;
	readonly what: { readonly way: 'phones'; readonly answer: QuizAnswer } | HandsCounted;
}

export interface HandsCounted {
	readonly way: 'keys';
	readonly counts: readonly number[];
}

type Tables = Kysely<QuizTables> | Transaction<QuizTables>;

const CODE_LENGTH = 8;
const MOST_WORDS = 200;
const Texts = z.array(z.string());
const Numbers = z.array(z.int());

export class QuizStore {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	async save({ quizId, lessonId, kind, options, sheet, openedAt }: Omit<StoredQuiz, 'closedAt' | 'correct'>) {
		const row = { quiz_id: quizId, lesson_id: lessonId, kind, options, question: sheet.question };
		const texts = { option_texts: JSON.stringify(sheet.optionTexts), opened_at: openedAt };
		await this.#tables
			.insertInto('quiz_sheet')
			.values({ ...row, ...texts, closed_at: null, correct: null })
			.execute();
	}

	async find(quizId: QuizId): Promise<StoredQuiz | null> {
		const row = await this.#tables
			.selectFrom('quiz_sheet')
			.selectAll()
			.where('quiz_id', '=', quizId)
			.executeTakeFirst();
		return row === undefined ? null : quizOf(row);
	}

	async close(quizId: QuizId, at: number): Promise<void> {
		await this.#tables
			.updateTable('quiz_sheet')
			.set({ closed_at: at })
			.where('quiz_id', '=', quizId)
			.where('closed_at', 'is', null)
			.execute();
	}

	async showAnswers(quizId: QuizId, correct: QuizChoice): Promise<void> {
		const set = { correct: JSON.stringify(correct) };
		await this.#tables.updateTable('quiz_sheet').set(set).where('quiz_id', '=', quizId).execute();
	}

	/** The classroom's own; the same every time. */
	async codeFor(quizId: QuizId, classroomId: ClassroomId): Promise<string> {
		await this.#tables
			.insertInto('quiz_code')
			.values({ code: shortCode(CODE_LENGTH), quiz_id: quizId, classroom_id: classroomId })
			.onConflict((conflict) => conflict.columns(['quiz_id', 'classroom_id']).doNothing())
			.execute();
		const row = await this.#tables
			.selectFrom('quiz_code')
			.select('code')
			.where('quiz_id', '=', quizId)
			.where('classroom_id', '=', classroomId)
			.executeTakeFirstOrThrow();
		return row.code;
	}

	async findCode(code: string): Promise<{ quizId: QuizId; classroomId: ClassroomId } | null> {
		const row = await this.#tables
			.selectFrom('quiz_code')
			.select(['quiz_id', 'classroom_id'])
			.where('code', '=', code)
			.executeTakeFirst();
		if (row === undefined) return null;
		return { quizId: row.quiz_id, classroomId: row.classroom_id };
	}

	async answerOf(quizId: QuizId, device: string): Promise<QuizAnswer | null> {
		const row = await this.#tables
			.selectFrom('quiz_answer')
			.select(['choice', 'words'])
			.where('quiz_id', '=', quizId)
			.where('device', '=', device)
			.executeTakeFirst();
		if (row === undefined) return null;
		return row.words === null ? { choice: placesOf(row.choice) } : { words: row.words };
	}

	/**
	 * Keeps those of `answers` that `admit` lets in, all of one quiz, while nobody closes it: what is kept is counted.
	 * Resolves to what `admit` said.
	 */
	async keep<V>(
		quizId: QuizId,
		answers: readonly GivenAnswer[],
		admit: (quiz: StoredQuiz | null, known: KnownDevices) => readonly (V | null)[],
	): Promise<readonly (V | null)[]> {
		return await inTransaction(this.#tables, async (tx) => {
			const row = await tx
				.selectFrom('quiz_sheet')
				.selectAll()
				.where('quiz_id', '=', quizId)
				// On PostgreSQL another server may be closing it; SQLite has one writer at a time anyway.
				.$if(this.#database.kind === 'postgres', (query) => query.forShare())
				.executeTakeFirst();
			const devices = answers.map(({ device }) => device);
			const verdicts = admit(row === undefined ? null : quizOf(row), await knownDevices(tx, quizId, devices));
			await write(
				tx,
				answers.filter((_, place) => verdicts[place] === null),
			);
			return verdicts;
		});
	}

	async tallies(quiz: StoredQuiz): Promise<Tallied[]> {
		const { quizId } = quiz;
		const [phones, hands] = await Promise.all([this.#sameAnswers(quizId), this.#hands(quizId)]);
		return [
			...phoneTallies(quiz, phones),
			...hands.map(({ classroomId, counts }) => keyTally(quiz, classroomId, counts)),
		];
	}

	/** The most frequent first. */
	async words(quizId: QuizId): Promise<{ words: string; times: number }[]> {
		const rows = await this.#tables
			.selectFrom('quiz_answer')
			.select((eb) => ['words', eb.fn.countAll().as('times')])
			.where('quiz_id', '=', quizId)
			.where('way', '=', 'phones')
			.where('words', 'is not', null)
			.groupBy('words')
			.orderBy('times', 'desc')
			.orderBy('words')
			.limit(MOST_WORDS)
			.execute();
		return rows.map(({ words, times }) => ({ words: words ?? '', times: Number(times) }));
	}

	/** Nobody answers any more; what single devices have answered, and the ways to it, are gone. */
	async forget(lessonId: LessonId, at: number): Promise<void> {
		await inTransaction(this.#tables, async (tx) => {
			const own = tx.selectFrom('quiz_sheet').select('quiz_id').where('lesson_id', '=', lessonId);
			await tx.deleteFrom('quiz_answer').where('quiz_id', 'in', own).execute();
			await tx.deleteFrom('quiz_code').where('quiz_id', 'in', own).execute();
			await tx
				.updateTable('quiz_sheet')
				.set({ closed_at: at })
				.where('lesson_id', '=', lessonId)
				.where('closed_at', 'is', null)
				.execute();
		});
	}

	get #tables(): Kysely<QuizTables> {
		return this.#database.as<QuizTables>();
	}

	async #sameAnswers(quizId: QuizId): Promise<SameAnswers[]> {
		const rows = await this.#tables
			.selectFrom('quiz_answer')
			.select((eb) => ['classroom_id', 'choice', eb.fn.countAll().as('times')])
			.where('quiz_id', '=', quizId)
			.where('way', '=', 'phones')
			.groupBy(['classroom_id', 'choice'])
			.execute();
		return rows.map(({ classroom_id, choice, times }) => ({
			classroomId: classroom_id,
			mask: choice,
			times: Number(times),
		}));
	}

	async #hands(quizId: QuizId): Promise<{ classroomId: ClassroomId; counts: number[] }[]> {
		const rows = await this.#tables
			.selectFrom('quiz_answer')
			.select(['classroom_id', 'words'])
			.where('quiz_id', '=', quizId)
			.where('way', '=', 'keys')
			.execute();
		return rows.flatMap(({ classroom_id: classroomId, words }) =>
			classroomId === null ? [] : [{ classroomId, counts: Numbers.parse(JSON.parse(words ?? '[]')) }],
		);
	}
}

/** Who has answered before, and how many of each place. */
export interface KnownDevices {
	readonly devices: ReadonlySet<string>;
	readonly ofPlace: ReadonlyMap<ClassroomId | null, number>;
}

const knownDevices = async (
	tables: Tables,
	quizId: QuizId,
	devices: readonly string[],
): Promise<KnownDevices> => {
	const phones = tables.selectFrom('quiz_answer').where('quiz_id', '=', quizId).where('way', '=', 'phones');
	const known = new Set<string>();
	await inChunks([...devices], async (some) => {
		const rows = await phones.select('device').where('device', 'in', some).execute();
		for (const { device } of rows) known.add(device);
	});
	const counts = await phones
		.select((eb) => ['classroom_id', eb.fn.countAll().as('devices')])
		.groupBy('classroom_id')
		.execute();
	return {
		devices: known,
		ofPlace: new Map(counts.map((row) => [row.classroom_id, Number(row.devices)] as const)),
	};
};

const write = async (tables: Tables, answers: readonly GivenAnswer[]): Promise<void> => {
	await inChunks(answers, async (some) => {
		await tables
			.insertInto('quiz_answer')
			.values(some.map(rowOf))
			.onConflict((conflict) =>
				// It keeps the place of its first answer: one device is one child.
				conflict.columns(['quiz_id', 'device']).doUpdateSet((eb) => ({
					choice: eb.ref('excluded.choice'),
					words: eb.ref('excluded.words'),
				})),
			)
			.execute();
	});
};

const rowOf = ({ quizId, device, classroomId, what }: GivenAnswer) => ({
	quiz_id: quizId,
	device,
	classroom_id: classroomId,
	way: what.way,
	...(what.way === 'keys' ? { choice: 0, words: JSON.stringify(what.counts) } : answerCells(what.answer)),
});

const answerCells = (answer: QuizAnswer) =>
	'words' in answer ? { choice: 0, words: answer.words } : { choice: maskOf(answer.choice), words: null };

const quizOf = (row: Selectable<QuizTables['quiz_sheet']>): StoredQuiz => ({
	quizId: row.quiz_id,
	lessonId: row.lesson_id,
	kind: row.kind,
	options: row.options,
	sheet: { question: row.question, optionTexts: Texts.parse(JSON.parse(row.option_texts)) },
	openedAt: row.opened_at,
	closedAt: row.closed_at,
	correct: row.correct === null ? null : Numbers.parse(JSON.parse(row.correct)),
});
