import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

type DayChoiceProps = Readonly<{
	id?: string;
	label?: string;
	/** `2026-03-05` */
	value: string | null | undefined;
	onChange: (day: string | null) => void;
	clear?: boolean;
	placeholder?: string;
	className?: string;
}>;

/** A calendar day, picked or typed. */
export function DayChoice({ id, label, value, onChange, clear = false, ...rest }: DayChoiceProps) {
	const { t } = useTranslation('admin');
	return (
		<DatePicker
			{...(id !== undefined && { id })}
			{...(label !== undefined && { 'aria-label': label })}
			value={value ? dayjs(value) : null}
			onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? null)}
			format={['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']}
			allowClear={clear}
			showNow={false}
			placeholder={rest.placeholder ?? t('form.day')}
			className={rest.className ?? 'admin-wide'}
		/>
	);
}
