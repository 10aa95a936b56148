import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorCode } from '@classroom/protocol';
import type { NotTaken, ProposalEntry, TakeOverResult } from '@classroom/protocol';
import { useErrorWords } from '../../hooks/useErrorWords.ts';
import { useMoment } from '../useCounty.ts';
import type { PlanWords } from './usePlanWords.ts';

function useRefusalWords(): (refused: NotTaken) => string {
	const { t } = useTranslation('planning');
	const moment = useMoment();
	const errorWords = useErrorWords();
	return ({ code, details }) => {
		if (code === 'covered') return t('take.refused.covered');
		if (code === 'clash') {
			const { name = '', title = '', from = 0 } = details;
			const when = moment(Number(from));
			return title === ''
				? t('take.refused.clashOther', { name, when })
				: t('take.refused.clash', { name, title, when });
		}
		return errorWords({ code: ErrorCode.safeParse(code).data ?? 'internal', details });
	};
}

type RefusedProps = Readonly<{
	result: TakeOverResult;
	plan: readonly ProposalEntry[];
	/** Entries that were chosen and still fit. */
	rest: readonly number[];
	words: PlanWords;
	busy: boolean;
	onClose: () => void;
	onRest: (rest: readonly number[]) => void;
}>;

/** What does not fit any more because somebody planned meanwhile; the rest is offered. */
export function Refused({ result, plan, rest, words, busy, onClose, onRest }: RefusedProps) {
	const { t } = useTranslation('planning');
	const said = useRefusalWords();
	const { refused, taken } = result;
	const isMade = taken.length > 0;
	return (
		<Modal
			open
			title={t('take.refusedTitle', { count: refused.length })}
			onCancel={onClose}
			footer={
				<>
					<Button onClick={onClose}>{isMade ? t('entry.close') : t('take.close')}</Button>
					{!isMade && rest.length > 0 && (
						<Button type="primary" loading={busy} onClick={() => onRest(rest)}>
							{t('take.rest', { count: rest.length })}
						</Button>
					)}
				</>
			}
		>
			<p>{isMade ? t('take.refusedAfter') : t('take.refusedAbout')}</p>
			<ul className="tt-gaps">
				{refused.map((each) => {
					const entry = plan.find((other) => other.entry === each.entry);
					return (
						<li key={each.entry}>
							<strong>{entry && words.title(entry)}</strong> {entry?.slots.map(words.when).join(t('person'))}
							<span className="admin-small">{said(each)}</span>
						</li>
					);
				})}
			</ul>
		</Modal>
	);
}
