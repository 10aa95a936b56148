import { Button, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SpecialDay, TermCalendar, Weekday } from '@classroom/protocol';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { useDone } from '../useDone.ts';
import { ChangeEffect } from './ChangeEffect.tsx';
import { changeOf, DayDraft, daysOf, draftOf, takenBack } from './dayDraft.ts';
import { weekNumber } from './monthGrid.ts';
import { makeChanges, useCalendarChange } from './useCalendarChange.ts';
import { useDayWords, weekdays } from './useDayWords.ts';

/** A make-up day is one day: what else is wrong with it is said above. */
const makeUpFields = ['change.days.0.name', 'change.days.0.asWeekday', 'change.days.0.ofWeek'];

const kinds = DayDraft.shape.kind.options;

type DayFormProps = Readonly<{
	calendar: TermCalendar;
	day: string;
	onClose: () => void;
	/** Only some schools have no lessons on that day. */
	onCloseSchools: () => void;
}>;

/** As which day a make-up day runs. */
function MakeUpFields({ draft, calendar, day }: Readonly<{ draft: Draft<DayDraft> } & DayPart>) {
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	const { value, set } = draft;
	const own = weekNumber(calendar.term, day);
	const weeks = Array.from({ length: calendar.term.weeks }, (_, place) => place + 1);
	return (
		<div className="admin-form__pair">
			<Field name="change.days.0.asWeekday" label={t('day.asWeekday')} required>
				{(id) => (
					<Choice<`${Weekday}`>
						id={id}
						options={weekdays.map((each) => ({ value: `${each}` as const, label: words.weekday(each) }))}
						value={`${value.asWeekday}`}
						onChange={(chosen) => set({ asWeekday: weekdays.find((each) => `${each}` === chosen) ?? 1 })}
					/>
				)}
			</Field>
			<Field name="change.days.0.ofWeek" label={t('day.ofWeek')} required>
				{(id) => (
					<Choice
						id={id}
						search
						options={[
							{ value: 'own', label: t('day.ownWeek', { week: own ?? 0 }) },
							...weeks
								.filter((week) => week !== own)
								.map((week) => ({ value: String(week), label: t('week', { week }) })),
						]}
						value={value.ofWeek === null || value.ofWeek === own ? 'own' : String(value.ofWeek)}
						onChange={(chosen) => set({ ofWeek: chosen === 'own' ? null : Number(chosen) })}
					/>
				)}
			</Field>
		</div>
	);
}

type DayPart = Readonly<{ calendar: TermCalendar; day: string }>;

function useSaveDay({ calendar, day }: DayPart, now: ReadonlyMap<string, SpecialDay>) {
	const { t } = useTranslation('calendar');
	const { termId } = calendar.term;
	const words = useDayWords();
	const done = useDone();
	const changing = useCalendarChange(termId);
	const save = async (draft: DayDraft): Promise<boolean> => {
		const change = changeOf(day, draft, t(`kind.${draft.kind}`));
		if (!change || !(await changing.save(change))) return false;
		const days = daysOf(day, draft);
		done(t('day.saved', { day: words.span(day, days.at(-1) ?? day) }), () =>
			makeChanges(termId, ...takenBack(days, now)),
		);
		return true;
	};
	return { save, busy: changing.busy, error: changing.error };
}

/** What a day, or several in a row, is: school, holiday, examination, or another day's lessons. */
export function DayForm({ calendar, day, onClose, onCloseSchools }: DayFormProps) {
	const { t } = useTranslation(['calendar', 'admin']);
	const words = useDayWords();
	const missing = useMissing();
	const { termId } = calendar.term;
	const now = new Map(calendar.specialDays.map((special) => [special.day, special]));
	const draft = useDraft(`day:${termId}:${day}`, draftOf(day, now.get(day)), DayDraft);
	const { value, set } = draft;
	const saving = useSaveDay({ calendar, day }, now);
	const change = changeOf(day, value, t(`kind.${value.kind}`)) ?? null;

	const submit = async (): Promise<void> => {
		missing.clear();
		if (change === null) {
			missing.say(['change.days', 'end-before-start']);
			return;
		}
		if (!(await saving.save(value))) return;
		draft.forget();
		onClose();
	};

	return (
		<FormDrawer
			title={t('day.title', { day: words.dayText(day), week: weekNumber(calendar.term, day) ?? 0 })}
			about={
				<>
					{t('day.someSchools')}{' '}
					<Button type="link" size="small" className="calendar-link" onClick={onCloseSchools}>
						{t('closures.new')}
					</Button>
				</>
			}
			onClose={onClose}
			onSubmit={submit}
			busy={saving.busy}
			error={missing.error ?? saving.error}
			fields={value.kind === 'make-up' ? makeUpFields : ['change.days']}
			submit={t('admin:form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="change.days.0.kind" label={t('day.kind')} required>
				{(id) => (
					<Segmented<DayDraft['kind']>
						id={id}
						block
						className="calendar-kinds"
						options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
						value={value.kind}
						onChange={(kind) => set({ kind })}
					/>
				)}
			</Field>
			{value.kind === 'make-up' && <MakeUpFields draft={draft} calendar={calendar} day={day} />}
			{value.kind !== 'ordinary' && (
				<Field
					name="change.days.0.name"
					label={t('day.name')}
					hint={t('day.nameHint', { name: t(`kind.${value.kind}`) })}
				>
					{(id) => (
						<Input
							id={id}
							value={value.name}
							maxLength={40}
							placeholder={t(`kind.${value.kind}`)}
							onChange={(event) => set({ name: event.target.value })}
						/>
					)}
				</Field>
			)}
			{value.kind !== 'make-up' && (
				<Field name="change.days" label={t('day.until')} hint={t('day.untilHint')}>
					{(id) => <DayChoice id={id} value={value.until} onChange={(until) => set({ until })} />}
				</Field>
			)}
			<ChangeEffect termId={termId} change={change} />
		</FormDrawer>
	);
}
