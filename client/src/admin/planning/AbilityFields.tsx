import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TeachingProfile } from '@classroom/protocol';
import { Icon } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useWordOptions } from '../choices/words.ts';
import { useMedia } from '../theme/useMedia.ts';

type Abilities = TeachingProfile['abilities'];

const allGrades = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Subjects, each with its grades. */
export function AbilityFields({
	id,
	value,
	onChange,
}: Readonly<{ id: string; value: Abilities; onChange: (value: Abilities) => void }>) {
	const { t } = useTranslation(['planning', 'words']);
	const { subjects, grades } = useWordOptions();
	const phone = useMedia('(max-width: 640px)');
	const free = subjects.filter((option) => value.every(({ subject }) => subject !== option.value));
	return (
		<div className="plan-abilities">
			{value.length === 0 && <p className="admin-soft">{t('teachers.form.noSubjects')}</p>}
			{value.map((ability) => {
				const name = t(`words:subject.${ability.subject}`);
				return (
					<div key={ability.subject} className="plan-abilities__row">
						<span>{name}</span>
						<Select<number[]>
							mode="multiple"
							aria-label={t('teachers.form.gradesOf', { subject: name })}
							className="admin-wide"
							value={[...ability.grades]}
							options={grades.map(({ grade, label }) => ({ value: grade, label }))}
							maxTagCount={phone ? 0 : 'responsive'}
							maxTagPlaceholder={(left) =>
								phone ? t('teachers.form.grades', { count: left.length }) : `+ ${left.length}`
							}
							onChange={(chosen) =>
								onChange(
									value.map((each) =>
										each === ability ? { ...each, grades: [...chosen].sort((a, b) => a - b) } : each,
									),
								)
							}
						/>
						<Button
							type="text"
							aria-label={t('teachers.form.removeSubject', { subject: name })}
							icon={<Icon name="cross" size={16} />}
							onClick={() => onChange(value.filter((each) => each !== ability))}
						/>
					</div>
				);
			})}
			<Choice
				id={id}
				options={free}
				value={null}
				placeholder={t('teachers.form.addSubject')}
				search
				onChange={(subject) => subject && onChange([...value, { subject, grades: allGrades }])}
			/>
		</div>
	);
}
