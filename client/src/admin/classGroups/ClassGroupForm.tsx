import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { endpoints, Grade, SchoolId } from '@classroom/protocol';
import type { ClassGroup } from '@classroom/protocol';
import { api, useAction, usePerson } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { useRights } from '../useRights.ts';

const ClassDraft = z.object({ schoolId: SchoolId.nullable(), name: z.string(), grade: Grade });
type ClassDraft = z.infer<typeof ClassDraft>;

function GradeField({ value, onChange }: Readonly<{ value: number; onChange: (grade: number) => void }>) {
	const { t } = useTranslation('admin');
	const { grades } = useWordOptions();
	return (
		<Field name="grade" label={t('classes.grade')} required>
			{(id) => (
				<Choice
					id={id}
					options={grades}
					value={grades.find(({ grade }) => grade === value)?.value}
					onChange={(chosen) => {
						const found = grades.find((each) => each.value === chosen);
						if (found) onChange(found.grade);
					}}
				/>
			)}
		</Field>
	);
}

/** A new class (`null`), or changes one. */
export function ClassGroupForm({
	group,
	schoolId,
	onClose,
}: Readonly<{ group: ClassGroup | null; schoolId: SchoolId | null; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const person = usePerson();
	const done = useDone();
	const create = useAction(endpoints.createClassGroup, adminLists);
	const update = useAction(endpoints.updateClassGroup, adminLists);
	const missing = useMissing();
	const initial: ClassDraft = {
		schoolId: group?.schoolId ?? person.schoolId ?? schoolId,
		name: group?.name ?? '',
		grade: group?.grade ?? 1,
	};
	const draft = useDraft(`class:${group?.classGroupId ?? 'new'}`, initial, ClassDraft);
	const { value, set } = draft;
	const { name, grade } = value;

	const save = async (): Promise<ClassGroup | undefined> => {
		if (group) return update.run({ params: { classGroupId: group.classGroupId }, body: { name, grade } });
		if (value.schoolId === null) {
			missing.say('schoolId');
			return undefined;
		}
		return create.run({ body: { schoolId: value.schoolId, name, grade } });
	};
	const submit = async (): Promise<void> => {
		missing.clear();
		const saved = await save();
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { classGroupId: saved.classGroupId };
		done(t('saved', { name: saved.name }), () =>
			group
				? api(endpoints.updateClassGroup, { params, body: { name: group.name, grade: group.grade } })
				: api(endpoints.deleteClassGroup, { params }),
		);
	};

	return (
		<FormDrawer
			title={group ? t('classes.change') : t('classes.new')}
			{...(group && { about: group.school })}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={missing.error ?? create.error ?? update.error}
			fields={['schoolId', 'name', 'grade']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			{!group && rights.county && (
				<Field name="schoolId" label={t('school')} required>
					{(id) => (
						<SchoolChoice
							id={id}
							value={value.schoolId}
							onChange={(chosen) => set({ schoolId: chosen })}
							placeholder={t('chooseSchool')}
						/>
					)}
				</Field>
			)}
			<GradeField value={grade} onChange={(chosen) => set({ grade: chosen })} />
			<Field name="name" label={t('classes.name')} hint={t('classes.nameHint')} required>
				{(id) => <Input id={id} value={name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
		</FormDrawer>
	);
}
