// Takes entries of a proposal over, says what was done, and takes all of it back when asked.
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { PlanningProposal, ProposalEntry, TakeOverResult } from '@classroom/protocol';
import { api, asApiError, queryClient, useAction } from '../../api/index.ts';
import { toast } from '../../components/index.ts';
import { adminLists } from '../stale.ts';
import type { PlanWords } from './usePlanWords.ts';

/** The last change of each series, if it is still what making it was; false: something of it was changed since. */
async function undoOne(seriesId: string): Promise<boolean> {
	const { items } = await api(endpoints.listChanges, { query: { seriesId, limit: 1 } });
	const changeId = items[0]?.changeId;
	if (changeId === undefined) return false;
	try {
		await api(endpoints.undoChange, { params: { changeId } });
		return true;
	} catch (error) {
		if (asApiError(error).code === 'change-outdated') return false;
		throw error;
	}
}

export function useTakeOver({ proposalId }: PlanningProposal, words: PlanWords) {
	const { t } = useTranslation('planning');
	const action = useAction(endpoints.takeOverProposal, adminLists);
	const undo = async (taken: TakeOverResult['taken']): Promise<void> => {
		let done = 0;
		for (const { seriesId } of taken) if (await undoOne(seriesId)) done += 1;
		const left = taken.length - done;
		toast(left === 0 ? t('take.undone', { count: done }) : t('take.partlyUndone', { done, left }));
		await Promise.all(adminLists.map(({ path }) => queryClient.invalidateQueries({ queryKey: [path] })));
	};
	const take = async (
		entries: readonly ProposalEntry[],
		leaveOut: boolean,
	): Promise<TakeOverResult | undefined> => {
		const titled = entries.map((each) => ({ entry: each.entry, title: words.title(each) }));
		const result = await action.run({ params: { proposalId }, body: { entries: titled, leaveOut } });
		if (result === undefined || result.taken.length + result.already.length === 0) return result;
		const { taken, already } = result;
		if (leaveOut || result.refused.length === 0) {
			const said = [
				...(taken.length > 0 ? [t('take.done', { count: taken.length })] : []),
				...(already.length > 0 ? [t('take.already', { count: already.length })] : []),
			].join(t('comma'));
			toast(said, taken.length === 0 ? undefined : () => void undo(taken));
		}
		return result;
	};
	return { take, busy: action.busy, error: action.error };
}
