import { InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClassroomId, endpoints, TeachingProfile } from '@classroom/protocol';
import type { PlanningTeacher } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useClassrooms } from '../choices/useAll.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { adminLists } from '../stale.ts';
import { useBellsOf } from '../timetable/useTimetable.ts';
import { useToday } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { AbilityFields } from './AbilityFields.tsx';
import { AwayGrid } from './AwayGrid.tsx';
import { beside, periodsBy } from './profileDraft.ts';

const fields = ['takesPart', 'abilities', 'mostAWeek', 'mostADay', 'away', 'sending', 'prefersMornings'];

type FieldsProps = Readonly<{ draft: Draft<TeachingProfile>; teacher: PlanningTeacher }>;

function LimitFields({ draft }: Pick<FieldsProps, 'draft'>) {
	const { t } = useTranslation('planning');
	const { value, set } = draft;
	return (
		<div className="admin-form__pair">
			<Field name="mostAWeek" label={t('teachers.form.mostAWeek')} hint={t('teachers.form.given')}>
				{(id) => (
					<InputNumber<number>
						id={id}
						min={0}
						max={40}
						precision={0}
						suffix={t('teachers.form.unit')}
						value={value.mostAWeek}
						onChange={(mostAWeek) => set({ mostAWeek: mostAWeek ?? 0 })}
					/>
				)}
			</Field>
			<Field name="mostADay" label={t('teachers.form.mostADay')}>
				{(id) => (
					<InputNumber<number>
						id={id}
						min={0}
						max={10}
						precision={0}
						suffix={t('teachers.form.unit')}
						value={value.mostADay}
						onChange={(mostADay) => set({ mostADay: mostADay ?? 0 })}
					/>
				)}
			</Field>
		</div>
	);
}

function AwayField({ draft, teacher }: FieldsProps) {
	const { t } = useTranslation('planning');
	const periodsOf = periodsBy(useBellsOf(teacher.schoolId), useToday());
	const kept = beside(draft.value.away, periodsOf).length;
	return (
		<Field
			name="away"
			label={t('teachers.form.away')}
			hint={kept > 0 ? t('teachers.form.awayKept', { count: kept }) : t('teachers.form.awayHint')}
		>
			{(id) => (
				<AwayGrid
					id={id}
					away={draft.value.away}
					periodsOf={periodsOf}
					onChange={(away) => draft.set({ away: [...away] })}
				/>
			)}
		</Field>
	);
}

function PlaceFields({ draft, teacher }: FieldsProps) {
	const { t } = useTranslation('planning');
	const { items } = useClassrooms();
	const { sending, prefersMornings } = draft.value;
	const rooms = items.filter(({ schoolId }) => schoolId === teacher.schoolId);
	const choose = (chosen: string): void => {
		const classroomId = ClassroomId.safeParse(chosen).data;
		if (chosen === 'any' || chosen === 'own') draft.set({ sending: { kind: chosen } });
		else if (classroomId) draft.set({ sending: { kind: 'classroom', classroomId } });
	};
	return (
		<div className="admin-form__pair">
			<Field name="sending" label={t('teachers.form.sending')}>
				{(id) => (
					<Choice<string>
						id={id}
						options={[
							{ value: 'any', label: t('teachers.form.sendingAny') },
							...rooms.map(({ classroomId, name }) => ({ value: classroomId, label: name })),
							{ value: 'own', label: t('teachers.form.sendingOwn') },
						]}
						value={sending.kind === 'classroom' ? sending.classroomId : sending.kind}
						onChange={(chosen) => chosen !== null && choose(chosen)}
					/>
				)}
			</Field>
			<Field name="prefersMornings" label={t('teachers.form.mornings')}>
				{(id) => (
					<Choice
						id={id}
						options={[
							{ value: 'none', label: t('teachers.form.morningsOff') },
							{ value: 'mornings', label: t('teachers.form.morningsOn') },
						]}
						value={prefersMornings ? 'mornings' : 'none'}
						onChange={(chosen) => draft.set({ prefersMornings: chosen === 'mornings' })}
					/>
				)}
			</Field>
		</div>
	);
}

/** What a teacher can teach, when not, from where, and how much. */
export function TeacherForm({
	teacher,
	onClose,
}: Readonly<{ teacher: PlanningTeacher; onClose: () => void }>) {
	const { t } = useTranslation('planning');
	const done = useDone();
	const save = useAction(endpoints.savePlanningTeacher, adminLists);
	const { personId, name, profile } = teacher;
	const draft = useDraft(`planning-teacher:${personId}`, profile, TeachingProfile);
	const { value, set } = draft;
	const params = { personId };
	const submit = async (): Promise<void> => {
		if (!(await save.run({ params, body: value }))) return;
		draft.forget();
		onClose();
		done(t('teachers.saved', { name }), () => api(endpoints.savePlanningTeacher, { params, body: profile }));
	};
	return (
		<FormDrawer
			title={t('teachers.form.title', { name })}
			about={t('teachers.form.about')}
			onClose={onClose}
			onSubmit={submit}
			busy={save.busy}
			error={save.error}
			fields={fields}
			submit={t('teachers.form.save')}
			restored={draft.restored}
			onReset={draft.reset}
			wide
		>
			<Field name="takesPart" label={t('teachers.form.takesPart')}>
				{(id) => (
					<Segmented
						id={id}
						aria-label={t('teachers.form.takesPart')}
						options={[
							{ value: 'yes', label: t('teachers.form.takesPartOn') },
							{ value: 'no', label: t('teachers.form.takesPartOff') },
						]}
						value={value.takesPart ? 'yes' : 'no'}
						onChange={(chosen) => set({ takesPart: chosen === 'yes' })}
					/>
				)}
			</Field>
			<Field name="abilities" label={t('teachers.form.abilities')}>
				{(id) => (
					<AbilityFields
						id={id}
						value={value.abilities}
						onChange={(abilities) => set({ abilities: [...abilities] })}
					/>
				)}
			</Field>
			<LimitFields draft={draft} />
			<AwayField draft={draft} teacher={teacher} />
			<PlaceFields draft={draft} teacher={teacher} />
		</FormDrawer>
	);
}
