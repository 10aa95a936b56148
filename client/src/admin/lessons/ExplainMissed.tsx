import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, MissedReason } from '@classroom/protocol';
import type { Lesson, SchoolAbsence } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { explainable } from './absences.tsx';
import { useLessonWords } from './useLessonWords.ts';

type SchoolFieldProps = Readonly<{
	absences: readonly SchoolAbsence[];
	value: SchoolAbsence;
	onChange: (absence: SchoolAbsence) => void;
}>;

/** Whose reason it is. */
function SchoolField({ absences, value, onChange }: SchoolFieldProps) {
	const { t } = useTranslation('admin');
	const { school } = useLessonWords();
	const choose = (schoolId: string): void => {
		const chosen = absences.find((absence) => absence.schoolId === schoolId);
		if (chosen) onChange(chosen);
	};
	const suffix = ({ explanation }: SchoolAbsence): string =>
		explanation === null ? ` · ${t('lessons.missed.unknown')}` : '';
	return (
		<Field name="schoolId" label={t('lessons.absent.school')}>
			{(id) =>
				absences.length === 1 ? (
					<strong id={id}>{school(value.school)}</strong>
				) : (
					<Select<string>
						id={id}
						value={value.schoolId}
						onChange={choose}
						options={absences.map((absence) => ({
							value: absence.schoolId,
							label: `${school(absence.school)}${suffix(absence)}`,
						}))}
					/>
				)
			}
		</Field>
	);
}

/** What is being said, and of whom: a school that missed the lesson, or nobody: nobody had it. */
function useExplanation(lesson: Lesson) {
	const absences = lesson.mayExplain ? [] : explainable(lesson);
	const [absence, setAbsence] = useState(
		absences.find(({ explanation }) => explanation === null) ?? absences[0],
	);
	const first = absence ? absence.explanation : lesson.explanation;
	const [reason, setReason] = useState<MissedReason | undefined>(first?.reason);
	const [note, setNote] = useState(first?.note ?? '');
	const choose = (next: SchoolAbsence): void => {
		setAbsence(next);
		setReason(next.explanation?.reason);
		setNote(next.explanation?.note ?? '');
	};
	return { absences, absence, choose, reason, setReason, note, setNote };
}

/** Why a lesson did not take place, or why a school missed it; what was said before can be corrected. */
export function ExplainMissed({ lesson, onClose }: Readonly<{ lesson: Lesson; onClose: () => void }>) {
	const { t } = useTranslation(['admin', 'words']);
	const done = useDone();
	const { school } = useLessonWords();
	const explain = useAction(endpoints.explainMissed, adminLists);
	const { absences, absence, choose, reason, setReason, note, setNote } = useExplanation(lesson);
	const submit = async (): Promise<void> => {
		if (reason === undefined) return;
		const body = {
			...{ reason, note: note.trim() === '' ? null : note },
			...(absence && { schoolId: absence.schoolId }),
		};
		if (!(await explain.run({ params: { lessonId: lesson.lessonId }, body }))) return;
		onClose();
		done(
			absence
				? t('lessons.absent.explained', { name: lesson.title, school: school(absence.school) })
				: t('lessons.missed.explained', { name: lesson.title }),
		);
	};
	return (
		<FormDrawer
			title={t(absence ? 'lessons.absent.title' : 'lessons.missed.title', { name: lesson.title })}
			about={t(absence ? 'lessons.absent.about' : 'lessons.missed.about')}
			onClose={onClose}
			onSubmit={submit}
			busy={explain.busy}
			error={explain.error}
			fields={['schoolId', 'reason', 'note']}
			submit={t('lessons.missed.save')}
		>
			{absence && <SchoolField absences={absences} value={absence} onChange={choose} />}
			<Field name="reason" label={t(absence ? 'lessons.absent.reason' : 'lessons.missed.reason')} required>
				{(id) => (
					<Select<MissedReason>
						id={id}
						{...(reason !== undefined && { value: reason })}
						onChange={setReason}
						placeholder={t('lessons.missed.choose')}
						options={MissedReason.options.map((value) => ({
							value,
							label: t(`words:missedReason.${value}`),
						}))}
					/>
				)}
			</Field>
			<Field name="note" label={t('lessons.missed.note')} required={reason === 'other'}>
				{(id) => (
					<Input
						id={id}
						value={note}
						placeholder={t('lessons.missed.notePlaceholder')}
						onChange={(event) => setNote(event.target.value)}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}
