import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, PlanPlaces } from '@classroom/protocol';
import { api, useAction, useApi, usePerson } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { TeacherChoice } from '../choices/TeacherChoice.tsx';
import { grades, useWordOptions } from '../choices/words.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday, useZone } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { partsOf } from '../zonedTime.ts';
import { ClashNotice } from './ClashNotice.tsx';
import { draftOf, inputOf, LessonDraft, newDraft, readDraft } from './lessonDraft.ts';
import { PlaceFields } from './PlaceFields.tsx';
import { TimeFields } from './TimeFields.tsx';

const fields = [
	'title',
	'kind',
	'subject',
	'teacherId',
	'sendingClassroomId',
	'receivingClassroomIds',
	'classGroupIds',
	'day',
	'plannedStart',
	'lengthMs',
];

const noPlaces: PlanPlaces = { groups: [], classrooms: [], classGroups: [] };

/** What the lesson is called if nobody says otherwise: `三年级音乐`, when its classes are of one grade. */
function useSuggestedTitle(
	{ classGroupIds, subject }: LessonDraft,
	groups: readonly { classGroupId: string; grade: number }[],
) {
	const { t } = useTranslation(['admin', 'words']);
	const chosen = new Set<string>(classGroupIds);
	const found = new Set(
		groups.filter(({ classGroupId }) => chosen.has(classGroupId)).map(({ grade }) => grade),
	);
	const [grade] = found;
	const known = grades.find((each) => each === grade);
	const name = t(`words:subject.${subject}`);
	if (found.size !== 1 || known === undefined) return name;
	return t('lessons.suggestion', { grade: t(`words:grade.${known}`), subject: name });
}

type WhatFieldsProps = Readonly<{ draft: Draft<LessonDraft>; day: string; suggested: string }>;

function WhatFields({ draft, day, suggested }: WhatFieldsProps) {
	const { t } = useTranslation('admin');
	const ofSchool = usePerson().role === 'school-admin';
	const { lessonKinds, subjects } = useWordOptions();
	const { value, set } = draft;
	return (
		<>
			<div className="admin-form__pair">
				<Field name="kind" label={t('lessons.kind')} required>
					{(id) => (
						<Choice
							id={id}
							options={lessonKinds}
							value={value.kind}
							onChange={(kind) => kind && set({ kind })}
						/>
					)}
				</Field>
				<Field name="subject" label={t('lessons.subject')} required>
					{(id) => (
						<Choice
							id={id}
							options={subjects}
							value={value.subject}
							onChange={(subject) => subject && set({ subject })}
							search
						/>
					)}
				</Field>
			</div>
			<div className="admin-form__pair">
				<Field
					name="teacherId"
					label={t('lessons.teacher')}
					hint={ofSchool ? t('lessons.teacherHint') : undefined}
					required
				>
					{(id) => (
						<TeacherChoice
							id={id}
							value={value.teacherId}
							name={value.teacher}
							day={day}
							onChange={({ personId, name, subjects: taught }) => {
								const [only] = taught;
								const subject = taught.includes(value.subject) || !only ? value.subject : only;
								set({ teacherId: personId, teacher: name, subject });
							}}
						/>
					)}
				</Field>
				<Field name="title" label={t('lessons.title')} hint={t('lessons.titleHint', { name: suggested })}>
					{(id) => (
						<Input
							id={id}
							value={value.title}
							placeholder={suggested}
							onChange={(event) => set({ title: event.target.value })}
						/>
					)}
				</Field>
			</div>
		</>
	);
}

/** Plans a lesson (`null`), or changes one that is planned. */
export function LessonForm({ lesson, onClose }: Readonly<{ lesson: Lesson | null; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const zone = useZone();
	const today = useToday();
	const plan = useAction(endpoints.planLesson, adminLists);
	const update = useAction(endpoints.updateLesson, adminLists);
	const missing = useMissing();
	const draft = useDraft(
		`lesson:${lesson?.lessonId ?? 'new'}`,
		lesson ? draftOf(lesson, zone) : newDraft(today),
		LessonDraft,
	);
	const day = draft.value.day ?? today;
	const reading = useApi(endpoints.planPlaces, { query: { day } });
	const places = reading.state === 'ready' ? reading.data : noPlaces;
	const suggested = useSuggestedTitle(draft.value, places.classGroups);

	const typed = readDraft(draft.value, zone, suggested);

	const submit = async (): Promise<void> => {
		missing.clear();
		if ('wrong' in typed) {
			missing.say(...typed.wrong);
			return;
		}
		const body = typed.input;
		const saved = lesson
			? await update.run({ params: { lessonId: lesson.lessonId }, body })
			: await plan.run({ body });
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { lessonId: saved.lessonId };
		const name = saved.title;
		done(lesson ? t('lessons.changed', { name }) : t('lessons.planned', { name }), () =>
			lesson
				? api(endpoints.updateLesson, { params, body: inputOf(lesson) })
				: api(endpoints.cancelLesson, { params, body: { reason: t('lessons.undoReason') } }),
		);
	};

	return (
		<FormDrawer
			title={lesson ? t('lessons.change') : t('lessons.new')}
			onClose={onClose}
			onSubmit={submit}
			busy={plan.busy || update.busy}
			error={missing.error ?? plan.error ?? update.error}
			fields={fields}
			submit={lesson ? t('form.save') : t('lessons.plan')}
			restored={draft.restored}
			onReset={draft.reset}
			wide
		>
			<WhatFields draft={draft} day={day} suggested={suggested} />
			<TimeFields draft={draft} />
			<ClashNotice
				input={'input' in typed ? typed.input : null}
				lesson={lesson}
				onChoose={(start) => draft.set(partsOf(start, zone))}
			/>
			<PlaceFields draft={draft} lesson={lesson} places={places} loading={reading.state === 'loading'} />
		</FormDrawer>
	);
}
