import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { endpoints } from '@classroom/protocol';
import type { County } from '@classroom/protocol';
import { api, refreshSession, useAction } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { useRegions } from './useRegions.ts';

const CountyDraft = z.object({ name: z.string(), region: z.string() });

export function CountyForm({ county, onClose }: Readonly<{ county: County; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const regions = useRegions(county.region);
	const done = useDone();
	const update = useAction(endpoints.updateCounty, [...adminLists, endpoints.readCounty]);
	const before = { name: county.name, region: county.region };
	const draft = useDraft('county', before, CountyDraft);
	const { value, set } = draft;
	const submit = async (): Promise<void> => {
		const saved = await update.run({ body: value });
		if (!saved) return;
		draft.forget();
		onClose();
		// The county's name stands in the bar above.
		await refreshSession();
		done(t('saved', { name: saved.name }), async () => {
			await api(endpoints.updateCounty, { body: before });
			await refreshSession();
		});
	};
	return (
		<FormDrawer
			title={t('county.change')}
			onClose={onClose}
			onSubmit={submit}
			busy={update.busy}
			error={update.error}
			fields={['name', 'region']}
			submit={t('form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="name" label={t('county.name')} required>
				{(id) => <Input id={id} value={value.name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
			<Field name="region" label={t('county.region')} hint={t('county.regionHint')} required>
				{(id) => (
					<Choice
						id={id}
						options={regions}
						value={value.region}
						onChange={(region) => region !== null && set({ region })}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}
