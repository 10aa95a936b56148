// Schools that missed a lesson which others had, and why a lesson or a school did.
import { useTranslation } from 'react-i18next';
import type { Lesson, SchoolAbsence } from '@classroom/protocol';
import { useLessonWords } from './useLessonWords.ts';

/** Those whose reason the caller may give. */
export function explainable({ absences = [] }: Lesson): readonly SchoolAbsence[] {
	return absences.filter(({ mayExplain }) => mayExplain);
}

export function useReasonText(): (explanation: Lesson['explanation']) => string {
	const { t } = useTranslation(['admin', 'words']);
	return (explanation) =>
		explanation === null
			? t('lessons.missed.unknown')
			: [t(`words:missedReason.${explanation.reason}`), explanation.note ?? ''].filter(Boolean).join(' · ');
}

/** Each school and its reason. */
export function AbsenceList({ absences }: Readonly<{ absences: readonly SchoolAbsence[] }>) {
	const { school } = useLessonWords();
	const reason = useReasonText();
	return (
		<ul className="admin-places">
			{absences.map((absence) => (
				<li key={absence.schoolId}>
					<span className="whole">{school(absence.school)}</span>
					<span className="admin-small">{reason(absence.explanation)}</span>
				</li>
			))}
		</ul>
	);
}

/** Under the status in a list: one whole name, and how many more. */
export function AbsenceLine({ absences = [] }: Readonly<{ absences: Lesson['absences'] }>) {
	const { t } = useTranslation('admin');
	const { school } = useLessonWords();
	const [first, ...rest] = absences;
	if (!first) return null;
	const name = school(first.school);
	return (
		<span className="admin-small" title={absences.map((absence) => school(absence.school)).join('\n')}>
			{t('lessons.absent.line')}{' '}
			<span className="whole">
				{rest.length === 0 ? name : t('lessons.andMore', { first: name, count: rest.length })}
			</span>
		</span>
	);
}
