// What the lesson log does not hold of a quiz: its words, its codes, and single answers until the lesson is over.
import type { ClassroomId, LessonId, QuizId, QuizKind, TallyWay } from '@classroom/protocol';
import type { Migration } from '../platform/index.ts';

export type QuizTables = {
	quiz_sheet: {
		quiz_id: QuizId;
		lesson_id: LessonId;
		kind: QuizKind;
		options: number;
		question: string | null;
		/** A list of texts. */
		option_texts: string;
		opened_at: number;
		closed_at: number | null;
		/** A list of places; null: not shown. */
		correct: string | null;
	};
	quiz_code: { code: string; quiz_id: QuizId; classroom_id: ClassroomId };
	quiz_answer: {
		quiz_id: QuizId;
		/** A hash that is of this quiz alone, or whose hands were counted. */
		device: string;
		classroom_id: ClassroomId | null;
		way: TallyWay;
		/** Of phones: bit n stands for option n. */
		choice: number;
		/** An answer in words; of counted hands the counts. */
		words: string | null;
	};
};

export const quizMigrations: readonly Migration[] = [
	{
		id: 'quiz-1',
		sql: [
			`create table quiz_sheet (quiz_id text primary key, lesson_id text not null, kind text not null,
				options integer not null, question text, option_texts text not null, opened_at bigint not null,
				closed_at bigint, correct text)`,
			'create index quiz_sheet_lesson on quiz_sheet (lesson_id)',
			`create table quiz_code (code text primary key, quiz_id text not null, classroom_id text not null,
				unique (quiz_id, classroom_id))`,
			`create table quiz_answer (quiz_id text not null, device text not null, classroom_id text, way text not null,
				choice integer not null, words text, primary key (quiz_id, device))`,
		],
	},
];
