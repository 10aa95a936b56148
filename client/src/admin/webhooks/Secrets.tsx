import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Webhook } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { CopyField } from '../../components/index.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDone } from '../useDone.ts';
import { RobotSecret, webhookLists } from './WebhookForm.tsx';

/** The secret, this once. Only a press closes it. */
export function SecretOnce({
	name,
	secret,
	onClose,
}: Readonly<{ name: string; secret: string; onClose: () => void }>) {
	const { t } = useTranslation('webhooks');
	return (
		<Modal
			open
			title={t('secretOf', { name })}
			closable={false}
			keyboard={false}
			mask={{ closable: false }}
			footer={
				<Button type="primary" onClick={onClose}>
					{t('secretKept')}
				</Button>
			}
		>
			<div className="admin-confirm">
				<p>{t('secretOnce')}</p>
				<CopyField label={t('secret')} value={secret} />
				<p className="admin-soft">{t('secretAbout')}</p>
			</div>
		</Modal>
	);
}

type RotateProps = Readonly<{ webhook: Webhook; onSecret: (secret: string) => void; onClose: () => void }>;

/** A new secret of ours; a 钉钉 robot's is given by its own page. */
export function Rotate(props: RotateProps) {
	return props.webhook.form === 'dingtalk' ? <NewRobotSecret {...props} /> : <NewSecret {...props} />;
}

function NewSecret({ webhook: { webhookId, name }, onSecret, onClose }: RotateProps) {
	const { t } = useTranslation('webhooks');
	const rotate = useAction(endpoints.rotateWebhookSecret, webhookLists);
	const confirm = async (): Promise<void> => {
		const answer = await rotate.run({ params: { webhookId }, body: { robotSecret: null } });
		if (answer?.secret !== undefined && answer.secret !== null) onSecret(answer.secret);
	};
	return (
		<ConfirmDialog
			title={t('rotateTitle', { name })}
			action={t('rotate')}
			busy={rotate.busy}
			error={rotate.error}
			onConfirm={confirm}
			onClose={onClose}
		>
			{t('rotateAbout')}
		</ConfirmDialog>
	);
}

function NewRobotSecret({ webhook: { webhookId, name }, onClose }: RotateProps) {
	const { t } = useTranslation(['webhooks', 'admin']);
	const done = useDone();
	const [robotSecret, setRobotSecret] = useState('');
	const rotate = useAction(endpoints.rotateWebhookSecret, webhookLists);
	const submit = async (): Promise<void> => {
		if (!(await rotate.run({ params: { webhookId }, body: { robotSecret } }))) return;
		onClose();
		done(t('admin:saved', { name }));
	};
	return (
		<FormDrawer
			title={t('rotateTitle', { name })}
			onClose={onClose}
			onSubmit={submit}
			busy={rotate.busy}
			error={rotate.error}
			fields={['robotSecret']}
			submit={t('admin:form.save')}
		>
			<RobotSecret value={robotSecret} onChange={setRobotSecret} />
		</FormDrawer>
	);
}
