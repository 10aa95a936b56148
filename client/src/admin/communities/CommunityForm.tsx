import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CommunityKind, Day, endpoints, SchoolId } from '@classroom/protocol';
import type { Community } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday } from '../useCounty.ts';
import { useDone } from '../useDone.ts';

const CommunityDraft = z.object({
	name: z.string(),
	kind: CommunityKind,
	coreSchoolId: SchoolId.nullable(),
	from: Day.nullable(),
});
type CommunityDraft = z.infer<typeof CommunityDraft>;

/** The core school a new community is made around, and since when. */
function FirstSchool({ draft }: { draft: Draft<CommunityDraft> }) {
	const { t } = useTranslation('admin');
	const { value, set } = draft;
	return (
		<>
			<Field name="coreSchoolId" label={t('communities.core')} required>
				{(id) => (
					<SchoolChoice
						id={id}
						value={value.coreSchoolId}
						onChange={(coreSchoolId) => set({ coreSchoolId })}
						placeholder={t('chooseSchool')}
					/>
				)}
			</Field>
			<Field name="from" label={t('communities.firstDay')} required>
				{(id) => <DayChoice id={id} value={value.from} onChange={(from) => set({ from })} />}
			</Field>
		</>
	);
}

/** A new community around a core school (`null`), or the name and kind of one. */
export function CommunityForm({
	community,
	onClose,
}: Readonly<{ community: Community | null; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const { communityKinds } = useWordOptions();
	const today = useToday();
	const done = useDone();
	const create = useAction(endpoints.createCommunity, adminLists);
	const update = useAction(endpoints.updateCommunity, adminLists);
	const missing = useMissing();
	const initial: CommunityDraft = {
		name: community?.name ?? '',
		kind: community?.kind ?? 'community',
		coreSchoolId: null,
		from: today,
	};
	const draft = useDraft(`community:${community?.communityId ?? 'new'}`, initial, CommunityDraft);
	const { value, set } = draft;
	const { name, kind, coreSchoolId, from } = value;

	const save = async (): Promise<Community | undefined> => {
		if (community)
			return update.run({ params: { communityId: community.communityId }, body: { name, kind } });
		if (coreSchoolId === null || from === null) {
			missing.say(...(coreSchoolId === null ? ['coreSchoolId'] : []), ...(from === null ? ['from'] : []));
			return undefined;
		}
		return create.run({ body: { name, kind, coreSchoolId, from } });
	};
	const submit = async (): Promise<void> => {
		missing.clear();
		const saved = await save();
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { communityId: saved.communityId };
		done(t('saved', { name: saved.name }), () =>
			community
				? api(endpoints.updateCommunity, { params, body: { name: community.name, kind: community.kind } })
				: api(endpoints.deleteCommunity, { params }),
		);
	};

	return (
		<FormDrawer
			title={community ? t('communities.change') : t('communities.new')}
			{...(!community && { about: t('communities.newAbout') })}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={missing.error ?? create.error ?? update.error}
			fields={['name', 'kind', 'coreSchoolId', 'from']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="name" label={t('communities.name')} required>
				{(id) => <Input id={id} value={name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
			<Field name="kind" label={t('communities.kind')} hint={t('communities.kindHint')} required>
				{(id) => (
					<Choice
						id={id}
						options={communityKinds}
						value={kind}
						onChange={(chosen) => chosen && set({ kind: chosen })}
					/>
				)}
			</Field>
			{!community && <FirstSchool draft={draft} />}
		</FormDrawer>
	);
}
