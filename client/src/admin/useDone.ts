import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, queryClient } from '../api/index.ts';
import { toast, toastError } from '../components/index.ts';
import { adminLists } from './stale.ts';

/** Says what was done, with the way back. `undo` outlives the form that made the change. */
export function useDone(): (text: string, undo?: () => Promise<unknown>) => void {
	const { t } = useTranslation('admin');
	return useCallback(
		(text, undo) => {
			const takeBack = async (): Promise<void> => {
				try {
					await undo?.();
					toast(t('undone'));
				} catch (error) {
					const { code, details } = asApiError(error);
					toastError(code, details);
				}
				await Promise.all(adminLists.map(({ path }) => queryClient.invalidateQueries({ queryKey: [path] })));
			};
			toast(text, undo && (() => void takeBack()));
		},
		[t],
	);
}
