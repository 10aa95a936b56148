import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanningProposal, TakeOverResult } from '@classroom/protocol';
import { FailureLine } from '../../components/index.ts';
import { lessonsIn } from './planGrid.ts';
import { Refused } from './Refused.tsx';
import { chosenOf, fixedEntries, pinsOf } from './review.ts';
import type { Review } from './review.ts';
import { draftOf } from './startDraft.ts';
import { StartForm } from './StartForm.tsx';
import type { PlanWords } from './usePlanWords.ts';
import { ruleWords } from './usePlanWords.ts';
import { useTakeOver } from './useTakeOver.ts';

type TakeOverBarProps = Readonly<{
	proposal: PlanningProposal;
	review: Review;
	words: PlanWords;
	onOpen: (proposalId: string) => void;
}>;

/** Says of which entry a pin is, and why it cannot be. */
function usePinError({ proposal: { plan, unplaced }, review, words }: TakeOverBarProps) {
	const { t } = useTranslation('planning');
	const pinned = fixedEntries(plan, review);
	return ({ pin, rule }: Readonly<Record<string, string | number>>): string | undefined => {
		const entry = pinned[Number(pin)];
		const known = ruleWords.find((each) => each === rule);
		const [receiver] = entry?.receivers ?? [];
		if (entry === undefined || known === undefined || receiver === undefined) return undefined;
		const teacherId = review.fixed.get(entry.entry)?.teacherId ?? entry.teacherId;
		const grades = unplaced.find(({ needId }) => needId === receiver.needId)?.grades ?? receiver.grades;
		const about = {
			teacher: words.name(teacherId),
			school: words.school(receiver.schoolId),
			subject: entry.subject,
			grades,
		};
		return t('pinImpossible', { title: words.title(entry), reason: words.ruleWord(known, about) });
	};
}

/** What is chosen becomes series; what is fixed stays in another proposal. */
export function TakeOverBar(props: TakeOverBarProps) {
	const { proposal, review, words, onOpen } = props;
	const { t } = useTranslation('planning');
	const [replanning, setReplanning] = useState(false);
	const [refused, setRefused] = useState<TakeOverResult>();
	const pinError = usePinError(props);
	const taking = useTakeOver(proposal, words);
	const { plan, request, termId } = proposal;
	const chosen = chosenOf(plan, review);
	const pins = pinsOf(proposal, review);
	const allTaken = plan.length > 0 && plan.every(({ seriesId }) => seriesId !== null);
	const take = async (entries: readonly number[], leaveOut: boolean): Promise<void> => {
		const result = await taking.take(
			plan.filter(({ entry }) => entries.includes(entry)),
			leaveOut,
		);
		setRefused(result !== undefined && result.refused.length > 0 ? result : undefined);
	};
	return (
		<>
			{taking.error && <FailureLine code={taking.error.code} incident={taking.error.incident} />}
			<div className="plan-bar" role="toolbar" aria-label={t('bar.take')}>
				<span role="status">
					{allTaken
						? t('bar.allTaken')
						: chosen.length === 0
							? t('bar.none')
							: t('bar.chosen', { count: chosen.length, lessons: lessonsIn(chosen) })}
				</span>
				<Button onClick={() => setReplanning(true)}>
					{pins.length > 0 ? t('bar.replanPinned', { count: pins.length }) : t('bar.replan')}
				</Button>
				<Button
					type="primary"
					disabled={chosen.length === 0}
					loading={taking.busy}
					onClick={() =>
						void take(
							chosen.map(({ entry }) => entry),
							false,
						)
					}
				>
					{t('bar.take')}
				</Button>
			</div>
			{refused && (
				<Refused
					result={refused}
					plan={plan}
					rest={chosen
						.map(({ entry }) => entry)
						.filter((each) => refused.refused.every(({ entry }) => entry !== each))}
					words={words}
					busy={taking.busy}
					onClose={() => setRefused(undefined)}
					onRest={(rest) => void take(rest, true)}
				/>
			)}
			{replanning && (
				<StartForm
					termId={termId}
					first={draftOf(request)}
					pins={pins}
					without={request.without}
					pinError={pinError}
					onClose={() => setReplanning(false)}
					onStarted={onOpen}
				/>
			)}
		</>
	);
}
