import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Person, PersonRole, SchoolId } from '@classroom/protocol';
import { api, useAction, usePerson } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { ClassChoice } from './ClassChoice.tsx';
import { newPassword } from './firstPassword.ts';
import { PasswordField } from './PasswordField.tsx';
import { bodyOf, bodyOfPerson, draftOf, hasSchool, PersonDraft, rolesFor } from './personDraft.ts';

type PersonFormProps = Readonly<{
	person: Person | null;
	/** For a new one, as the list is filtered. */
	role: PersonRole | undefined;
	schoolId: SchoolId | null;
	onClose: () => void;
}>;

/** Role and what belongs to it. */
function RoleFields({ draft }: { draft: Draft<PersonDraft> }) {
	const { t } = useTranslation('admin');
	const { roles, subjects } = useWordOptions();
	const own = usePerson();
	const { value, set } = draft;
	const allowed = rolesFor(own.role);
	return (
		<>
			<Field name="role" label={t('people.role')} required>
				{(id) => (
					<Choice
						id={id}
						options={roles.filter((role) => allowed.includes(role.value))}
						value={value.role}
						onChange={(role) => role && set({ role })}
					/>
				)}
			</Field>
			{hasSchool(value.role) && own.role === 'county-admin' && (
				<Field name="schoolId" label={t('school')} required>
					{(id) => (
						<SchoolChoice
							id={id}
							value={value.schoolId}
							onChange={(schoolId) => set({ schoolId, classGroupId: null })}
							placeholder={t('chooseSchool')}
						/>
					)}
				</Field>
			)}
			{value.role === 'teacher' && (
				<Field name="subjects" label={t('people.subjects')}>
					{(id) => (
						<Select
							id={id}
							mode="multiple"
							options={subjects}
							value={value.subjects}
							onChange={(chosen) => set({ subjects: chosen })}
							showSearch={{ optionFilterProp: 'label' }}
							placeholder={t('people.chooseSubjects')}
							className="admin-wide"
						/>
					)}
				</Field>
			)}
			{value.role === 'student' && (
				<Field name="classGroupId" label={t('people.class')} required>
					{(id) => (
						<ClassChoice
							id={id}
							schoolId={value.schoolId}
							value={value.classGroupId}
							onChange={(classGroupId) => set({ classGroupId })}
						/>
					)}
				</Field>
			)}
		</>
	);
}

/** A new person with a first password (`null`), or changes one. */
export function PersonForm({ person, role, schoolId, onClose }: PersonFormProps) {
	const { t } = useTranslation('admin');
	const own = usePerson();
	const done = useDone();
	const create = useAction(endpoints.createPerson, adminLists);
	const update = useAction(endpoints.updatePerson, adminLists);
	const initial = draftOf(person, { role, schoolId: own.schoolId ?? schoolId });
	const draft = useDraft(`person:${person?.personId ?? 'new'}`, initial, PersonDraft);
	const [password, setPassword] = useState(newPassword);
	const { value, set } = draft;

	const submit = async (): Promise<void> => {
		const body = bodyOf(value);
		const saved = person
			? await update.run({
					params: { personId: person.personId },
					body: { ...body, disabled: person.disabled },
				})
			: await create.run({ body: { ...body, loginName: value.loginName, password } });
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { personId: saved.personId };
		done(person ? t('saved', { name: saved.name }) : t('people.created', { name: saved.name }), () =>
			person
				? api(endpoints.updatePerson, { params, body: bodyOfPerson(person) })
				: api(endpoints.deletePerson, { params }),
		);
	};

	return (
		<FormDrawer
			title={person ? t('people.change') : t('people.new')}
			{...(person && { about: t('people.signsInAs', { name: person.loginName }) })}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={create.error ?? update.error}
			fields={['name', 'role', 'schoolId', 'subjects', 'classGroupId', 'loginName', 'password']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="name" label={t('people.name')} required>
				{(id) => (
					<Input
						id={id}
						value={value.name}
						autoComplete="off"
						onChange={(event) => set({ name: event.target.value })}
					/>
				)}
			</Field>
			<RoleFields draft={draft} />
			{!person && (
				<>
					<Field name="loginName" label={t('people.loginName')} hint={t('people.loginNameHint')} required>
						{(id) => (
							<Input
								id={id}
								value={value.loginName}
								autoComplete="off"
								spellCheck={false}
								onChange={(event) => set({ loginName: event.target.value })}
							/>
						)}
					</Field>
					<PasswordField value={password} onChange={setPassword} />
				</>
			)}
		</FormDrawer>
	);
}
