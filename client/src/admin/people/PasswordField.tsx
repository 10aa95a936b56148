import { Button, Input, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/index.ts';
import { Field } from '../form/Field.tsx';
import { newPassword } from './firstPassword.ts';

/** A first password in plain sight: it is to be told to somebody. */
export function PasswordField({
	value,
	onChange,
}: Readonly<{ value: string; onChange: (value: string) => void }>) {
	const { t } = useTranslation('admin');
	// Not there on plain HTTP.
	const canCopy = 'clipboard' in navigator;
	const copy = async (): Promise<void> => {
		await navigator.clipboard.writeText(value);
		toast(t('people.copied'));
	};
	return (
		<Field name="password" label={t('people.password')} hint={t('people.passwordHint')} required>
			{(id) => (
				<Space.Compact block>
					<Input
						id={id}
						className="admin-code"
						value={value}
						autoComplete="off"
						spellCheck={false}
						onChange={(event) => onChange(event.target.value)}
					/>
					{canCopy && <Button onClick={() => void copy().catch(() => undefined)}>{t('people.copy')}</Button>}
					<Button onClick={() => onChange(newPassword())}>{t('people.otherPassword')}</Button>
				</Space.Compact>
			)}
		</Field>
	);
}
