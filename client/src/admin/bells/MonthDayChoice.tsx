import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

/** Any year with 29 February. */
const YEAR = '2024';

type MonthDayChoiceProps = Readonly<{
	label: string;
	invalid: boolean;
	/** `MM-DD` */
	value: string | null;
	onChange: (monthDay: string | null) => void;
}>;

/** A day of every year. */
export function MonthDayChoice({ label, invalid, value, onChange }: MonthDayChoiceProps) {
	const { t } = useTranslation('bells');
	return (
		<DatePicker
			aria-label={label}
			placeholder={label}
			className="bells-monthday"
			{...(invalid && { status: 'error' as const })}
			value={value === null ? null : dayjs(`${YEAR}-${value}`)}
			onChange={(day) => onChange(day?.format('MM-DD') ?? null)}
			format={[t('monthDay'), 'M-D', 'M/D', 'MMDD']}
			showNow={false}
			allowClear={false}
		/>
	);
}
