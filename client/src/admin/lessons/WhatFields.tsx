import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { TeacherChoice } from '../choices/TeacherChoice.tsx';
import { grades, useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import type { Draft } from '../form/useDraft.ts';
import type { LessonDraft } from './lessonDraft.ts';

/** What the lesson is called if nobody says otherwise: `三年级音乐`, when its classes are of one grade. */
export function useSuggestedTitle(
	{ classGroupIds, subject }: Pick<LessonDraft, 'classGroupIds' | 'subject'>,
	groups: readonly { classGroupId: string; grade: number }[],
) {
	const { t } = useTranslation(['admin', 'words']);
	const chosen = new Set<string>(classGroupIds);
	const found = new Set(
		groups.filter(({ classGroupId }) => chosen.has(classGroupId)).map(({ grade }) => grade),
	);
	const [grade] = found;
	const known = grades.find((each) => each === grade);
	const name = t(`words:subject.${subject}`);
	if (found.size !== 1 || known === undefined) return name;
	return t('lessons.suggestion', { grade: t(`words:grade.${known}`), subject: name });
}

/** What of a form says what is taught, and by whom. */
export type WhatDraft = Pick<LessonDraft, 'title' | 'kind' | 'subject' | 'teacherId' | 'teacher'>;

type WhatFieldsProps = Readonly<{ draft: Draft<WhatDraft>; day: string; suggested: string }>;

/** Kind, subject, teacher and title. */
export function WhatFields({ draft, day, suggested }: WhatFieldsProps) {
	const { t } = useTranslation('admin');
	const ofSchool = usePerson().role === 'school-admin';
	const { lessonKinds, subjects } = useWordOptions();
	const { value, set } = draft;
	return (
		<>
			<div className="admin-form__pair">
				<Field name="kind" label={t('lessons.kind')} required>
					{(id) => (
						<Choice
							id={id}
							options={lessonKinds}
							value={value.kind}
							onChange={(kind) => kind && set({ kind })}
						/>
					)}
				</Field>
				<Field name="subject" label={t('lessons.subject')} required>
					{(id) => (
						<Choice
							id={id}
							options={subjects}
							value={value.subject}
							onChange={(subject) => subject && set({ subject })}
							search
						/>
					)}
				</Field>
			</div>
			<div className="admin-form__pair">
				<Field
					name="teacherId"
					label={t('lessons.teacher')}
					hint={ofSchool ? t('lessons.teacherHint') : undefined}
					required
				>
					{(id) => (
						<TeacherChoice
							id={id}
							value={value.teacherId}
							name={value.teacher}
							day={day}
							onChange={({ personId, name, subjects: taught }) => {
								const [only] = taught;
								const subject = taught.includes(value.subject) || !only ? value.subject : only;
								set({ teacherId: personId, teacher: name, subject });
							}}
						/>
					)}
				</Field>
				<Field name="title" label={t('lessons.title')} hint={t('lessons.titleHint', { name: suggested })}>
					{(id) => (
						<Input
							id={id}
							value={value.title}
							placeholder={suggested}
							onChange={(event) => set({ title: event.target.value })}
						/>
					)}
				</Field>
			</div>
		</>
	);
}
