import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ClassroomKind, endpoints, SchoolId } from '@classroom/protocol';
import type { Classroom } from '@classroom/protocol';
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

const ClassroomDraft = z.object({ schoolId: SchoolId.nullable(), name: z.string(), kind: ClassroomKind });
type ClassroomDraft = z.infer<typeof ClassroomDraft>;

const draftOf = (classroom: Classroom | null, schoolId: SchoolId | null): ClassroomDraft => ({
	schoolId: classroom?.schoolId ?? schoolId,
	name: classroom?.name ?? '',
	kind: classroom?.kind ?? 'interactive',
});

type ClassroomFormProps = Readonly<{
	classroom: Classroom | null;
	schoolId: SchoolId | null;
	onClose: () => void;
}>;

/** A new classroom (`null`), or changes one. */
export function ClassroomForm({ classroom, schoolId, onClose }: ClassroomFormProps) {
	const { t } = useTranslation('admin');
	const { classroomKinds } = useWordOptions();
	const rights = useRights();
	const person = usePerson();
	const done = useDone();
	const create = useAction(endpoints.createClassroom, adminLists);
	const update = useAction(endpoints.updateClassroom, adminLists);
	const missing = useMissing();
	const initial = draftOf(classroom, person.schoolId ?? schoolId);
	const draft = useDraft(`classroom:${classroom?.classroomId ?? 'new'}`, initial, ClassroomDraft);
	const { value, set } = draft;
	const { name, kind } = value;

	const save = async (): Promise<Classroom | undefined> => {
		if (classroom) {
			return update.run({ params: { classroomId: classroom.classroomId }, body: { name, kind } });
		}
		if (value.schoolId === null) {
			missing.say('schoolId');
			return undefined;
		}
		return create.run({ body: { schoolId: value.schoolId, name, kind } });
	};
	const submit = async (): Promise<void> => {
		missing.clear();
		const saved = await save();
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { classroomId: saved.classroomId };
		done(t('saved', { name: saved.name }), () =>
			classroom
				? api(endpoints.updateClassroom, { params, body: { name: classroom.name, kind: classroom.kind } })
				: api(endpoints.deleteClassroom, { params }),
		);
	};

	return (
		<FormDrawer
			title={classroom ? t('classrooms.change') : t('classrooms.new')}
			{...(classroom && { about: classroom.school })}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={missing.error ?? create.error ?? update.error}
			fields={['schoolId', 'name', 'kind']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			{!classroom && rights.county && (
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
			<Field name="name" label={t('classrooms.name')} hint={t('classrooms.nameHint')} required>
				{(id) => <Input id={id} value={name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
			<Field name="kind" label={t('classrooms.kind')} hint={t('classrooms.kindHint')} required>
				{(id) => (
					<Choice
						id={id}
						options={classroomKinds}
						value={kind}
						onChange={(chosen) => chosen && set({ kind: chosen })}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}
