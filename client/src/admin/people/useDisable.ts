import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Person } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { toastError } from '../../components/index.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { bodyOfPerson } from './personDraft.ts';

/** Shuts somebody out, or lets them in again: at once, and to be undone. */
export function useDisable(): (person: Person) => Promise<void> {
	const { t } = useTranslation('admin');
	const done = useDone();
	const update = useAction(endpoints.updatePerson, adminLists);
	const { error } = update;
	useEffect(() => {
		if (error) toastError(error.code, error.details);
	}, [error]);
	return async (person) => {
		const params = { personId: person.personId };
		const before = bodyOfPerson(person);
		const saved = await update.run({ params, body: { ...before, disabled: !person.disabled } });
		if (!saved) return;
		const { name } = saved;
		done(saved.disabled ? t('people.disabled', { name }) : t('people.enabled', { name }), () =>
			api(endpoints.updatePerson, { params, body: before }),
		);
	};
}
