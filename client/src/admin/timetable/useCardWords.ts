import { useTranslation } from 'react-i18next';
import type { TimetableLesson, TimetableOf } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import type { Names } from './useTimetable.ts';

export type LessonWords = Readonly<{
	/** Below the title: what the timetable's own title does not say already. */
	about: (lesson: TimetableLesson) => string;
}>;

const WIDTH = 8;

/** What a card says of a lesson: a teacher's timetable where it goes to, the others' who gives it. */
export function useCardWords(by: TimetableOf, names: Names, schoolId?: string): LessonWords {
	const { t } = useTranslation('timetable');
	const { county } = usePerson();
	const short = (school: string): string => schoolName(school, WIDTH, county);
	const receiving = (lesson: TimetableLesson): string => {
		const found = lesson.receiving.flatMap((id) => names.classroom(id) ?? []);
		const schools = [...new Set(found.map(({ school }) => school))];
		const [first, ...rest] = schools;
		if (first === undefined) return '';
		return rest.length === 0 ? short(first) : t('andMore', { first: short(first), count: schools.length });
	};
	const sender = (lesson: TimetableLesson): string => {
		const place = lesson.sending === null ? undefined : names.classroom(lesson.sending);
		if (place === undefined) return '';
		// On its own timetable the school that gives the lesson says whom to.
		return place.schoolId === schoolId ? receiving(lesson) : short(place.school);
	};
	const about = (lesson: TimetableLesson): string => {
		const teacher = names.teacher(lesson.teacherId);
		const parts =
			by === 'teacher'
				? [receiving(lesson)]
				: by === 'community' || by === 'county'
					? [teacher, receiving(lesson)]
					: [teacher, sender(lesson)];
		return parts.filter((part) => part !== '').join(' · ');
	};
	return { about };
}
