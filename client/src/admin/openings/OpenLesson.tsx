import { Drawer, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, Opening } from '@classroom/protocol';
import { useAction, useApi, usePerson } from '../../api/index.ts';
import { Failure } from '../../components/index.ts';
import { useNow } from '../../hooks/useNow.ts';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import { useCommunities, useSchools } from '../choices/useAll.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { COUNTY, draftOf, OpeningDraft, readDraft } from './openingDraft.ts';
import { useOpeningWords } from './useOpeningWords.ts';

export type OpenedLesson = Pick<Lesson, 'lessonId' | 'title' | 'plannedStart'>;
type OpenLessonProps = Readonly<{ lesson: OpenedLesson; onClose: () => void }>;

const MOST_PLACES = 60;
const NOTE_MAX = 500;

/** 开放报名: for a lesson that was not opened yet, or to change how it is. */
export function OpenLesson({ lesson, onClose }: OpenLessonProps) {
	const reading = useApi(endpoints.readOpening, { params: { lessonId: lesson.lessonId } });
	const { t } = useTranslation('openings');
	if (reading.state === 'loading') return null;
	// Only what was never opened starts from an empty form: saving it would replace an opening that could not be read.
	if (reading.state === 'failed' && reading.error.code !== 'not-found') {
		return (
			<Drawer
				open
				title={t('form.change', { name: lesson.title })}
				size="min(640px, 100vw)"
				onClose={onClose}
			>
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			</Drawer>
		);
	}
	return (
		<OpeningForm
			lesson={lesson}
			opening={reading.state === 'ready' ? reading.data : undefined}
			onClose={onClose}
		/>
	);
}

function OpeningForm({
	lesson,
	opening,
	onClose,
}: OpenLessonProps & Readonly<{ opening: Opening | undefined }>) {
	const { t } = useTranslation('openings');
	const zone = useZone();
	const moment = useMoment();
	const now = useNow(60_000);
	const done = useDone();
	const missing = useMissing();
	const open = useAction(endpoints.openLesson, adminLists);
	const { lessonId, title: name, plannedStart } = lesson;
	const draft = useDraft(`opening:${lessonId}`, draftOf(lesson, opening, now, zone), OpeningDraft);
	const submit = async (): Promise<void> => {
		missing.clear();
		const read = readDraft(draft.value, zone);
		if ('wrong' in read) {
			missing.say(...read.wrong);
			return;
		}
		// As the server has it, to the millisecond, where it is what was shown.
		const body =
			opening !== undefined &&
			draft.value.day !== null &&
			isUnmoved(draft.value, draftOf(lesson, opening, now, zone))
				? { ...read.input, closesAt: opening.closesAt }
				: read.input;
		if (!(await open.run({ params: { lessonId }, body }))) return;
		draft.forget();
		onClose();
		done(t(opening === undefined ? 'form.done' : 'form.changed', { name }));
	};
	return (
		<FormDrawer
			title={t(opening === undefined ? 'form.open' : 'form.change', { name })}
			about={t('form.about', { when: moment(plannedStart) })}
			onClose={onClose}
			onSubmit={submit}
			busy={open.busy}
			error={missing.error ?? open.error}
			fields={[
				'places',
				'closesAt',
				'time',
				'confirmation',
				'confirmedBy',
				'communityIds',
				'schoolIds',
				'note',
			]}
			submit={t(opening === undefined || opening.status === 'closed' ? 'form.save' : 'form.saveChange')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<PlacesFields draft={draft} />
			<ConfirmationFields draft={draft} />
			<AudienceField draft={draft} />
			<Field name="note" label={t('note')}>
				{(id) => (
					<Input.TextArea
						id={id}
						value={draft.value.note}
						maxLength={NOTE_MAX}
						rows={3}
						placeholder={t('notePlaceholder')}
						onChange={(event) => draft.set({ note: event.target.value })}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}

const isUnmoved = (typed: OpeningDraft, shown: OpeningDraft): boolean =>
	typed.day === shown.day && typed.time === shown.time;

type FieldsProps = Readonly<{ draft: Draft<OpeningDraft> }>;

function PlacesFields({ draft: { value, set } }: FieldsProps) {
	const { t } = useTranslation('openings');
	return (
		<>
			<Field name="places" label={t('places')} hint={t('placesHint')} required>
				{(id) => (
					<InputNumber<number>
						id={id}
						className="admin-wide"
						value={value.places}
						min={1}
						max={MOST_PLACES}
						precision={0}
						onChange={(places) => set({ places })}
					/>
				)}
			</Field>
			<div className="admin-form__pair">
				<Field name="closesAt" label={t('deadlineDay')} required>
					{(id) => <DayChoice id={id} value={value.day} onChange={(day) => set({ day })} />}
				</Field>
				<Field name="time" label={t('deadlineTime')} required>
					{(id) => (
						<Input
							id={id}
							value={value.time}
							placeholder="18:00"
							autoComplete="off"
							onChange={(event) => set({ time: event.target.value })}
						/>
					)}
				</Field>
			</div>
		</>
	);
}

function ConfirmationFields({ draft: { value, set } }: FieldsProps) {
	const { t } = useTranslation('openings');
	const { role, schoolId } = usePerson();
	const { items } = useCommunities();
	// A school has only communities of its own confirm.
	const communities = items.filter(
		({ members }) => role === 'county-admin' || members.some((member) => member.schoolId === schoolId),
	);
	return (
		<>
			<Field
				name="confirmation"
				label={t('confirmation')}
				hint={t(`confirmationHint.${value.confirmation}`)}
				required
			>
				{(id) => (
					<Radio.Group
						id={id}
						aria-label={t('confirmation')}
						value={value.confirmation}
						options={(['at-once', 'by-hand'] as const).map((each) => ({
							value: each,
							label: t(`confirmations.${each}`),
						}))}
						onChange={(event) => {
							const chosen = OpeningDraft.shape.confirmation.safeParse(event.target.value).data;
							if (chosen !== undefined) set({ confirmation: chosen });
						}}
					/>
				)}
			</Field>
			<Field name="confirmedBy" label={t('confirmedBy')}>
				{(id) => (
					<Choice<string>
						id={id}
						search
						value={value.confirmedBy}
						options={[
							{ value: COUNTY, label: t('county') },
							...communities.map(({ communityId, name }) => ({
								value: String(communityId),
								label: t('coreOf', { name }),
							})),
						]}
						onChange={(confirmedBy) => set({ confirmedBy: confirmedBy ?? COUNTY })}
					/>
				)}
			</Field>
		</>
	);
}

/** A school or community, or a group of them. */
type Named = { label: string; value?: string; found?: string; options?: Named[] };

function AudienceField({ draft: { value, set } }: FieldsProps) {
	const { t } = useTranslation(['openings', 'admin']);
	const words = useOpeningWords();
	const communities = useCommunities();
	const schools = useSchools();
	const options: Named[] = [
		{
			label: t('communities'),
			options: communities.items.map(({ communityId, name }) => ({
				value: `community:${communityId}`,
				label: name,
				found: name,
			})),
		},
		{
			label: t('schools'),
			options: schools.items.map(({ schoolId, name, town }) => ({
				value: `school:${schoolId}`,
				label: words.school(name),
				found: `${name} ${town ?? ''}`,
			})),
		},
	];
	return (
		<Field name="communityIds" label={t('audience')}>
			{(id) => (
				<>
					<Radio.Group
						{...(value.limited ? {} : { id })}
						className="opening-audience"
						aria-label={t('audience')}
						value={value.limited}
						options={[
							{ value: false, label: t('audienceAll') },
							{ value: true, label: t('audienceChosen') },
						]}
						onChange={(event) => set({ limited: event.target.value === true })}
					/>
					{value.limited && (
						<Select<string[], Named>
							id={id}
							mode="multiple"
							className="admin-wide"
							value={[...value.audience]}
							options={options}
							loading={communities.loading || schools.loading}
							placeholder={t('audiencePlaceholder')}
							notFoundContent={t('admin:list.nothingFound')}
							showSearch={{
								filterOption: (typed, option) =>
									(option?.found ?? '').toLowerCase().includes(typed.trim().toLowerCase()),
							}}
							onChange={(audience) => set({ audience })}
						/>
					)}
				</>
			)}
		</Field>
	);
}
