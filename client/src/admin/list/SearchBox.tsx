import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/index.ts';
import { useKeys } from './useKeys.ts';

const PAUSE_MS = 250;
const LONGEST = 60;

type SearchBoxProps = Readonly<{
	value: string;
	onSearch: (text: string) => void;
	placeholder: string;
}>;

/** Searches when the typing pauses, or at once on Enter. The key `/` leads here. */
export function SearchBox({ value, onSearch, placeholder }: SearchBoxProps) {
	const { t } = useTranslation('admin');
	const [typed, setTyped] = useState(value);
	const [known, setKnown] = useState(value);
	const input = useRef<InputRef>(null);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	// Filters may be cleared elsewhere.
	if (known !== value) {
		setKnown(value);
		if (typed.trim() !== value) setTyped(value);
	}
	useEffect(() => () => clearTimeout(timer.current), []);
	useKeys({ '/': () => input.current?.focus({ cursor: 'all' }) });
	const search = (text: string, afterMs: number): void => {
		setTyped(text);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => onSearch(text.trim()), afterMs);
	};
	return (
		<Input
			ref={input}
			className="admin-search"
			value={typed}
			maxLength={LONGEST}
			allowClear
			aria-label={placeholder}
			placeholder={placeholder}
			title={t('list.searchKey')}
			prefix={<Icon name="search" size={16} />}
			onChange={(event) => search(event.target.value, PAUSE_MS)}
			onPressEnter={(event) => search(event.currentTarget.value, 0)}
		/>
	);
}
