import { useTranslation } from 'react-i18next';
import type { ClassGroupId, SchoolId } from '@classroom/protocol';
import { Choice } from '../choices/Choice.tsx';
import { useClassGroups } from '../choices/useAll.ts';

type ClassChoiceProps = Readonly<{
	id: string;
	schoolId: SchoolId | null;
	value: ClassGroupId | null;
	onChange: (value: ClassGroupId | null) => void;
}>;

/** A class of one school. */
export function ClassChoice({ id, schoolId, value, onChange }: ClassChoiceProps) {
	const { t } = useTranslation('admin');
	const { items, loading } = useClassGroups(schoolId !== null);
	const options = items
		.filter((group) => group.schoolId === schoolId)
		.map(({ classGroupId, name }) => ({ value: classGroupId, label: name }));
	return (
		<Choice
			id={id}
			options={options}
			value={options.some((option) => option.value === value) ? value : null}
			onChange={onChange}
			placeholder={schoolId === null ? t('people.schoolFirst') : t('people.chooseClass')}
			search
			loading={loading}
			disabled={schoolId === null}
		/>
	);
}
