import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

/** 停课: the reason is asked for, for everybody in the lesson reads it; it cannot be taken back. */
export function CancelLesson({ lesson, onClose }: Readonly<{ lesson: Lesson; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const cancel = useAction(endpoints.cancelLesson, adminLists);
	const [reason, setReason] = useState('');
	const submit = async (): Promise<void> => {
		const params = { lessonId: lesson.lessonId };
		if (!(await cancel.run({ params, body: { reason } }))) return;
		onClose();
		done(t('lessons.cancelled', { name: lesson.title }));
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
