import { Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import type { Draft } from '../form/useDraft.ts';
import { readTime } from '../zonedTime.ts';
import type { LessonDraft } from './lessonDraft.ts';

const STEP = 5;

/** Day, start and length; a time is typed as it comes (`850`, `8:50`). */
export function TimeFields({ draft }: { draft: Draft<LessonDraft> }) {
	const { t } = useTranslation('admin');
	const { value, set } = draft;
	return (
		<div className="admin-form__three">
			<Field name="day" label={t('lessons.day')} required>
				{(id) => (
					<DayChoice
						id={id}
						value={value.day}
						onChange={(day) => set({ day })}
						placeholder={t('lessons.day')}
					/>
				)}
			</Field>
			<Field name="plannedStart" label={t('lessons.start')} required>
				{(id) => (
					<Input
						id={id}
						value={value.time}
						placeholder="08:50"
						autoComplete="off"
						onChange={(event) => set({ time: event.target.value })}
						onBlur={() => {
							const time = readTime(value.time);
							if (time !== undefined && time !== value.time) set({ time });
						}}
					/>
				)}
			</Field>
			<Field name="lengthMs" label={t('lessons.length')} required>
				{(id) => (
					<InputNumber<number>
						id={id}
						className="admin-wide"
						value={value.minutes}
						step={STEP}
						precision={0}
						suffix={t('lessons.minutes')}
						onChange={(minutes) => set({ minutes })}
					/>
				)}
			</Field>
		</div>
	);
}
