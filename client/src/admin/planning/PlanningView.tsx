import './planning.css';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Term } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Empty } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import type { Filters } from '../list/useFilters.ts';
import { useCalendarOf } from '../timetable/useTimetable.ts';
import { NeedsPart } from './NeedsPart.tsx';
import { ProposalPage } from './ProposalPage.tsx';
import { ProposalsPart } from './ProposalsPart.tsx';
import { TeachersPart } from './TeachersPart.tsx';

type Part = 'needs' | 'teachers' | 'plan';

/** A school says what its teachers can teach; what the county plans is its own. */
const partsOf = (role: string): readonly Part[] =>
	role === 'school-admin' ? ['teachers'] : ['needs', 'teachers', 'plan'];

/** The next term is planned before it begins. */
function TermChoice({ term, filters }: Readonly<{ term: Term; filters: Filters }>) {
	const { t } = useTranslation('planning');
	const reading = useApi(endpoints.listTerms, {});
	const terms = reading.state === 'ready' ? reading.data.terms : [];
	if (terms.length < 2) return <strong>{term.name}</strong>;
	return (
		<Choice<string>
			label={t('term')}
			className="tt-scope__choice"
			options={terms.map(({ termId, name }) => ({ value: termId, label: name }))}
			value={term.termId}
			onChange={(chosen) => {
				const day = terms.find(({ termId }) => termId === chosen)?.firstDay;
				filters.set({ day, proposal: undefined });
			}}
		/>
	);
}

function Parts({ term, filters }: Readonly<{ term: Term; filters: Filters }>) {
	const { t } = useTranslation('planning');
	const { role } = usePerson();
	const offered = partsOf(role);
	const part = offered.find((each) => each === filters.get('part')) ?? offered[0] ?? 'needs';
	const proposalId = filters.get('proposal');
	const go = (to: Part, proposal?: string): void =>
		filters.set({ part: to === 'needs' ? undefined : to, proposal });
	return (
		<>
			<div className="tt-bar">
				<TermChoice term={term} filters={filters} />
				{offered.length > 1 && (
					<Segmented<Part>
						aria-label={t('parts')}
						options={offered.map((value) => ({ value, label: t(`part.${value}`) }))}
						value={part}
						onChange={(chosen) => go(chosen)}
					/>
				)}
			</div>
			{part === 'needs' && <NeedsPart termId={term.termId} onNext={() => go('plan')} />}
			{part === 'teachers' && <TeachersPart />}
			{part === 'plan' && proposalId === undefined && (
				<ProposalsPart term={term} onOpen={(id) => go('plan', id)} />
			)}
			{part === 'plan' && proposalId !== undefined && (
				<ProposalPage
					key={proposalId}
					proposalId={proposalId}
					onBack={() => go('plan')}
					onOpen={(id) => go('plan', id)}
				/>
			)}
		</>
	);
}

/** 智能排课: needs and teachers in, proposals out. */
export function PlanningView({ day, filters }: Readonly<{ day: string; filters: Filters }>) {
	const { t } = useTranslation('planning');
	const calendar = useCalendarOf(day);
	if (!calendar) return <Empty icon="month" what={t('noTerm')} />;
	return (
		<>
			<p className="admin-soft">{t('about')}</p>
			<Parts term={calendar.term} filters={filters} />
		</>
	);
}
