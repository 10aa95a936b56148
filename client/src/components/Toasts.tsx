import './Toasts.css';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../hooks/useErrorWords.ts';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { dismissToast, toastStore } from './toastStore.ts';
import type { Toast } from './toastStore.ts';

function ToastLine({ toast }: { toast: Toast }) {
	const { t } = useTranslation();
	const errorWords = useErrorWords();
	const { id, content } = toast;
	const wrong = content.kind === 'wrong';
	const undo = wrong ? undefined : content.undo;
	return (
		<div className={classes('toast', wrong && 'toast--wrong')} role={wrong ? 'alert' : 'status'}>
			<span className="toast__sign">
				<Icon name={wrong ? 'warning' : 'check'} />
			</span>
			<span className="toast__text">{wrong ? errorWords(content) : content.text}</span>
			{undo && (
				<Button
					size="small"
					icon="undo"
					onClick={() => {
						dismissToast(id);
						undo();
					}}
				>
					{t('undo')}
				</Button>
			)}
			<Button kind="quiet" size="small" icon="cross" label={t('close')} onClick={() => dismissToast(id)} />
		</div>
	);
}

/** The place of the toasts; once in the application. */
export function Toasts() {
	const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
	return (
		<div className="toasts">
			{toasts.map((toast) => (
				<ToastLine key={toast.id} toast={toast} />
			))}
		</div>
	);
}
