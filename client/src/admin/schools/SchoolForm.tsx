import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { endpoints, SchoolKind } from '@classroom/protocol';
import type { School } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { mbitText, readMbit } from '../form/numbers.ts';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

const SchoolDraft = z.object({
	name: z.string(),
	kind: SchoolKind,
	town: z.string(),
	down: z.string(),
	up: z.string(),
});
type SchoolDraft = z.infer<typeof SchoolDraft>;

const draftOf = (school: School | null): SchoolDraft => ({
	name: school?.name ?? '',
	kind: school?.kind ?? 'member',
	town: school?.town ?? '',
	down: mbitText(school?.linkDownKbps ?? null),
	up: mbitText(school?.linkUpKbps ?? null),
});

const bodyOf = (draft: SchoolDraft) => ({
	name: draft.name,
	kind: draft.kind,
	town: draft.town.trim() === '' ? null : draft.town,
	linkDownKbps: readMbit(draft.down),
	linkUpKbps: readMbit(draft.up),
});

/** What the school's link carries, as measured. */
function LinkFields({ draft }: { draft: Draft<SchoolDraft> }) {
	const { t } = useTranslation('admin');
	const { value, set } = draft;
	return (
		<div className="admin-form__pair">
			<Field name="linkDownKbps" label={t('schools.down')} hint={t('schools.linkHint')}>
				{(id) => (
					<Input
						id={id}
						inputMode="decimal"
						suffix={t('schools.mbit')}
						value={value.down}
						onChange={(event) => set({ down: event.target.value })}
					/>
				)}
			</Field>
			<Field name="linkUpKbps" label={t('schools.up')}>
				{(id) => (
					<Input
						id={id}
						inputMode="decimal"
						suffix={t('schools.mbit')}
						value={value.up}
						onChange={(event) => set({ up: event.target.value })}
					/>
				)}
			</Field>
		</div>
	);
}

/** A new school (`null`), or changes one. */
export function SchoolForm({ school, onClose }: Readonly<{ school: School | null; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const { schoolKinds } = useWordOptions();
	const done = useDone();
	const create = useAction(endpoints.createSchool, adminLists);
	const update = useAction(endpoints.updateSchool, adminLists);
	const draft = useDraft(`school:${school?.schoolId ?? 'new'}`, draftOf(school), SchoolDraft);
	const { value, set } = draft;
	const missing = useMissing();

	const submit = async (): Promise<void> => {
		missing.clear();
		const body = bodyOf(value);
		const unreadable = (['linkDownKbps', 'linkUpKbps'] as const).filter((name) => Number.isNaN(body[name]));
		if (unreadable.length > 0) {
			missing.say(...unreadable.map((name) => [name, 'bad-format'] as const));
			return;
		}
		const saved = school
			? await update.run({ params: { schoolId: school.schoolId }, body })
			: await create.run({ body });
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { schoolId: saved.schoolId };
		done(t('saved', { name: saved.name }), () =>
			school
				? api(endpoints.updateSchool, { params, body: bodyOf(draftOf(school)) })
				: api(endpoints.deleteSchool, { params }),
		);
	};

	return (
		<FormDrawer
			title={school ? t('schools.change') : t('schools.new')}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={missing.error ?? create.error ?? update.error}
			fields={['name', 'kind', 'town', 'linkDownKbps', 'linkUpKbps']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="name" label={t('schools.name')} hint={t('schools.nameHint')} required>
				{(id) => <Input id={id} value={value.name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
			<div className="admin-form__pair">
				<Field name="kind" label={t('schools.kind')} required>
					{(id) => (
						<Choice
							id={id}
							options={schoolKinds}
							value={value.kind}
							onChange={(kind) => kind && set({ kind })}
						/>
					)}
				</Field>
				<Field name="town" label={t('schools.town')}>
					{(id) => (
						<Input id={id} value={value.town} onChange={(event) => set({ town: event.target.value })} />
					)}
				</Field>
			</div>
			<LinkFields draft={draft} />
		</FormDrawer>
	);
}
