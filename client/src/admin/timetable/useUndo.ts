import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import { api, asApiError, queryClient } from '../../api/index.ts';
import { dismissToast, toast, toastError } from '../../components/index.ts';
import { adminLists } from '../stale.ts';

/** Whose change it was: the latest of it is the one to take back. */
export type ChangeOf = Readonly<{ lessonId: string } | { seriesId: string }>;

const refresh = (): Promise<unknown> =>
	Promise.all(adminLists.map(({ path }) => queryClient.invalidateQueries({ queryKey: [path] })));

/** Takes one change back, whoever made it. */
export function useTakeBack(): (changeId: string) => Promise<void> {
	const { t } = useTranslation('admin');
	return useCallback(
		async (changeId) => {
			try {
				await api(endpoints.undoChange, { params: { changeId } });
				toast(t('undone'));
			} catch (error) {
				const { code, details } = asApiError(error);
				toastError(code, details);
			}
			await refresh();
		},
		[t],
	);
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
	target instanceof HTMLElement &&
	(target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** A change that was made here, and the line that says so. */
type Made = { readonly changeId: string; toastId: number | undefined };

/** Says what was done, with the way back; Ctrl and Z goes it too, change by change. */
export function useUndo(): (text: string, of: ChangeOf) => Promise<void> {
	const takeBack = useTakeBack();
	const made = useRef<Made[]>([]);
	const undo = useCallback(
		(change: Made | undefined) => {
			if (change === undefined) return;
			made.current = made.current.filter((each) => each !== change);
			// It says what is not so any more, and offers what is done.
			if (change.toastId !== undefined) dismissToast(change.toastId);
			void takeBack(change.changeId);
		},
		[takeBack],
	);
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
			if (!wanted || isTyping(event) || made.current.length === 0) return;
			event.preventDefault();
			undo(made.current.at(-1));
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [undo]);
	return useCallback(
		async (text, of) => {
			const { items } = await api(endpoints.listChanges, { query: { ...of, limit: 1 } }).catch(() => ({
				items: [],
			}));
			const changeId = items[0]?.changeId;
			if (changeId === undefined) {
				toast(text);
				return;
			}
			const change: Made = { changeId, toastId: undefined };
			change.toastId = toast(text, () => undo(change));
			made.current.push(change);
		},
		[undo],
	);
}
