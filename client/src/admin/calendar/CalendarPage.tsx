import './calendar.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Term } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useToday } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { currentTerm, isInTerm, weekNumber } from './monthGrid.ts';
import { RemoveTerm } from './RemoveTerm.tsx';
import { ChangeTerm, NewTerm } from './TermForm.tsx';
import { TermView } from './TermView.tsx';
import { useDayWords } from './useDayWords.ts';

type Over = 'new' | 'change' | 'remove';

/** From when to when the term is, and how far it has come. */
function TermFacts({ term }: { term: Term }) {
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	const today = useToday();
	const week = isInTerm(term, today) ? weekNumber(term, today) : null;
	return (
		<span className="calendar-facts">
			<span>{words.span(term.firstDay, term.lastDay)}</span>
			<span>{t('weeks', { count: term.weeks })}</span>
			{week !== null && (
				<strong>{t('nowWeek', { week, parity: week % 2 === 1 ? t('odd') : t('even') })}</strong>
			)}
		</span>
	);
}

type OverlayProps = Readonly<{
	over: Over;
	term: Term | undefined;
	onClose: () => void;
	onMade: (term: Term) => void;
}>;

function Overlay({ over, term, onClose, onMade }: OverlayProps) {
	if (over === 'new') return <NewTerm onClose={onClose} onMade={onMade} />;
	if (!term) return null;
	if (over === 'change') return <ChangeTerm key={term.termId} term={term} onClose={onClose} />;
	return <RemoveTerm term={term} onClose={onClose} />;
}

type HeadProps = Readonly<{
	terms: readonly Term[];
	term: Term | undefined;
	newButton: React.ReactNode;
	onChoose: (termId: string) => void;
	/** For who may change terms. */
	onAct: ((over: Over) => void) | undefined;
}>;

function Head({ terms, term, newButton, onChoose, onAct }: HeadProps) {
	const { t } = useTranslation(['calendar', 'admin']);
	return (
		<ListHead title={t('title')} about={t('about')} buttons={newButton}>
			{term && (
				<>
					<Choice
						label={t('term.choose')}
						className="calendar-terms"
						options={terms.map(({ termId, name }) => ({ value: termId, label: name }))}
						value={term.termId}
						onChange={(chosen) => chosen && onChoose(chosen)}
					/>
					<TermFacts term={term} />
					{onAct && (
						<RowActions
							of={term.name}
							actions={[
								{ key: 'edit', label: t('admin:edit'), onClick: () => onAct('change') },
								{ key: 'remove', label: t('admin:remove'), danger: true, onClick: () => onAct('remove') },
							]}
						/>
					)}
				</>
			)}
		</ListHead>
	);
}

/** 校历: terms, and for each its calendar and closures. */
export function CalendarPage() {
	const { t } = useTranslation('calendar');
	const { county } = useRights();
	const filters = useFilters();
	const today = useToday();
	const [over, setOver] = useState<Over>();
	const reading = useApi(endpoints.listTerms, {});
	const terms = reading.state === 'ready' ? reading.data.terms : [];
	const term = terms.find(({ termId }) => termId === filters.get('term')) ?? currentTerm(terms, today);
	const newButton = county && <NewButton label={t('term.new')} onClick={() => setOver('new')} />;
	const choose = (termId: string): void => filters.set({ term: termId });
	return (
		<>
			<Head
				terms={terms}
				term={term}
				newButton={newButton}
				onChoose={choose}
				onAct={county ? setOver : undefined}
			/>
			{reading.state === 'loading' && <Loading lines={12} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{reading.state === 'ready' && !term && (
				<Empty icon="month" what={t('term.empty')} button={newButton}>
					{county ? t('term.emptyAbout') : t('term.emptyOthers')}
				</Empty>
			)}
			{term && <TermView key={term.termId} termId={term.termId} />}
			{over && (
				<Overlay
					over={over}
					term={term}
					onClose={() => setOver(undefined)}
					onMade={({ termId }) => choose(termId)}
				/>
			)}
		</>
	);
}
