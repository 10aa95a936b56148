import { Collapse, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints, SchoolId } from '@classroom/protocol';
import type { PlanningPin, PlanningRequest, Subject, TermId } from '@classroom/protocol';
import { useAction, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useSchools } from '../choices/useAll.ts';
import { useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { adminLists } from '../stale.ts';
import { secondsOffered, StartDraft } from './startDraft.ts';

const fields = ['weeks', 'subjects', 'schoolIds', 'seconds', 'leastShare', 'receivingMost', 'weights'];
const weights = ['evenLoad', 'evenDays', 'oneADay', 'spread', 'mornings'] as const;
const WIDTH = 20;

type DraftProps = Readonly<{ draft: Draft<StartDraft> }>;

function WhatFields({ draft }: DraftProps) {
	const { t } = useTranslation('planning');
	const { county } = usePerson();
	const { subjects } = useWordOptions();
	const { items } = useSchools();
	const { value, set } = draft;
	return (
		<>
			<Field name="subjects" label={t('start.subjects')}>
				{(id) => (
					<Select<Subject[]>
						id={id}
						mode="multiple"
						className="admin-wide"
						placeholder={t('start.allSubjects')}
						value={[...(value.subjects ?? [])]}
						options={subjects}
						onChange={(chosen) => set({ subjects: chosen.length === 0 ? null : chosen })}
					/>
				)}
			</Field>
			<Field name="schoolIds" label={t('start.schools')}>
				{(id) => (
					<Select<string[]>
						id={id}
						mode="multiple"
						className="admin-wide"
						placeholder={t('start.allSchools')}
						value={[...(value.schoolIds ?? [])]}
						options={items
							.filter(({ kind }) => kind !== 'core')
							.map(({ schoolId, name }) => ({ value: schoolId, label: schoolName(name, WIDTH, county) }))}
						showSearch={{ optionFilterProp: 'label' }}
						onChange={(chosen) =>
							set({ schoolIds: chosen.length === 0 ? null : chosen.map((each) => SchoolId.parse(each)) })
						}
					/>
				)}
			</Field>
		</>
	);
}

function RuleFields({ draft }: DraftProps) {
	const { t } = useTranslation('planning');
	const { value, set } = draft;
	return (
		<>
			<div className="admin-form__pair">
				<Field name="leastShare" label={t('start.leastShare')} hint={t('start.leastShareHint')}>
					{(id) => (
						<InputNumber<number>
							id={id}
							min={0}
							max={100}
							step={5}
							precision={0}
							suffix={t('start.percent')}
							value={value.leastShare}
							onChange={(leastShare) => set({ leastShare: leastShare ?? 0 })}
						/>
					)}
				</Field>
				<Field name="receivingMost" label={t('start.receivingMost')}>
					{(id) => (
						<InputNumber<number>
							id={id}
							min={1}
							max={20}
							precision={0}
							suffix={t('start.rooms')}
							value={value.receivingMost}
							onChange={(receivingMost) => set({ receivingMost: receivingMost ?? 1 })}
						/>
					)}
				</Field>
			</div>
			<h3 className="tt-panel__title">{t('start.weights')}</h3>
			<p className="admin-soft">{t('start.weightsHint')}</p>
			<div className="admin-form__pair">
				{weights.map((name) => (
					<Field key={name} name={`weights.${name}`} label={t(`start.weight.${name}`)}>
						{(id) => (
							<InputNumber<number>
								id={id}
								min={0}
								max={100}
								precision={0}
								value={value.weights[name]}
								onChange={(weight) => set({ weights: { ...value.weights, [name]: weight ?? 0 } })}
							/>
						)}
					</Field>
				))}
			</div>
		</>
	);
}

function TimeFields({ draft }: DraftProps) {
	const { t } = useTranslation('planning');
	const { value, set } = draft;
	const secondsText = (seconds: number): string =>
		seconds < 60 ? t('start.second', { count: seconds }) : t('start.minute', { count: seconds / 60 });
	return (
		<div className="admin-form__pair">
			<Field name="weeks" label={t('start.weeks')} hint={t('start.weeksHint')} required>
				{(id) => (
					<Input
						id={id}
						value={value.weeks}
						autoComplete="off"
						maxLength={100}
						onChange={(event) => set({ weeks: event.target.value })}
					/>
				)}
			</Field>
			<Field name="seconds" label={t('start.seconds')}>
				{(id) => (
					<Choice<string>
						id={id}
						options={secondsOffered.map((seconds) => ({
							value: String(seconds),
							label: secondsText(seconds),
						}))}
						value={String(value.seconds)}
						onChange={(chosen) => chosen !== null && set({ seconds: Number(chosen) })}
					/>
				)}
			</Field>
		</div>
	);
}

type StartFormProps = Readonly<{
	termId: TermId;
	first: StartDraft;
	pins: readonly PlanningPin[];
	without: PlanningRequest['without'];
	/** In words, why a pin is impossible; undefined: it is another error. */
	pinError?: (details: Readonly<Record<string, string | number>>) => string | undefined;
	onClose: () => void;
	onStarted: (proposalId: string) => void;
}>;

/** What is to be planned, for how long, and by which rules. */
export function StartForm(props: StartFormProps) {
	const { termId, first, pins, without, pinError, onClose, onStarted } = props;
	const { t } = useTranslation('planning');
	const start = useAction(endpoints.startProposal, adminLists);
	const draft = useDraft(`planning:${termId}`, first, StartDraft);
	const impossible = start.error?.code === 'pin-impossible' ? pinError?.(start.error.details) : undefined;
	const submit = async (): Promise<void> => {
		const body = { ...draft.value, without: [...without], pins: [...pins] };
		const started = await start.run({ params: { termId }, body });
		if (!started) return;
		draft.forget();
		onStarted(started.proposalId);
	};
	return (
		<FormDrawer
			title={pins.length > 0 ? t('start.again') : t('start.title')}
			about={
				impossible ? (
					<span role="alert" className="plan-wrong">
						{impossible}
					</span>
				) : pins.length > 0 ? (
					t('start.keeps', { count: pins.length })
				) : undefined
			}
			onClose={onClose}
			onSubmit={submit}
			busy={start.busy}
			error={impossible === undefined ? start.error : undefined}
			fields={fields}
			submit={t('start.button')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<TimeFields draft={draft} />
			<WhatFields draft={draft} />
			<Collapse
				ghost
				items={[{ key: 'more', label: t('start.more'), children: <RuleFields draft={draft} /> }]}
			/>
		</FormDrawer>
	);
}
