import './Dialog.css';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';

type DialogProps = Readonly<{
	title: string;
	/** By Escape, the cross, or a click beside it. */
	onClose: () => void;
	children: ReactNode;
	/** In a row at the bottom right; the one to press last. */
	buttons?: ReactNode;
	wide?: boolean;
}>;

/** A dialog over the page: holds the focus while it is mounted and gives it back after. */
export function Dialog({ title, onClose, children, buttons, wide = false }: DialogProps) {
	const { t } = useTranslation();
	const dialog = useRef<HTMLDialogElement>(null);
	const titleId = useId();

	useEffect(() => {
		const element = dialog.current;
		element?.showModal();
		// Not the cross, which comes first: what there is to fill in, else what there is to press.
		const inBody = element?.querySelector<HTMLElement>('.dialog__body :is(input, select, textarea, button)');
		(inBody ?? element?.querySelector<HTMLElement>('.dialog__buttons button:last-child'))?.focus();
		return () => element?.close();
	}, []);

	return (
		<dialog
			ref={dialog}
			className={classes('dialog', wide && 'dialog--wide')}
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
			onMouseDown={(event) => {
				if (event.target === event.currentTarget) onClose();
			}}
		>
			<div className="dialog__head">
				<h2 className="dialog__title" id={titleId}>
					{title}
				</h2>
				<Button kind="quiet" size="small" icon="cross" label={t('close')} onClick={onClose} />
			</div>
			<div className="dialog__body">{children}</div>
			{buttons && <div className="dialog__buttons">{buttons}</div>}
		</dialog>
	);
}
