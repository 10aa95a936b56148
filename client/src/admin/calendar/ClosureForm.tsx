import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TermCalendar } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { useCommunities } from '../choices/useAll.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { useDone } from '../useDone.ts';
import { useRights } from '../useRights.ts';
import { ChangeEffect } from './ChangeEffect.tsx';
import { ClosureDraft, closureOf, missingOf } from './closureDraft.ts';
import { makeChanges, useCalendarChange } from './useCalendarChange.ts';
import { useDayWords } from './useDayWords.ts';

type Part = Readonly<{ draft: Draft<ClosureDraft> }>;

/** The county's administrators choose who is closed. */
function WhomFields({ draft }: Part) {
	const { t } = useTranslation(['calendar', 'admin']);
	const { value, set } = draft;
	const { items, loading } = useCommunities();
	return (
		<>
			<Field name="change.closure.whom.kind" label={t('closures.whom')} required>
				{(id) => (
					<Segmented<ClosureDraft['whom']>
						id={id}
						block
						options={[
							{ value: 'school', label: t('closures.school') },
							{ value: 'community', label: t('closures.community') },
							{ value: 'county', label: t('closures.county') },
						]}
						value={value.whom}
						onChange={(whom) => set({ whom })}
					/>
				)}
			</Field>
			{value.whom === 'school' && (
				<Field name="change.closure.whom.schoolId" label={t('admin:school')} required>
					{(id) => (
						<SchoolChoice
							id={id}
							value={value.schoolId}
							onChange={(schoolId) => set({ schoolId })}
							placeholder={t('admin:chooseSchool')}
						/>
					)}
				</Field>
			)}
			{value.whom === 'community' && (
				<Field name="change.closure.whom.communityId" label={t('closures.community')} required>
					{(id) => (
						<Choice
							id={id}
							search
							loading={loading}
							options={items.map(({ communityId, name }) => ({ value: communityId, label: name }))}
							value={value.communityId}
							onChange={(communityId) => set({ communityId })}
							placeholder={t('closures.chooseCommunity')}
						/>
					)}
				</Field>
			)}
		</>
	);
}

function DayFields({ draft }: Part) {
	const { t } = useTranslation('calendar');
	const { value, set } = draft;
	return (
		<div className="admin-form__pair">
			<Field name="change.closure.from" label={t('closures.from')} required>
				{(id) => (
					<DayChoice
						id={id}
						value={value.from}
						// The usual case is one day; an earlier last day would be a mistake.
						onChange={(from) =>
							set({ from, ...(from !== null && (value.until ?? '') < from && { until: from }) })
						}
					/>
				)}
			</Field>
			<Field name="change.closure.until" label={t('closures.until')} required>
				{(id) => <DayChoice id={id} value={value.until} onChange={(until) => set({ until })} />}
			</Field>
		</div>
	);
}

type ClosureFormProps = Readonly<{ calendar: TermCalendar; day: string | null; onClose: () => void }>;

/** Schools that have no lessons for some days: snow, illness. */
export function ClosureForm({ calendar, day, onClose }: ClosureFormProps) {
	const { t } = useTranslation(['calendar', 'admin']);
	const { county } = useRights();
	const { schoolId } = usePerson();
	const { termId } = calendar.term;
	const words = useDayWords();
	const done = useDone();
	const missing = useMissing();
	const changing = useCalendarChange(termId);
	const initial: ClosureDraft = {
		whom: 'school',
		schoolId: county ? null : schoolId,
		communityId: null,
		from: day,
		until: day,
		reason: '',
	};
	const draft = useDraft(`closure:${termId}:${day ?? ''}`, initial, ClosureDraft);
	const { value, set } = draft;
	const change = closureOf(value);

	const submit = async (): Promise<void> => {
		missing.clear();
		if (!change) {
			missing.say(...missingOf(value));
			return;
		}
		const saved = await changing.save(change);
		if (!saved) return;
		draft.forget();
		onClose();
		const known = new Set(calendar.closures.map(({ closureId }) => closureId));
		const made = saved.calendar.closures.find(({ closureId }) => !known.has(closureId));
		done(
			t('closures.saved', { days: words.span(change.closure.from, change.closure.until) }),
			made && (() => makeChanges(termId, { what: 'reopen', closureId: made.closureId })),
		);
	};

	return (
		<FormDrawer
			title={t('closures.new')}
			about={county ? t('closures.newAbout') : t('closures.ownAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={changing.busy}
			error={missing.error ?? changing.error}
			fields={['change.closure']}
			submit={t('closures.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			{county && <WhomFields draft={draft} />}
			<DayFields draft={draft} />
			<Field name="change.closure.reason" label={t('closures.reason')} required>
				{(id) => (
					<Input
						id={id}
						value={value.reason}
						maxLength={100}
						placeholder={t('closures.reasonPlaceholder')}
						onChange={(event) => set({ reason: event.target.value })}
					/>
				)}
			</Field>
			<ChangeEffect
				termId={termId}
				// The reason changes no lesson.
				change={change ? { ...change, closure: { ...change.closure, reason: '–' } } : null}
			/>
		</FormDrawer>
	);
}
