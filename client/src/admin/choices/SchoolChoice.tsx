import type { SchoolId } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from './Choice.tsx';
import { useSchools } from './useAll.ts';

type SchoolChoiceProps = Readonly<{
	id?: string;
	label?: string;
	value: SchoolId | null | undefined;
	onChange: (value: SchoolId | null) => void;
	placeholder: string;
	clear?: boolean;
	className?: string;
	/** Schools that are not to be chosen. */
	without?: ReadonlySet<string>;
}>;

/** A school of the county, searched by any part of its whole name. */
export function SchoolChoice({ without, ...choice }: SchoolChoiceProps) {
	const { county } = usePerson();
	const { items, loading } = useSchools();
	const options = items
		.filter(({ schoolId }) => !without?.has(schoolId))
		.map(({ schoolId, name, town }) => ({
			value: schoolId,
			label: schoolName(name, 20, county),
			found: `${name} ${town ?? ''}`,
		}));
	return <Choice {...choice} options={options} search loading={loading} />;
}
