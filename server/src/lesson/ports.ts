// What the lesson needs of others, as interfaces; main.ts wires them.
import type {
	ClassroomId,
	CoursewareId,
	CountyId,
	LessonCard,
	LessonId,
	LogEntry,
	Notification,
	PeerRole,
	PeerSubject,
	QuizAnswer,
	QuizChoice,
	QuizId,
	QuizKind,
	QuizSheet,
	QuizTally,
	RecordingId,
	SchoolId,
	TallyWay,
} from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { NextLesson } from './handover.ts';

/** A Lesson as the Room needs it. */
export interface LessonFacts {
	readonly card: LessonCard;
	readonly countyId: CountyId;
	/** UTC ms. */
	readonly plannedStart: number;
	readonly plannedEnd: number;
	/** The end as it was planned, however far it was moved since: until then the places are the lesson's own. */
	readonly bookedEnd: number;
	readonly cancelled: boolean;
	/** Its Room has closed for good, perhaps before the planned end. */
	readonly ended: boolean;
	/** Sending and receiving classrooms: their devices are called. */
	readonly classrooms: readonly { readonly classroomId: ClassroomId; readonly schoolId: SchoolId }[];
	/** Those of them that are taught from afar. */
	readonly receivingClassroomIds: readonly ClassroomId[];
}

export interface LessonSource {
	find(lessonId: LessonId): Promise<LessonFacts | null>;
	/** Lessons neither ended nor cancelled whose Room has to be open at `now`. */
	due(now: number): Promise<LessonId[]>;
	/** The first lesson that begins before `until` and needs somebody or something this one has; null: none does. */
	nextAtPlaces(lessonId: LessonId, until: number): Promise<NextLesson | null>;
	/** How this caller takes part; null: not at all. */
	roleOf(caller: Caller, lessonId: LessonId): Promise<PeerRole | null>;
	/** Keeps what the timetable shows of the log. */
	project(entry: LogEntry): Promise<void>;
	/** Makes that anew from the whole log, where an entry was not kept. */
	rebuild(lessonId: LessonId): Promise<void>;
}

export interface NameSource {
	/** `school` is null for the county's people. */
	describe(subject: PeerSubject): Promise<{ name: string; school: string | null }>;
}

export interface Pupils {
	/** How many pupils of its school the lesson is for, 99 at most; null: nobody knows, or several of its rooms share them. */
	expectedAt(lessonId: LessonId, classroomId: ClassroomId): Promise<number | null>;
}

export interface CoursewareShelf {
	/**
	 * How many pages this courseware of the lesson has; from now on it counts as shown, if it has this page.
	 * @throws AppError `courseware-not-found`, `courseware-not-ready`
	 */
	open(lessonId: LessonId, coursewareId: CoursewareId, page: number): Promise<number>;
}

export interface ChatTexts {
	save(message: { messageId: string; lessonId: LessonId; text: string }): Promise<void>;
	find(messageIds: readonly string[]): Promise<Map<string, string>>;
}

/** What a quiz has besides its entries in the log: its words, single answers, and codes for phones. */
export interface QuizDesk {
	open(quiz: NewQuiz): Promise<void>;
	/** Whoever answers later is refused. What was answered before is in {@link QuizDesk.tallies} from then on. */
	close(quizId: QuizId): Promise<void>;
	showAnswers(quizId: QuizId, correct: QuizChoice): Promise<void>;
	/** @throws AppError `quiz-not-found` */
	read(quizId: QuizId): Promise<QuizSheet>;
	/** Where the children of this classroom answer, a path below this server. */
	pathFor(quizId: QuizId, classroomId: ClassroomId): Promise<string>;
	/** Hands counted in a classroom. @throws AppError `quiz-closed` */
	tally(quizId: QuizId, classroomId: ClassroomId, counts: readonly number[]): Promise<void>;
	/** Of who watches alone. @throws AppError `quiz-closed`, `bad-request` */
	answer(quizId: QuizId, who: string, answer: QuizAnswer): Promise<void>;
	/** What it has answered; null: nothing, or it is forgotten. */
	answerOf(quizId: QuizId, who: string): Promise<QuizAnswer | null>;
	/** What was answered so far. */
	tallies(quizId: QuizId): Promise<PlaceAnswers[]>;
	words(quizId: QuizId): Promise<{ words: string; times: number }[]>;
	/** The lesson is over: nobody answers any more, and single answers are forgotten. */
	forget(lessonId: LessonId): Promise<void>;
}

export interface NewQuiz {
	readonly quizId: QuizId;
	readonly lessonId: LessonId;
	readonly kind: QuizKind;
	readonly options: number;
	readonly sheet: QuizSheet;
}

/** What one place has answered one way. */
export type PlaceAnswers = QuizTally & { readonly classroomId: ClassroomId | null; readonly way: TallyWay };

/** The control connection of one recorder, as the recorders' registry sees it. */
export interface RecorderConnection {
	readonly id: string;
	readonly closed: boolean;
	send(notification: Notification): void;
}

export interface RecorderCalls {
	lessonWantsRecording(lessonId: LessonId): Promise<RecordingId>;
	lessonDone(lessonId: LessonId): Promise<void>;
	register(
		connection: RecorderConnection,
		state: { recorderId: string; places: number; recording: readonly LessonId[] },
	): Promise<{ lessonId: LessonId; recordingId: RecordingId }[]>;
	/** Those of `lessonIds` whose recording nobody goes on with. */
	over(lessonIds: readonly LessonId[]): Promise<LessonId[]>;
	/** Whether this recorder may take a seat: not while another one has the lesson. */
	mayRecord(lessonId: LessonId, recorderId: string | undefined): boolean;
	dropped(connection: RecorderConnection): void;
}
