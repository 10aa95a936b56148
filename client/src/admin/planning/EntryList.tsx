import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProposalEntry } from '@classroom/protocol';
import { ListTable } from '../list/ListTable.tsx';
import { RowName } from '../list/RowName.tsx';
import { EntryMarks } from './PlanTable.tsx';
import { takeable, withLeftOut } from './review.ts';
import type { Review } from './review.ts';
import type { PlanWords } from './usePlanWords.ts';

type EntryListProps = Readonly<{
	plan: readonly ProposalEntry[];
	review: Review;
	words: PlanWords;
	mayChange: boolean;
	onReview: (review: Review) => void;
	onOpen: (entry: number) => void;
}>;

function useColumns({ plan, review, words, mayChange, onReview, onOpen }: EntryListProps) {
	const { t } = useTranslation('planning');
	const open = new Set(takeable(plan, review).map(({ entry }) => entry));
	return [
		{
			key: 'what',
			title: t('entry.what'),
			render: (each: ProposalEntry) => {
				const title = words.title(each);
				return (
					<span className="plan-choose">
						{mayChange && (
							<Checkbox
								disabled={!open.has(each.entry)}
								checked={open.has(each.entry) && !review.leftOut.has(each.entry)}
								aria-label={t('entry.choose', { title, teacher: words.name(each.teacherId) })}
								onChange={(event) => onReview(withLeftOut(review, [each.entry], !event.target.checked))}
							/>
						)}
						<RowName name={title} onClick={() => onOpen(each.entry)} />
						<EntryMarks entry={each} review={review} />
					</span>
				);
			},
		},
		{
			key: 'when',
			title: t('entry.when'),
			render: ({ slots }: ProposalEntry) => slots.map(words.whenTime).join(t('person')),
		},
		{
			key: 'teacher',
			title: t('entry.teacher'),
			width: '110px',
			render: ({ teacherId }: ProposalEntry) => words.name(teacherId),
		},
		{ key: 'receivers', title: t('entry.receivers'), render: words.receivers },
	];
}

/** All that was proposed, to be chosen from. */
export function EntryList(props: EntryListProps) {
	const { plan, review, mayChange, onReview } = props;
	const { t } = useTranslation('planning');
	const columns = useColumns(props);
	const open = takeable(plan, review).map(({ entry }) => entry);
	const chosen = open.filter((entry) => !review.leftOut.has(entry));
	return (
		<section>
			<div className="plan-head">
				<h2 className="tt-panel__title">{t('entry.list', { count: plan.length })}</h2>
				{mayChange && open.length > 0 && (
					<Checkbox
						checked={chosen.length === open.length}
						indeterminate={chosen.length > 0 && chosen.length < open.length}
						onChange={(event) => onReview(withLeftOut(review, open, !event.target.checked))}
					>
						{t('entry.chooseAll')}
					</Checkbox>
				)}
			</div>
			<ListTable
				caption={t('entry.list', { count: plan.length })}
				columns={columns}
				items={plan}
				keyOf={({ entry }) => String(entry)}
				isFaint={({ entry }) => review.leftOut.has(entry)}
				renewing={false}
			/>
		</section>
	);
}
