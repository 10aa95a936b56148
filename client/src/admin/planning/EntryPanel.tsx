import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonId } from '@classroom/protocol';
import type { PlanningProposal, ProposalEntry } from '@classroom/protocol';
import { Choice } from '../choices/Choice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { schoolWeek } from './planGrid.ts';
import { asIs } from './review.ts';
import type { Fixed } from './review.ts';
import type { PlanWords } from './usePlanWords.ts';

/** No school has more lessons a day. */
const periods = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

type EntryPanelProps = Readonly<{
	entry: ProposalEntry;
	teachers: PlanningProposal['names']['teachers'];
	fixed: Fixed | undefined;
	words: PlanWords;
	mayChange: boolean;
	onClose: () => void;
	/** Undefined: not fixed any more. */
	onFix: (fixed: Fixed | undefined) => void;
}>;

function About({ entry, words }: Pick<EntryPanelProps, 'entry' | 'words'>) {
	const { t } = useTranslation('planning');
	const { sendingClassroomId, receivers, seriesId, communityId } = entry;
	return (
		<dl className="admin-facts">
			<dt>{t('entry.teacher')}</dt>
			<dd>
				{words.name(entry.teacherId)}
				<span className="admin-small">
					{sendingClassroomId === null
						? t('entry.ownComputer')
						: t('entry.from', { room: words.name(sendingClassroomId) })}
				</span>
			</dd>
			<dt>{t('entry.community')}</dt>
			<dd>{words.name(communityId)}</dd>
			<dt>{t('entry.when')}</dt>
			<dd>{entry.slots.map(words.whenTime).join(t('person'))}</dd>
			<dt>{t('entry.receivers')}</dt>
			<dd className="admin-places">
				{receivers.map(({ needId, schoolId, classroomId, classGroupIds }) => (
					<span key={needId}>
						{classGroupIds.length === 0
							? t('entry.withoutClass', { school: words.school(schoolId), room: words.name(classroomId) })
							: t('entry.with', {
									school: words.school(schoolId),
									room: words.name(classroomId),
									classes: classGroupIds.map(words.name).join(t('person')),
								})}
					</span>
				))}
			</dd>
			{seriesId !== null && (
				<>
					<dt>{t('entry.state')}</dt>
					<dd>● {t('entry.series')}</dd>
				</>
			)}
		</dl>
	);
}

function SlotFields({
	place,
	value,
	words,
	onChange,
}: Readonly<{
	place: number;
	value: Fixed['slots'][number];
	words: PlanWords;
	onChange: (slot: Fixed['slots'][number]) => void;
}>) {
	const { t } = useTranslation('planning');
	return (
		<Field name={`slots.${place}`} label={t('entry.slot', { number: place + 1 })}>
			{(id) => (
				<div className="plan-slot" id={id}>
					<Choice<string>
						label={t('entry.weekday')}
						options={schoolWeek.map((weekday) => ({
							value: String(weekday),
							label: words.weekday(weekday),
						}))}
						value={String(value.weekday)}
						onChange={(chosen) =>
							onChange({
								...value,
								weekday: schoolWeek.find((each) => String(each) === chosen) ?? value.weekday,
							})
						}
					/>
					<Choice<string>
						label={t('entry.period')}
						options={periods.map((number) => ({
							value: String(number),
							label: t('periodNumber', { number }),
						}))}
						value={String(value.period)}
						onChange={(chosen) => onChange({ ...value, period: Number(chosen ?? value.period) })}
					/>
				</div>
			)}
		</Field>
	);
}

/** One entry: what it is, and what it is to be instead. */
export function EntryPanel(props: EntryPanelProps) {
	const { entry, teachers, fixed, words, mayChange, onClose, onFix } = props;
	const { t } = useTranslation('planning');
	const [wanted, setWanted] = useState<Fixed>(fixed ?? asIs(entry));
	const fix = (as: Fixed | undefined): void => {
		onFix(as);
		onClose();
	};
	return (
		<FormDrawer
			title={words.title(entry)}
			about={<About entry={entry} words={words} />}
			onClose={onClose}
			onSubmit={() => {
				if (mayChange) fix(wanted);
				else onClose();
				return Promise.resolve();
			}}
			busy={false}
			error={undefined}
			fields={[]}
			submit={mayChange ? t('entry.keep') : t('entry.close')}
		>
			{mayChange && (
				<>
					<h3 className="tt-panel__title">{t('entry.change')}</h3>
					<p className="admin-soft">{t('entry.changeAbout')}</p>
					<Field name="teacherId" label={t('entry.teacher')}>
						{(id) => (
							<Choice<string>
								id={id}
								options={teachers.map(({ id: value, name }) => ({ value, label: name }))}
								value={wanted.teacherId}
								search
								onChange={(chosen) =>
									chosen !== null && setWanted({ ...wanted, teacherId: PersonId.parse(chosen) })
								}
							/>
						)}
					</Field>
					{wanted.slots.map((slot, place) => (
						<SlotFields
							key={place}
							place={place}
							value={slot}
							words={words}
							onChange={(next) =>
								setWanted({
									...wanted,
									slots: wanted.slots.map((each, other) => (other === place ? next : each)),
								})
							}
						/>
					))}
					{fixed && <Button onClick={() => fix(undefined)}>{t('entry.unpin')}</Button>}
				</>
			)}
		</FormDrawer>
	);
}
