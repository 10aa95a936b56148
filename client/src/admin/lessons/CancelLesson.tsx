import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useUndo } from '../timetable/useUndo.ts';

type CancelLessonProps = Readonly<{
	lesson: Lesson;
	/** Says that it was done, with the way back. */
	onDone?: (text: string) => Promise<void>;
	onClose: () => void;
}>;

/** 停课: the reason is asked for, for everybody in the lesson reads it. */
export function CancelLesson({ lesson, onDone, onClose }: CancelLessonProps) {
	const { t } = useTranslation('admin');
	const undoable = useUndo();
	const cancel = useAction(endpoints.cancelLesson, adminLists);
	const [reason, setReason] = useState('');
	const submit = async (): Promise<void> => {
		const params = { lessonId: lesson.lessonId };
		if (!(await cancel.run({ params, body: { reason } }))) return;
		onClose();
		const text = t('lessons.cancelled', { name: lesson.title });
		await (onDone ? onDone(text) : undoable(text, params));
	};
	return (
		<FormDrawer
			title={t('lessons.cancelTitle', { name: lesson.title })}
			about={t('lessons.cancelAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={cancel.busy}
			error={cancel.error}
			fields={['reason']}
			submit={t('lessons.cancel')}
		>
			<Field name="reason" label={t('lessons.reason')} required>
				{(id) => (
					<Input
						id={id}
						value={reason}
						placeholder={t('lessons.reasonPlaceholder')}
						onChange={(event) => setReason(event.target.value)}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}
