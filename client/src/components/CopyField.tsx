import './CopyField.css';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { toast } from './toastStore.ts';

/** What is shown once and has to go elsewhere: selected at a touch, copied at a press. */
export function CopyField({ label, value }: Readonly<{ label: string; value: string }>) {
	const { t } = useTranslation();
	const field = useRef<HTMLInputElement>(null);
	const id = useId();
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(value);
			toast(t('copy.done'));
		} catch {
			// Without HTTPS no page may write there.
			field.current?.select();
			toast(t('copy.selected'));
		}
	};
	return (
		<div className="copy">
			<label className="visually-hidden" htmlFor={id}>
				{label}
			</label>
			<input
				ref={field}
				id={id}
				className="copy__field"
				readOnly
				value={value}
				onFocus={(event) => event.target.select()}
			/>
			<Button kind="primary" onClick={() => void copy()}>
				{t('copy.do')}
			</Button>
		</div>
	);
}
