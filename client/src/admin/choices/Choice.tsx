import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

export type Option<V extends string> = Readonly<{ value: V; label: string; found?: string }>;

type ChoiceProps<V extends string> = Readonly<{
	id?: string;
	label?: string;
	options: readonly Option<V>[];
	value: V | null | undefined;
	onChange: (value: V | null) => void;
	placeholder?: string;
	/** Typing searches; for more than a handful. */
	search?: boolean;
	/** May be taken back to nothing. */
	clear?: boolean;
	loading?: boolean;
	disabled?: boolean;
	className?: string;
}>;

/** One of many. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
	const { id, label, options, value, onChange, placeholder, search = false, clear = false } = props;
	const { t } = useTranslation('admin');
	return (
		<Select<V, { value: V; label: string; found: string }>
			{...(id !== undefined && { id })}
			{...(label !== undefined && { 'aria-label': label })}
			options={options.map((option) => ({ ...option, found: option.found ?? option.label }))}
			{...(value !== null && value !== undefined && { value })}
			onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
			showSearch={
				search && {
					filterOption: (typed, option) =>
						option?.found.toLowerCase().includes(typed.trim().toLowerCase()) ?? false,
				}
			}
			placeholder={placeholder}
			allowClear={clear}
			loading={props.loading ?? false}
			disabled={props.disabled ?? false}
			notFoundContent={t('list.nothingFound')}
			className={props.className ?? 'admin-wide'}
			popupMatchSelectWidth={false}
		/>
	);
}
