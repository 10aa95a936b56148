import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAction, useApi } from '../../api/index.ts';
import { endpoints, Subject } from '@classroom/protocol';
import type { Need, SchoolOverview, TermId } from '@classroom/protocol';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

type NeedsFormProps = Readonly<{ termId: TermId; school: SchoolOverview; onClose: () => void }>;

type Grades = ReadonlyMap<Subject, readonly number[]>;

const needsOf = (counts: ReadonlyMap<Subject, number>, grades: Grades | undefined): Need[] =>
	[...counts]
		.filter(([, lessons]) => lessons > 0)
		.map(([subject, lessons]) => ({
			subject,
			lessons,
			...(grades !== undefined && { grades: [...(grades.get(subject) ?? [])] }),
		}));

/** What was said of grades before; undefined: not known yet. */
function useGrades(termId: TermId, schoolId: string): Grades | undefined {
	const reading = useApi(endpoints.listNeeds, { params: { termId } });
	if (reading.state !== 'ready') return undefined;
	const needs = reading.data.schools.find((each) => each.schoolId === schoolId)?.needs ?? [];
	return new Map(needs.map(({ subject, grades = [] }) => [subject, grades]));
}

/** Whose classes have the lessons of a subject. */
function GradesField({
	subject,
	value,
	onChange,
}: Readonly<{ subject: Subject; value: readonly number[]; onChange: (grades: readonly number[]) => void }>) {
	const { t } = useTranslation(['planning', 'words']);
	const { grades } = useWordOptions();
	return (
		<Select<number[]>
			mode="multiple"
			aria-label={t('grades.label', { subject: t(`words:subject.${subject}`) })}
			title={t('grades.hint')}
			className="admin-wide"
			placeholder={t('grades.any')}
			value={[...value]}
			options={grades.map(({ grade, label }) => ({ value: grade, label }))}
			onChange={onChange}
			maxTagCount="responsive"
		/>
	);
}

/** What a school needs of each subject, lessons a week. */
export function NeedsForm({ termId, school, onClose }: NeedsFormProps) {
	const { t } = useTranslation(['timetable', 'words']);
	const done = useDone();
	const save = useAction(endpoints.saveNeeds, adminLists);
	const before = new Map(
		school.subjects.flatMap(({ subject, needed }) => (needed === null ? [] : [[subject, needed]])),
	);
	const [counts, setCounts] = useState<ReadonlyMap<Subject, number>>(before);
	const known = useGrades(termId, school.schoolId);
	const [chosen, setChosen] = useState<Grades>(new Map());
	const grades = known && new Map([...known, ...chosen]);
	const params = { termId, schoolId: school.schoolId };
	const submit = async (): Promise<void> => {
		if (!(await save.run({ params, body: { needs: needsOf(counts, grades) } }))) return;
		onClose();
		done(t('overview.saved', { name: school.name }), () =>
			api(endpoints.saveNeeds, { params, body: { needs: needsOf(before, known) } }),
		);
	};
	return (
		<FormDrawer
			title={t('overview.needsTitle', { name: school.name })}
			about={t('overview.needsAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={save.busy}
			error={save.error}
			fields={[]}
			submit={t('overview.save')}
		>
			<div className="tt-needs">
				{Subject.options.map((subject) => (
					<Field key={subject} name={subject} label={t(`words:subject.${subject}`)}>
						{(id) => (
							<>
								<InputNumber<number>
									id={id}
									min={0}
									max={20}
									precision={0}
									suffix={t('overview.perWeekUnit')}
									value={counts.get(subject) ?? 0}
									onChange={(lessons) => setCounts(new Map([...counts, [subject, lessons ?? 0]]))}
								/>
								{(counts.get(subject) ?? 0) > 0 && grades && (
									<GradesField
										subject={subject}
										value={grades.get(subject) ?? []}
										onChange={(own) => setChosen(new Map([...chosen, [subject, own]]))}
									/>
								)}
							</>
						)}
					</Field>
				))}
			</div>
		</FormDrawer>
	);
}
