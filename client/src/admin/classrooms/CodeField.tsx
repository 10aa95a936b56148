import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../form/Field.tsx';
import { codeText } from './codeText.ts';

/** Where the six characters of a classroom's screen are typed. */
export function CodeField({ code, onChange }: Readonly<{ code: string; onChange: (code: string) => void }>) {
	const { t } = useTranslation('admin');
	return (
		<Field name="code" label={t('devices.code')} hint={t('devices.codeHint')} required>
			{(id) => (
				<Input
					id={id}
					className="admin-pair__code"
					value={code}
					placeholder="ABC 234"
					autoComplete="off"
					autoCapitalize="characters"
					spellCheck={false}
					onChange={(event) => onChange(codeText(event.target.value))}
				/>
			)}
		</Field>
	);
}
