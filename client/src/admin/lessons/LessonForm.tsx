import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, PlanPlaces } from '@classroom/protocol';
import { api, useAction, useApi } from '../../api/index.ts';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday, useZone } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { partsOf } from '../zonedTime.ts';
import { ClashNotice } from './ClashNotice.tsx';
import { draftOf, inputOf, LessonDraft, newDraft, readDraft, receiversOf } from './lessonDraft.ts';
import { PlaceFields } from './PlaceFields.tsx';
import { TimeFields } from './TimeFields.tsx';
import { useSuggestedTitle, WhatFields } from './WhatFields.tsx';

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

type LessonFormProps = Readonly<{
	lesson: Lesson | null;
	/** For a new one: when it is to be. */
	at?: Pick<LessonDraft, 'day' | 'time' | 'minutes'>;
	onClose: () => void;
}>;

/** Plans a lesson (`null`), or changes one that is planned. */
export function LessonForm({ lesson, at, onClose }: LessonFormProps) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const zone = useZone();
	const today = useToday();
	const plan = useAction(endpoints.planLesson, adminLists);
	const update = useAction(endpoints.updateLesson, adminLists);
	const missing = useMissing();
	const draft = useDraft(
		`lesson:${lesson?.lessonId ?? 'new'}${at ? `:${at.day} ${at.time}` : ''}`,
		lesson ? draftOf(lesson, zone) : { ...newDraft(today), ...at },
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
			? await update.run({
					params: { lessonId: lesson.lessonId },
					body: { ...body, receivedBefore: draft.value.receivedBefore },
				})
			: await plan.run({ body });
		if (!saved) return;
		draft.forget();
		onClose();
		const params = { lessonId: saved.lessonId };
		const name = saved.title;
		done(lesson ? t('lessons.changed', { name }) : t('lessons.planned', { name }), () =>
			lesson
				? api(endpoints.updateLesson, {
						params,
						body: { ...inputOf(lesson), receivedBefore: receiversOf(saved) },
					})
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
