import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../api/index.ts';
import { useDone } from '../useDone.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

type RemoveDialogProps<I> = Readonly<{
	name: string;
	/** What goes with it, and when it cannot be removed. */
	children: ReactNode;
	action: Action<I, unknown>;
	input: I;
	onClose: () => void;
}>;

/** Asks before something is removed for good. */
export function RemoveDialog<I>({ name, children, action, input, onClose }: RemoveDialogProps<I>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const confirm = async (): Promise<void> => {
		if ((await action.run(input)) === undefined) return;
		onClose();
		done(t('removed', { name }));
	};
	return (
		<ConfirmDialog
			title={t('removeTitle', { name })}
			action={t('remove')}
			busy={action.busy}
			error={action.error}
			onConfirm={confirm}
			onClose={onClose}
		>
			{children}
		</ConfirmDialog>
	);
}
