// The contract's lists as choices, in words.
import { useTranslation } from 'react-i18next';
import {
	ClassroomKind,
	CommunityKind,
	LessonKind,
	PersonRole,
	SchoolKind,
	Subject,
} from '@classroom/protocol';

export const grades = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export function useWordOptions() {
	const { t } = useTranslation('words');
	return {
		lessonKinds: LessonKind.options.map((value) => ({ value, label: t(`lessonKind.${value}`) })),
		subjects: Subject.options.map((value) => ({ value, label: t(`subject.${value}`) })),
		schoolKinds: SchoolKind.options.map((value) => ({ value, label: t(`schoolKind.${value}`) })),
		classroomKinds: ClassroomKind.options.map((value) => ({ value, label: t(`classroomKind.${value}`) })),
		communityKinds: CommunityKind.options.map((value) => ({ value, label: t(`communityKind.${value}`) })),
		roles: PersonRole.options.map((value) => ({ value, label: t(`role.${value}`) })),
		grades: grades.map((grade) => ({ value: `${grade}` as const, grade, label: t(`grade.${grade}`) })),
	};
}
