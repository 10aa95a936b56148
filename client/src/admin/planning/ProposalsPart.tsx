import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { ProposalState, ProposalSummary, Term } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { ListTable } from '../list/ListTable.tsx';
import { NewButton } from '../list/ListHead.tsx';
import { RowName } from '../list/RowName.tsx';
import { useMoment, useToday } from '../useCounty.ts';
import { firstDraft } from './startDraft.ts';
import { StartForm } from './StartForm.tsx';

/** One that is under way goes on; others may begin one. */
const RENEW_MS = { running: 2000, resting: 20_000 };

const tones: Readonly<Record<ProposalState, string>> = {
	running: 'accent',
	proven: 'fine',
	'time-limit': 'fine',
	cancelled: 'slow',
	failed: 'gone',
	lost: 'gone',
};
const signs: Readonly<Record<ProposalState, string>> = {
	running: '…',
	proven: '●',
	'time-limit': '●',
	cancelled: '▲',
	failed: '■',
	lost: '■',
};

/** In colour, shape and word. */
export function StateTag({ state }: { state: ProposalState }) {
	const { t } = useTranslation('planning');
	return (
		<span className={`admin-tag admin-tag--${tones[state]}`}>
			{signs[state]} {t(`state.${state}`)}
		</span>
	);
}

function useColumns(open: (proposalId: string) => void) {
	const { t } = useTranslation('planning');
	const moment = useMoment();
	return [
		{
			key: 'when',
			title: t('list.title'),
			render: ({ proposalId, startedAt, startedBy }: ProposalSummary) => (
				<>
					<RowName name={moment(startedAt)} onClick={() => open(proposalId)} />
					<span className="admin-small">{startedBy}</span>
				</>
			),
		},
		{
			key: 'state',
			title: t('entry.state'),
			width: '160px',
			render: ({ state }: ProposalSummary) => <StateTag state={state} />,
		},
		{
			key: 'placed',
			title: t('result.placed'),
			render: ({ placed }: ProposalSummary) =>
				placed === null ? '' : t('result.ofWanted', { reached: placed.reached, wanted: placed.wanted }),
		},
		{
			key: 'taken',
			title: t('entry.taken'),
			render: ({ taken, entries }: ProposalSummary) =>
				entries === 0 ? '' : t('list.taken', { taken, entries }),
		},
	];
}

/** Starts a proposal, and lists those there are. */
export function ProposalsPart({ term, onOpen }: Readonly<{ term: Term; onOpen: (id: string) => void }>) {
	const { t } = useTranslation('planning');
	const today = useToday();
	const [starting, setStarting] = useState(false);
	const params = { termId: term.termId };
	const [running, setRunning] = useState(false);
	const everyMs = running ? RENEW_MS.running : RENEW_MS.resting;
	const reading = useApi(endpoints.listProposals, { params }, { everyMs });
	const columns = useColumns(onOpen);
	if (reading.state === 'loading') return <Loading lines={6} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { proposals, mayPlan } = reading.data;
	const isRunning = proposals.some(({ state }) => state === 'running');
	if (isRunning !== running) setRunning(isRunning);
	const button = mayPlan && <NewButton label={t('start.title')} onClick={() => setStarting(true)} />;
	return (
		<>
			{proposals.length === 0 ? (
				<Empty icon="layout" what={t('list.empty')} button={button}>
					{t('list.emptyAbout')}
				</Empty>
			) : (
				<>
					<div className="tt-bar">
						<span />
						{button}
					</div>
					<ListTable
						caption={t('list.title')}
						columns={columns}
						items={proposals}
						keyOf={({ proposalId }) => proposalId}
						renewing={false}
					/>
				</>
			)}
			{starting && (
				<StartForm
					termId={term.termId}
					first={firstDraft(term, today)}
					pins={[]}
					without={[]}
					onClose={() => setStarting(false)}
					onStarted={onOpen}
				/>
			)}
		</>
	);
}
