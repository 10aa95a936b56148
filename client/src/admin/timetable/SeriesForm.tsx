import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { PlanPlaces, Series, Term } from '@classroom/protocol';
import { useAction, useApi, usePerson } from '../../api/index.ts';
import { useSettled } from '../../hooks/useSettled.ts';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { PlaceFields } from '../lessons/PlaceFields.tsx';
import { useSuggestedTitle, WhatFields } from '../lessons/WhatFields.tsx';
import { adminLists } from '../stale.ts';
import { useToday } from '../useCounty.ts';
import { EndSeries } from './EndSeries.tsx';
import { FitNotice } from './FitNotice.tsx';
import { OwnTimes } from './OwnTimes.tsx';
import { draftOfSeries, instead, newSeries, readSeriesDraft, SeriesDraft } from './seriesDraft.ts';
import type { SlotPlace } from './seriesDraft.ts';
import { SlotGrid, usePeriods } from './SlotGrid.tsx';
import { useBellsOf } from './useTimetable.ts';
import { useSeriesFit } from './useSeriesFit.ts';
import type { FitReading } from './useSeriesFit.ts';
import type { ChangeOf } from './useUndo.ts';
import { countWeeks } from './weeksText.ts';

const SETTLED_MS = 400;
const fields = [
	'title',
	'kind',
	'subject',
	'teacherId',
	'sendingClassroomId',
	'receivingClassroomIds',
	'classGroupIds',
	'slots',
	'weeks',
	'from',
];
const noPlaces: PlanPlaces = { groups: [], classrooms: [], classGroups: [] };

type Done = (text: string, of: ChangeOf) => Promise<void>;
type Common = Readonly<{ onClose: () => void; onDone: Done }>;

/** Asks while the form is filled in, when the typing rests. */
function useLiveFit(
	typed: ReturnType<typeof readSeriesDraft>,
	seriesId: string | null,
	from: string | null,
): FitReading {
	const input = 'input' in typed ? typed.input : undefined;
	const settled = useSettled(JSON.stringify(input), SETTLED_MS) === JSON.stringify(input);
	return useSeriesFit(settled ? input : undefined, seriesId, from);
}

/** The school whose bells the series goes by: that of the sending classroom, else the planner's own. */
function useBellsFor(draft: SeriesDraft, places: PlanPlaces) {
	const { schoolId } = usePerson();
	const sending = places.classrooms.find(({ classroomId }) => classroomId === draft.sendingClassroomId);
	return useBellsOf(sending?.schoolId ?? schoolId ?? undefined);
}

function WeeksField({ draft, fit }: Readonly<{ draft: Draft<SeriesDraft>; fit: FitReading }>) {
	const { t } = useTranslation('timetable');
	const read = fit.state === 'ready' ? fit.data.weeks : undefined;
	const wrong = fit.state === 'failed' && fit.error.code === 'bad-weeks';
	const hint = wrong
		? t('series.badWeeks')
		: read === undefined
			? t('series.weeksHint')
			: t('series.weeksRead', { weeks: read, count: countWeeks(read) });
	return (
		<Field name="weeks" label={t('series.weeks')} hint={hint} required>
			{(id) => (
				<Input
					id={id}
					value={draft.value.weeks}
					autoComplete="off"
					{...(wrong && { status: 'error' as const })}
					onChange={(event) => draft.set({ weeks: event.target.value })}
				/>
			)}
		</Field>
	);
}

type FormProps = Common &
	Readonly<{
		term: Term;
		series: Series | null;
		at: SlotPlace | undefined;
	}>;

/** All of them, or from a day on. */
function FromField({
	from,
	onChange,
}: Readonly<{ from: string | null; onChange: (from: string | null) => void }>) {
	const { t } = useTranslation('timetable');
	const today = useToday();
	return (
		<Field name="from" label={t('series.scope')}>
			{(id) => (
				<div className="tt-from" id={id}>
					<Radio.Group
						value={from === null ? 'all' : 'from'}
						onChange={(event) => onChange(event.target.value === 'all' ? null : today)}
						options={[
							{ value: 'all', label: t('series.scopeAll') },
							{ value: 'from', label: t('series.scopeFrom') },
						]}
					/>
					{from !== null && (
						<DayChoice
							label={t('series.scopeFrom')}
							value={from}
							onChange={(day) => onChange(day ?? today)}
						/>
					)}
				</div>
			)}
		</Field>
	);
}

function useSave({ series, onDone, onClose }: FormProps, draft: Draft<SeriesDraft>) {
	const { t } = useTranslation('timetable');
	const plan = useAction(endpoints.planSeries, adminLists);
	const update = useAction(endpoints.updateSeries, adminLists);
	const missing = useMissing();
	const save = async (
		typed: ReturnType<typeof readSeriesDraft>,
		from: string | null,
		leaveOutClashing: boolean,
	) => {
		missing.clear();
		if ('missing' in typed) {
			missing.say(...typed.missing);
			return;
		}
		const body = { series: typed.input, leaveOutClashing };
		const saved = series
			? await update.run({ params: { seriesId: series.seriesId }, body: { ...body, from } })
			: await plan.run({ body });
		if (!saved) return;
		draft.forget();
		onClose();
		const said = { name: saved.title, count: saved.lessons };
		await onDone(series ? t('series.changed', said) : t('series.made', said), { seriesId: saved.seriesId });
	};
	return { save, busy: plan.busy || update.busy, error: missing.error ?? plan.error ?? update.error };
}

function Form(props: FormProps) {
	const { term, series, at, onClose, onDone } = props;
	const { t } = useTranslation('timetable');
	const today = useToday();
	const [leaveOut, setLeaveOut] = useState(false);
	const [from, setFrom] = useState<string | null>(null);
	const [ending, setEnding] = useState(false);
	const key = at ? `:${at.weekday} ${at.span.from}` : '';
	const draft = useDraft(
		`series:${series?.seriesId ?? 'new'}${key}`,
		series ? draftOfSeries(series) : newSeries(term, at),
		SeriesDraft,
	);
	const reading = useApi(endpoints.planPlaces, { query: { day: today } });
	const places = reading.state === 'ready' ? reading.data : noPlaces;
	const suggested = useSuggestedTitle(draft.value, places.classGroups);
	const typed = readSeriesDraft(draft.value, term.termId, suggested);
	const fit = useLiveFit(typed, series?.seriesId ?? null, from);
	const bells = useBellsFor(draft.value, places);
	const periodsOf = usePeriods(term, bells);
	const { save, busy, error } = useSave(props, draft);
	const setSlots = (slots: SeriesDraft['slots']): void => draft.set({ slots });
	if (ending && series) return <EndSeries series={series} onClose={onClose} onDone={onDone} />;
	return (
		<FormDrawer
			title={series ? t('series.change', { name: series.title }) : t('series.new')}
			about={
				series ? (
					<span className="tt-series-about">
						{t('series.facts', { lessons: series.lessons, given: series.given, changed: series.changed })}
						<Button size="small" onClick={() => setEnding(true)}>
							{t('series.end')}
						</Button>
					</span>
				) : (
					t('series.about', { term: term.name })
				)
			}
			onClose={onClose}
			onSubmit={() => save(typed, from, leaveOut)}
			busy={busy}
			error={error}
			fields={fields}
			submit={series ? t('series.save') : t('series.make')}
			restored={draft.restored}
			onReset={draft.reset}
			wide
		>
			<WhatFields draft={draft} day={today} suggested={suggested} />
			<PlaceFields draft={draft} lesson={series} places={places} loading={reading.state === 'loading'} />
			<Field name="slots" label={t('series.slots')} required>
				{(id) => <SlotGrid id={id} term={term} bells={bells} slots={draft.value.slots} onChange={setSlots} />}
			</Field>
			<OwnTimes
				slots={draft.value.slots}
				periodsOf={periodsOf}
				shares={fit.state === 'ready' ? fit.data.shares : undefined}
				onChange={setSlots}
			/>
			<WeeksField draft={draft} fit={fit} />
			{series && <FromField from={from} onChange={setFrom} />}
			<FitNotice
				fit={fit}
				leaveOut={leaveOut}
				onLeaveOut={setLeaveOut}
				onChoose={(slot) => setSlots(instead(draft.value.slots, slot))}
			/>
		</FormDrawer>
	);
}

/** 新建系列课 */
export function NewSeries(props: Common & Readonly<{ term: Term; at?: SlotPlace }>) {
	return <Form {...props} series={null} at={props.at} />;
}

/** Changes a series, or ends it. */
export function EditSeries({ seriesId, onClose, onDone }: Common & Readonly<{ seriesId: string }>) {
	const reading = useApi(endpoints.readSeries, { params: { seriesId } });
	const terms = useApi(endpoints.listTerms, {});
	if (reading.state !== 'ready' || terms.state !== 'ready') return null;
	const term = terms.data.terms.find(({ termId }) => termId === reading.data.termId);
	if (!term) return null;
	return (
		<Form key={seriesId} term={term} series={reading.data} at={undefined} onClose={onClose} onDone={onDone} />
	);
}
