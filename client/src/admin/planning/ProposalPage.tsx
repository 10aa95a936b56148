import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { PlanningProposal } from '@classroom/protocol';
import { useAction, useApi } from '../../api/index.ts';
import { Failure, FailureLine, Icon, Loading } from '../../components/index.ts';
import { durationText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { adminLists } from '../stale.ts';
import { useMoment } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { StateTag } from './ProposalsPart.tsx';
import { ResultView } from './ResultView.tsx';
import { draftOf } from './startDraft.ts';
import { StartForm } from './StartForm.tsx';

const RENEW_MS = 1000;

type Opening = Readonly<{ onBack: () => void; onOpen: (proposalId: string) => void }>;

/** How far it is, and what is proven by now. */
function Running({ proposal }: { proposal: PlanningProposal }) {
	const { t } = useTranslation('planning');
	const language = useLanguage();
	const { county } = useRights();
	const cancel = useAction(endpoints.cancelProposal, adminLists);
	const { proposalId, placed, cost, elapsedMs, seconds } = proposal;
	const percent = Math.min(99, Math.round((elapsedMs / (seconds * 1000)) * 100));
	return (
		<section className="admin-box" aria-busy="true">
			<h2 className="admin-box__title">{t('progress.title')}</h2>
			<Progress percent={percent} showInfo={false} status="active" aria-label={t('progress.title')} />
			<div className="admin-box__head">
				<p className="admin-soft" role="status">
					{t('progress.elapsed', {
						time: durationText(elapsedMs, language),
						limit: durationText(seconds * 1000, language),
					})}
					<br />
					{placed === null
						? t('progress.searching')
						: `${t('progress.placed', placed)} · ${t('progress.atMost', placed)}`}
					{cost !== null && (
						<>
							<br />
							{t('progress.cost', cost)}
						</>
					)}
				</p>
				{county && (
					<Button loading={cancel.busy} onClick={() => void cancel.run({ params: { proposalId } })}>
						{t('progress.stop')}
					</Button>
				)}
			</div>
			{cancel.error && <FailureLine code={cancel.error.code} incident={cancel.error.incident} />}
			<p className="admin-soft">{t('stateAbout.running')}</p>
		</section>
	);
}

function Head({ proposal, onBack }: Readonly<{ proposal: PlanningProposal; onBack: () => void }>) {
	const { t } = useTranslation('planning');
	const moment = useMoment();
	const { state, startedAt, startedBy, weeks } = proposal;
	return (
		<>
			<div className="plan-head">
				<Button icon={<Icon name="back" size={16} />} onClick={onBack}>
					{t('result.back')}
				</Button>
				<h2 className="plan-head__title">{t('result.title', { when: moment(startedAt) })}</h2>
				<StateTag state={state} />
				<span className="admin-soft">
					{startedBy} · {t('result.weeks', { weeks })}
				</span>
			</div>
			{state !== 'running' && <p className="admin-soft">{t(`stateAbout.${state}`)}</p>}
		</>
	);
}

/** The same once more, with what was asked for, where nothing came of it. */
function Again({ proposal, onOpen }: Readonly<{ proposal: PlanningProposal }> & Pick<Opening, 'onOpen'>) {
	const { t } = useTranslation('planning');
	const { county } = useRights();
	const [starting, setStarting] = useState(false);
	const { termId, request } = proposal;
	if (!county) return null;
	return (
		<div>
			<Button type="primary" onClick={() => setStarting(true)}>
				{t('start.again')}
			</Button>
			{starting && (
				<StartForm
					termId={termId}
					first={draftOf(request)}
					pins={request.pins}
					without={request.without}
					onClose={() => setStarting(false)}
					onStarted={onOpen}
				/>
			)}
		</div>
	);
}

const hasResult = ({ state }: PlanningProposal): boolean =>
	state === 'proven' || state === 'time-limit' || state === 'cancelled';

/** One proposal: under way, or to be looked at, changed and taken over. */
export function ProposalPage({ proposalId, onBack, onOpen }: Opening & Readonly<{ proposalId: string }>) {
	const { t } = useTranslation('planning');
	const [isOver, setIsOver] = useState(false);
	const reading = useApi(
		endpoints.readProposal,
		{ params: { proposalId } },
		isOver ? {} : { everyMs: RENEW_MS },
	);
	if (reading.state === 'loading') return <Loading lines={10} />;
	if (reading.state === 'failed') {
		return (
			<Failure
				code={reading.error.code}
				incident={reading.error.incident}
				onAgain={reading.again}
				button={<Button onClick={onBack}>{t('result.back')}</Button>}
			/>
		);
	}
	const { data, failing } = reading;
	if (!isOver && data.state !== 'running') setIsOver(true);
	return (
		<>
			<Head proposal={data} onBack={onBack} />
			{failing && <FailureLine code={failing.code} incident={failing.incident} />}
			{data.state === 'running' && <Running proposal={data} />}
			{hasResult(data) && <ResultView proposal={data} onOpen={onOpen} />}
			{(data.state === 'failed' || data.state === 'lost') && <Again proposal={data} onOpen={onOpen} />}
		</>
	);
}
