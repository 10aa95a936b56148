import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type {
	ApplicationInput,
	ClassGroup,
	ClassGroupId,
	Classroom,
	ClassroomId,
	Opening,
} from '@classroom/protocol';
import { useAction, useApi, usePerson } from '../../api/index.ts';
import { Icon, StateMark, toast } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useClassGroups, useClassrooms } from '../choices/useAll.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useMissing } from '../form/useMissing.ts';
import { ClashLine } from '../lessons/ClashNotice.tsx';
import { adminLists } from '../stale.ts';
import { useMoment } from '../useCounty.ts';
import { SchoolClosed } from './SchoolClosed.tsx';
import { useOpeningWords } from './useOpeningWords.ts';

type ApplyFormProps = Readonly<{ opening: Opening; onClose: () => void }>;

/** Classrooms and classes to apply with: the own school's; the county applies for any. */
function usePlaces({ applications }: Opening, classroomId: ClassroomId | null) {
	const { role, schoolId } = usePerson();
	const all = useClassrooms();
	const groups = useClassGroups();
	const applied = new Set(
		applications
			.filter(({ state }) => state === 'waiting' || state === 'accepted')
			.map(({ classroom }) => classroom.classroomId),
	);
	const classrooms = all.items.filter(
		(each) => (role === 'county-admin' || each.schoolId === schoolId) && !applied.has(each.classroomId),
	);
	const chosen = all.items.find((each) => each.classroomId === classroomId);
	return {
		classrooms,
		classes: groups.items.filter((each) => each.schoolId === chosen?.schoolId),
		loading: all.loading || groups.loading,
	};
}

/** 报名: with a classroom and, if it is known, a class; what they are in then is said before it is sent. */
export function ApplyForm({ opening, onClose }: ApplyFormProps) {
	const { t } = useTranslation('openings');
	const moment = useMoment();
	const missing = useMissing();
	const apply = useAction(endpoints.applyForLesson, adminLists);
	const [classroomId, setClassroom] = useState<ClassroomId | null>(null);
	const [classGroupId, setClass] = useState<ClassGroupId | null>(null);
	const said = useSaid();
	const { lessonId, title: name, places, accepted } = opening;
	const full = accepted >= places;
	const when = moment(opening.from);
	const submit = async (): Promise<void> => {
		missing.clear();
		if (classroomId === null) {
			missing.say('classroomId');
			return;
		}
		const after = await apply.run({ params: { lessonId }, body: { classroomId, classGroupId } });
		if (!after) return;
		onClose();
		said(after, classroomId);
	};
	return (
		<FormDrawer
			title={t('applyForm.title', { name })}
			about={
				full
					? t('applyForm.aboutFull', { when, position: opening.waiting + 1 })
					: t('applyForm.about', { when, left: places - accepted })
			}
			onClose={onClose}
			onSubmit={submit}
			busy={apply.busy}
			error={missing.error ?? apply.error}
			fields={['classroomId', 'classGroupId']}
			submit={t(full ? 'applyLine' : 'applyForm.save')}
		>
			<PlaceFields
				opening={opening}
				classroomId={classroomId}
				classGroupId={classGroupId}
				onClassroom={(chosen) => {
					setClassroom(chosen);
					setClass(null);
				}}
				onClass={setClass}
			/>
			{classroomId !== null && <Fit lessonId={lessonId} input={{ classroomId, classGroupId }} />}
		</FormDrawer>
	);
}

/** Says what came of it. */
function useSaid(): (after: Opening, classroomId: ClassroomId) => void {
	const { t } = useTranslation('openings');
	return (after, classroomId) => {
		const own = after.applications.filter(({ classroom }) => classroom.classroomId === classroomId).at(-1);
		const name = after.title;
		if (own?.state === 'accepted') toast(t('applied.accepted', { name }));
		else if (after.status === 'full') toast(t('applied.line', { name, position: own?.position ?? 1 }));
		else toast(t('applied.waiting', { name }));
	};
}

type PlaceFieldsProps = Readonly<{
	opening: Opening;
	classroomId: ClassroomId | null;
	classGroupId: ClassGroupId | null;
	onClassroom: (chosen: ClassroomId | null) => void;
	onClass: (chosen: ClassGroupId | null) => void;
}>;

function PlaceFields({ opening, classroomId, classGroupId, onClassroom, onClass }: PlaceFieldsProps) {
	const { t } = useTranslation('openings');
	const { role } = usePerson();
	const words = useOpeningWords();
	const { classrooms, classes, loading } = usePlaces(opening, classroomId);
	const nameOf = ({ school, name }: Classroom | ClassGroup): string =>
		role === 'county-admin' ? `${words.school(school)} · ${name}` : name;
	return (
		<>
			<Field name="classroomId" label={t('applyForm.classroom')} required>
				{(id) => (
					<Choice
						id={id}
						search
						loading={loading}
						placeholder={t('applyForm.classroomPlaceholder')}
						value={classroomId}
						options={classrooms.map((each) => ({
							value: each.classroomId,
							label: nameOf(each),
							found: `${each.school} ${each.name}`,
						}))}
						onChange={onClassroom}
					/>
				)}
			</Field>
			<Field name="classGroupId" label={t('applyForm.class')} hint={t('applyForm.classHint')}>
				{(id) => (
					<Choice
						id={id}
						search
						clear
						loading={loading}
						disabled={classroomId === null}
						placeholder={t('applyForm.classPlaceholder')}
						value={classGroupId}
						options={classes.map((each) => ({ value: each.classGroupId, label: each.name }))}
						onChange={onClass}
					/>
				)}
			</Field>
		</>
	);
}

/** What the classroom and the class are in then, said with the other lesson; and whether their school is closed. */
function Fit({ lessonId, input }: Readonly<{ lessonId: Opening['lessonId']; input: ApplicationInput }>) {
	const { t } = useTranslation('openings');
	const reading = useApi(endpoints.checkApplication, { params: { lessonId }, body: input });
	if (reading.state === 'failed') return null;
	if (reading.state === 'loading') return <p className="admin-soft">{t('applyForm.checking')}</p>;
	const { clashes, closed } = reading.data;
	if (clashes.length === 0 && closed === undefined) {
		return (
			<p role="status">
				<StateMark
					state="fine"
					word={t(input.classGroupId === null ? 'applyForm.freeRoom' : 'applyForm.free')}
				/>
			</p>
		);
	}
	return (
		<div className="admin-clash" role="status">
			<Icon name="warning" />
			<div>
				{closed && <SchoolClosed closed={closed} />}
				{clashes.map((clash) => (
					<ClashLine key={`${clash.resource} ${clash.name} ${clash.from}`} clash={clash} />
				))}
			</div>
		</div>
	);
}
