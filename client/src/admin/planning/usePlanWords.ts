// What a proposal says, with the names of all that it speaks of.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanningProposal, ProposalEntry, Subject, UnplacedNeed } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { grades as allGrades } from '../choices/words.ts';

const WIDTH = 16;

type Timed = ProposalEntry['slots'][number];

/** `三、四年级`, `一至六年级`. */
export function useGradeWords(): (grades: readonly number[]) => string {
	const { t } = useTranslation(['planning', 'words']);
	return (grades) => {
		const names = allGrades.filter((each) => grades.includes(each)).map((grade) => t(`words:grade.${grade}`));
		return names.length === allGrades.length ? t('teachers.allGrades') : names.join(t('person'));
	};
}

export function usePlanWords(names: PlanningProposal['names']) {
	const { t } = useTranslation(['planning', 'words', 'admin']);
	const days = useDayWords();
	const gradeWords = useGradeWords();
	const { county } = usePerson();
	const known = useMemo(() => {
		const all = [names.teachers, names.schools, names.classrooms, names.classes, names.communities];
		return new Map<string, string>(all.flat().map(({ id, name }) => [id, name]));
	}, [names]);
	const name = (id: string | null): string => (id === null ? '' : (known.get(id) ?? ''));
	const school = (id: string): string => schoolName(name(id), WIDTH, county);
	const subjectWord = (subject: Subject): string => t(`words:subject.${subject}`);
	const when = ({ weekday, period }: Pick<Timed, 'weekday' | 'period'>): string =>
		t('when', { weekday: days.weekday(weekday), period: t('periodNumber', { number: period }) });
	const whenTime = (slot: Timed): string =>
		t('whenTime', {
			weekday: days.weekday(slot.weekday),
			period: t('periodNumber', { number: slot.period }),
			time: slot.until === 0 ? t('noTime') : spanText(slot),
		});
	const ruleWord = (rule: RuleWord, about: RuleAbout): string =>
		t(`rule.${rule}`, {
			teacher: about.teacher,
			school: about.school,
			subject: subjectWord(about.subject),
			grades: gradeWords(about.grades),
		});
	return {
		name,
		school,
		subjectWord,
		when,
		whenTime,
		ruleWord,
		weekday: days.weekday,
		/** As a series is called when nobody says otherwise. */
		title: ({ subject, receivers }: ProposalEntry): string => {
			const found = [...new Set(receivers.flatMap((each) => each.grades))].sort((a, b) => a - b);
			const subjectName = subjectWord(subject);
			if (found.length === 0) return subjectName;
			return t('admin:lessons.suggestion', { grade: gradeWords(found), subject: subjectName });
		},
		receivers: ({ receivers }: ProposalEntry): string =>
			receivers.map(({ schoolId }) => school(schoolId)).join(t('person')),
		way: (need: UnplacedNeed, { teacherId, slot, rules }: UnplacedNeed['relaxations'][number]): string => {
			const about = {
				teacher: name(teacherId),
				school: school(need.schoolId),
				subject: need.subject,
				grades: need.grades,
			};
			const reasons = rules.map((rule) => ruleWord(rule, about)).join(t('missing.and'));
			return t('missing.way', { teacher: about.teacher, when: whenTime(slot), reasons });
		},
	};
}
export type PlanWords = ReturnType<typeof usePlanWords>;

/** The server's rules, those of a plan that is checked among them. */
export const ruleWords = [
	'community',
	'subject',
	'grade',
	'no-classroom',
	'bells',
	'away',
	'teacher-load',
	'teacher-taken',
	'sending-classroom',
	'receiving-classroom',
	'class',
	'link',
	'recorder',
	'sfu',
	'receiving-most',
	'one-teacher',
	'unknown',
	'no-such-period',
	'too-many',
	'not-together',
	'other-classes',
	'covered',
] as const;
export type RuleWord = (typeof ruleWords)[number];

export type RuleAbout = Readonly<{
	teacher: string;
	school: string;
	subject: Subject;
	grades: readonly number[];
}>;
