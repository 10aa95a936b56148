import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueCode } from '@classroom/protocol';
import { TextField } from '../components/index.ts';

export type NewPassword = Readonly<{
	value: string;
	repeated: string;
	setValue: (value: string) => void;
	setRepeated: (value: string) => void;
	/** Whether both are the same; from then on the page says so while they are not. */
	agrees: () => boolean;
	different: boolean;
}>;

/** A new password, typed twice. */
export function useNewPassword(): NewPassword {
	const [value, setValue] = useState('');
	const [repeated, setRepeated] = useState('');
	const [tried, setTried] = useState(false);
	return {
		value,
		repeated,
		setValue,
		setRepeated,
		agrees: () => {
			setTried(true);
			return value === repeated;
		},
		different: tried && value !== repeated,
	};
}

export function NewPasswordFields({
	password,
	issue,
}: {
	password: NewPassword;
	issue: IssueCode | undefined;
}) {
	const { t } = useTranslation('account');
	return (
		<>
			<TextField
				label={t('next')}
				hint={t('nextHint')}
				issue={issue}
				type="password"
				value={password.value}
				onChange={(event) => password.setValue(event.target.value)}
				autoComplete="new-password"
			/>
			<TextField
				label={t('repeat')}
				issueText={password.different ? t('different') : undefined}
				type="password"
				value={password.repeated}
				onChange={(event) => password.setRepeated(event.target.value)}
				autoComplete="new-password"
			/>
		</>
	);
}
