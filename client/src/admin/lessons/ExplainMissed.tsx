import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, MissedReason } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

/** Why a lesson did not take place; what was said before can be corrected. */
export function ExplainMissed({ lesson, onClose }: Readonly<{ lesson: Lesson; onClose: () => void }>) {
	const { t } = useTranslation(['admin', 'words']);
	const done = useDone();
	const explain = useAction(endpoints.explainMissed, adminLists);
	const [reason, setReason] = useState<MissedReason | undefined>(lesson.explanation?.reason);
	const [note, setNote] = useState(lesson.explanation?.note ?? '');
	const submit = async (): Promise<void> => {
		if (reason === undefined) return;
		const body = { reason, note: note.trim() === '' ? null : note };
		if (!(await explain.run({ params: { lessonId: lesson.lessonId }, body }))) return;
		onClose();
		done(t('lessons.missed.explained', { name: lesson.title }));
	};
	return (
		<FormDrawer
			title={t('lessons.missed.title', { name: lesson.title })}
			about={t('lessons.missed.about')}
			onClose={onClose}
			onSubmit={submit}
			busy={explain.busy}
			error={explain.error}
			fields={['reason', 'note']}
			submit={t('lessons.missed.save')}
		>
			<Field name="reason" label={t('lessons.missed.reason')} required>
				{(id) => (
					<Select<MissedReason>
						id={id}
						{...(reason !== undefined && { value: reason })}
						onChange={setReason}
						placeholder={t('lessons.missed.choose')}
						options={MissedReason.options.map((value) => ({
							value,
							label: t(`words:missedReason.${value}`),
						}))}
					/>
				)}
			</Field>
			<Field name="note" label={t('lessons.missed.note')} required={reason === 'other'}>
				{(id) => (
					<Input
						id={id}
						value={note}
						placeholder={t('lessons.missed.notePlaceholder')}
						onChange={(event) => setNote(event.target.value)}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}
