// A lesson as it stands in the box of a timetable that is pinned up. Pure.
import type { Day, SheetLanguage, Timetable, TimetableLesson } from '@classroom/protocol';
import { timeText } from '../../platform/index.ts';
import type { Span } from '../bells/bells.ts';
import { dayOf, minutesOn } from '../days.ts';

export interface PinnedLesson {
	readonly lesson: TimetableLesson;
	readonly day: Day;
	/** Minutes since midnight on the county's clock. */
	readonly span: Span;
}

export const pinnedOf = (lesson: TimetableLesson, timeZone: string): PinnedLesson => {
	const from = minutesOn(lesson.from, timeZone);
	const until = from + Math.round((lesson.until - lesson.from) / 60_000);
	return { lesson, day: dayOf(lesson.from, timeZone), span: { from, until } };
};

const signs = {
	moved: { zh: '调', en: 'moved' },
	substituted: { zh: '代', en: 'substitute' },
	cancelled: { zh: '停', en: 'cancelled' },
	missed: { zh: '缺', en: 'not given' },
	madeUp: { zh: '补', en: 'made up' },
} as const;

/** What was changed of it, as the pages mark it: client, timetable/LessonCard.tsx. */
const marksOf = ({ own, status, makesUp }: TimetableLesson): (keyof typeof signs)[] => [
	...(status === 'cancelled' || status === 'missed' ? [status] : []),
	...(own.time ? (['moved'] as const) : []),
	...(own.teacher ? (['substituted'] as const) : []),
	...(makesUp !== null ? (['madeUp'] as const) : []),
];

export const titleOf = ({ lesson }: PinnedLesson, language: SheetLanguage): string => {
	const marks = marksOf(lesson).map((mark) =>
		language === 'en' ? ` (${signs[mark].en})` : `（${signs[mark].zh}）`,
	);
	return `${lesson.title}${marks.join('')}`;
};

/** One that ends after midnight ends in the morning. */
export const spanText = ({ from, until }: Span): string => `${timeText(from)}–${timeText(until % 1440)}`;

export type Names = Pick<Timetable, 'teachers' | 'classrooms'>;

/** Names of a timetable's teachers and classrooms, by id. */
export class PinnedNames {
	readonly #teachers: ReadonlyMap<string, string>;
	readonly #classrooms: ReadonlyMap<string, Timetable['classrooms'][number]>;

	constructor({ teachers, classrooms }: Names) {
		this.#teachers = new Map(teachers.map(({ personId, name }) => [personId, name]));
		this.#classrooms = new Map(classrooms.map((place) => [place.classroomId, place]));
	}

	teacher({ teacherId }: TimetableLesson): string {
		return this.#teachers.get(teacherId) ?? '';
	}

	school(classroomId: string | null): Timetable['classrooms'][number]['schoolId'] | undefined {
		return classroomId === null ? undefined : this.#classrooms.get(classroomId)?.schoolId;
	}

	place(classroomId: string | null): string {
		const place = classroomId === null ? undefined : this.#classrooms.get(classroomId);
		return place === undefined ? '' : `${place.school}${place.name}`;
	}

	/** `中心小学录播教室 → 罗山教学点互动教室、柳湾教学点互动教室` */
	way({ sending, receiving }: TimetableLesson): string {
		const to = receiving.map((classroomId) => this.place(classroomId)).join('、');
		const from = this.place(sending);
		if (from === '' || to === '') return `${from}${to}`;
		return `${from} → ${to}`;
	}
}

/** `row`: the times that stand beside it already. */
export const boxText = (
	pinned: PinnedLesson,
	names: PinnedNames,
	row: Span | null,
	language: SheetLanguage,
): string => {
	const { lesson, span } = pinned;
	const sameTime = row !== null && row.from === span.from && row.until === span.until;
	const lines = [titleOf(pinned, language), names.teacher(lesson), names.way(lesson)];
	return [...lines, sameTime ? '' : spanText(span)].filter((line) => line !== '').join('\n');
};
