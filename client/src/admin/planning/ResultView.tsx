import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanningProposal } from '@classroom/protocol';
import { Choice } from '../choices/Choice.tsx';
import { useRights } from '../useRights.ts';
import { EntryList } from './EntryList.tsx';
import { EntryPanel } from './EntryPanel.tsx';
import { Figures } from './Figures.tsx';
import { Loads } from './Loads.tsx';
import { Missing } from './Missing.tsx';
import { isOf } from './planGrid.ts';
import type { PlanOf } from './planGrid.ts';
import { PlanTable } from './PlanTable.tsx';
import { untouched, withFixed } from './review.ts';
import type { Review } from './review.ts';
import { TakeOverBar } from './TakeOverBar.tsx';
import { usePlanWords } from './usePlanWords.ts';
import type { PlanWords } from './usePlanWords.ts';

type By = PlanOf['by'];

/** Whose week: all, a teacher's or a school's of those in the proposal. */
function WhoseBar({
	proposal: { plan },
	of,
	words,
	onChange,
}: Readonly<{ proposal: PlanningProposal; of: PlanOf; words: PlanWords; onChange: (of: PlanOf) => void }>) {
	const { t } = useTranslation('planning');
	const ids = (by: By): string[] => [
		...new Set(
			plan.flatMap(({ teacherId, receivers }): string[] =>
				by === 'teacher' ? [teacherId] : receivers.map(({ schoolId }) => schoolId),
			),
		),
	];
	const options = (by: By) =>
		ids(by).map((id) => ({ value: id, label: by === 'teacher' ? words.name(id) : words.school(id) }));
	const choose = (by: By): void => {
		const [first] = ids(by);
		onChange(by === 'all' || first === undefined ? { by: 'all' } : { by, id: first });
	};
	return (
		<div className="tt-bar">
			<Segmented<By>
				aria-label={t('result.by')}
				options={[
					{ value: 'all', label: t('result.everyone') },
					{ value: 'teacher', label: t('result.byTeacher') },
					{ value: 'school', label: t('result.bySchool') },
				]}
				value={of.by}
				onChange={choose}
			/>
			{of.by !== 'all' && (
				<Choice<string>
					label={t('result.by')}
					className="tt-scope__choice"
					options={options(of.by)}
					value={of.id}
					search
					onChange={(id) => id !== null && onChange({ by: of.by, id })}
				/>
			)}
		</div>
	);
}

/** What was planned, why the rest was not, and what becomes of it. */
export function ResultView({
	proposal,
	onOpen,
}: Readonly<{ proposal: PlanningProposal; onOpen: (proposalId: string) => void }>) {
	const { t } = useTranslation('planning');
	const { county } = useRights();
	const words = usePlanWords(proposal.names);
	const [review, setReview] = useState<Review>(() => untouched(proposal.plan));
	const [of, setOf] = useState<PlanOf>({ by: 'all' });
	const [opened, setOpened] = useState<number>();
	const { plan } = proposal;
	const entry = plan.find((each) => each.entry === opened);
	return (
		<div className="plan-result">
			<Figures proposal={proposal} />
			{plan.length === 0 ? (
				<p className="admin-note">{t('result.empty')}</p>
			) : (
				<>
					<WhoseBar proposal={proposal} of={of} words={words} onChange={setOf} />
					<PlanTable plan={plan} of={of} review={review} words={words} onOpen={setOpened} />
					<EntryList
						plan={plan.filter((each) => isOf(each, of))}
						review={review}
						words={words}
						mayChange={county}
						onReview={setReview}
						onOpen={setOpened}
					/>
				</>
			)}
			<Missing unplaced={proposal.unplaced} words={words} />
			<Loads loads={proposal.loads} words={words} />
			{county && <TakeOverBar proposal={proposal} review={review} words={words} onOpen={onOpen} />}
			{entry && (
				<EntryPanel
					key={entry.entry}
					entry={entry}
					teachers={proposal.names.teachers}
					fixed={review.fixed.get(entry.entry)}
					words={words}
					mayChange={county && entry.seriesId === null}
					onClose={() => setOpened(undefined)}
					onFix={(fixed) => setReview(withFixed(review, entry.entry, fixed))}
				/>
			)}
		</div>
	);
}
