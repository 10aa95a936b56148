import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Day, endpoints } from '@classroom/protocol';
import type { CalendarChange, Term, TermInput } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { ChangeEffect, NewTermEffect } from './ChangeEffect.tsx';
import { makeChanges, useCalendarChange } from './useCalendarChange.ts';

const TermDraft = z.object({ name: z.string(), firstDay: Day.nullable(), lastDay: Day.nullable() });
type TermDraft = z.infer<typeof TermDraft>;

const inputOf = ({ name, firstDay, lastDay }: TermDraft): TermInput | undefined =>
	firstDay === null || lastDay === null ? undefined : { name, firstDay, lastDay };

/** `under`: where the contract has these fields. */
function TermFields({ draft, under }: Readonly<{ draft: Draft<TermDraft>; under: string }>) {
	const { t } = useTranslation('calendar');
	const { value, set } = draft;
	return (
		<>
			<Field name={`${under}name`} label={t('term.name')} hint={t('term.nameHint')} required>
				{(id) => (
					<Input
						id={id}
						value={value.name}
						maxLength={40}
						onChange={(event) => set({ name: event.target.value })}
					/>
				)}
			</Field>
			<div className="admin-form__pair">
				<Field name={`${under}firstDay`} label={t('term.firstDay')} hint={t('term.firstDayHint')} required>
					{(id) => <DayChoice id={id} value={value.firstDay} onChange={(firstDay) => set({ firstDay })} />}
				</Field>
				<Field name={`${under}lastDay`} label={t('term.lastDay')} hint={t('term.lastDayHint')} required>
					{(id) => <DayChoice id={id} value={value.lastDay} onChange={(lastDay) => set({ lastDay })} />}
				</Field>
			</div>
		</>
	);
}

const missingOf = ({ firstDay, lastDay }: TermDraft, under: string): readonly string[] => [
	...(firstDay === null ? [`${under}firstDay`] : []),
	...(lastDay === null ? [`${under}lastDay`] : []),
];

type NewTermProps = Readonly<{ onClose: () => void; onMade: (term: Term) => void }>;

export function NewTerm({ onClose, onMade }: NewTermProps) {
	const { t } = useTranslation(['calendar', 'admin']);
	const done = useDone();
	const missing = useMissing();
	const create = useAction(endpoints.createTerm, adminLists);
	const draft = useDraft('term:new', { name: '', firstDay: null, lastDay: null }, TermDraft);
	const input = inputOf(draft.value);

	const submit = async (): Promise<void> => {
		missing.clear();
		if (!input) {
			missing.say(...missingOf(draft.value, ''));
			return;
		}
		const made = await create.run({ body: input });
		if (!made) return;
		draft.forget();
		onClose();
		onMade(made);
		done(t('term.made', { name: made.name }), () =>
			api(endpoints.deleteTerm, { params: { termId: made.termId } }),
		);
	};

	return (
		<FormDrawer
			title={t('term.new')}
			about={t('term.newAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy}
			error={missing.error ?? create.error}
			fields={['name', 'firstDay', 'lastDay']}
			submit={t('term.make')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<TermFields draft={draft} under="" />
			{/* The name changes no lesson. */}
			<NewTermEffect term={input && { ...input, name: '–' }} />
		</FormDrawer>
	);
}

const UNDER = 'change.term.';

/** Name and dates; days that leave the term lose what they were in the calendar. */
export function ChangeTerm({ term, onClose }: Readonly<{ term: Term; onClose: () => void }>) {
	const { t } = useTranslation(['calendar', 'admin']);
	const { termId, name, firstDay, lastDay } = term;
	const done = useDone();
	const missing = useMissing();
	const changing = useCalendarChange(termId);
	const draft = useDraft(`term:${termId}`, { name, firstDay, lastDay }, TermDraft);
	const input = inputOf(draft.value);
	const change: CalendarChange | null = input ? { what: 'term', term: input } : null;

	const submit = async (): Promise<void> => {
		missing.clear();
		if (!change || !input) {
			missing.say(...missingOf(draft.value, UNDER));
			return;
		}
		if (!(await changing.save(change))) return;
		draft.forget();
		onClose();
		// What a shorter term lost does not come back by itself.
		const nothingLost = input.firstDay <= firstDay && input.lastDay >= lastDay;
		const before = { what: 'term' as const, term: { name, firstDay, lastDay } };
		done(t('admin:saved', { name: input.name }), nothingLost ? () => makeChanges(termId, before) : undefined);
	};

	return (
		<FormDrawer
			title={t('term.change')}
			about={t('term.changeAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={changing.busy}
			error={missing.error ?? changing.error}
			fields={[`${UNDER}name`, `${UNDER}firstDay`, `${UNDER}lastDay`]}
			submit={t('admin:form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<TermFields draft={draft} under={UNDER} />
			<ChangeEffect
				termId={termId}
				// The name changes no lesson.
				change={input ? { what: 'term', term: { ...input, name: '–' } } : null}
			/>
		</FormDrawer>
	);
}
