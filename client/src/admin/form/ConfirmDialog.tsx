import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api/index.ts';
import { FailureLine } from '../../components/index.ts';

type ConfirmDialogProps = Readonly<{
	/** What is about to happen, to what. */
	title: string;
	/** What that means. */
	children: ReactNode;
	/** What the button does, as a verb. */
	action: string;
	busy: boolean;
	error: ApiError | undefined;
	onConfirm: () => Promise<void>;
	onClose: () => void;
}>;

/** Only for what cannot be undone. The way out has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
	const { title, children, action, busy, error, onConfirm, onClose } = props;
	const { t } = useTranslation('admin');
	return (
		<Modal
			open
			title={title}
			onCancel={onClose}
			width={460}
			footer={
				<>
					<Button onClick={onClose} autoFocus>
						{t('form.keep')}
					</Button>
					<Button danger type="primary" loading={busy} onClick={() => void onConfirm()}>
						{action}
					</Button>
				</>
			}
		>
			<div className="admin-confirm">
				<div>{children}</div>
				{error && <FailureLine code={error.code} incident={error.incident} details={error.details} />}
			</div>
		</Modal>
	);
}
