import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { PersonId, PlanTeacher } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { useKept } from '../list/useKept.ts';

const SHOWN = 30;

type TeacherChoiceProps = Readonly<{
	id: string;
	value: PersonId | null;
	/** The name of who is chosen, known before any search. */
	name: string | null;
	/** Who may be planned with is a matter of the day: schools share a community from a day on. */
	day: string;
	onChange: (teacher: PlanTeacher) => void;
}>;

/** A teacher: the server searches, there may be thousands. */
export function TeacherChoice({ id, value, name, day, onChange }: TeacherChoiceProps) {
	const { t } = useTranslation(['admin', 'words']);
	const { county } = usePerson();
	const [typed, setTyped] = useState('');
	const search = useDeferredValue(typed.trim());
	const { reading, renewing } = useKept(
		useApi(endpoints.planTeachers, {
			query: { day, limit: SHOWN, ...(search !== '' && { search }) },
		}),
	);
	const found = reading.state === 'ready' ? reading.data.items : [];
	const options = found.map((teacher) => ({
		value: teacher.personId,
		label: teacher.name,
		about: [
			teacher.school && schoolName(teacher.school, 12, county),
			teacher.subjects.map((subject) => t(`words:subject.${subject}`)).join(' '),
		]
			.filter(Boolean)
			.join(' · '),
	}));
	const chosen =
		value !== null && name !== null && !options.some((option) => option.value === value)
			? [{ value, label: name, about: '' }]
			: [];
	return (
		<Select<PersonId, { value: PersonId; label: string; about: string }>
			id={id}
			{...(value !== null && { value })}
			options={[...chosen, ...options]}
			showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
			onChange={(personId) => {
				const teacher = found.find((each) => each.personId === personId);
				if (teacher) onChange(teacher);
			}}
			optionRender={({ data }) => (
				<span className="admin-option">
					{data.label}
					<small>{data.about}</small>
				</span>
			)}
			loading={renewing || reading.state === 'loading'}
			placeholder={t('lessons.teacherPlaceholder')}
			notFoundContent={t('list.nothingFound')}
			className="admin-wide"
		/>
	);
}
