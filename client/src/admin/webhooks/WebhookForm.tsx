import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { endpoints, LessonNotice, WebhookForm as Form } from '@classroom/protocol';
import type { Webhook } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useDone } from '../useDone.ts';

export const webhookLists = [endpoints.listWebhooks, endpoints.listDeliveries, endpoints.audit] as const;

/** Kept on the device when the form is left; addresses, which have keys in them, and secrets are not. */
const WebhookDraft = z.object({ name: z.string(), form: Form, notices: z.array(LessonNotice) });
type WebhookDraft = z.infer<typeof WebhookDraft>;

type TextProps = Readonly<{ value: string; onChange: (value: string) => void }>;

function Address({ form, webhook, value, onChange }: TextProps & { form: Form; webhook: Webhook | null }) {
	const { t } = useTranslation('webhooks');
	return (
		<Field
			name="address"
			label={t('address')}
			hint={webhook ? t('addressKept', { address: webhook.address }) : t(`addressHint.${form}`)}
			required={!webhook}
		>
			{(id) => (
				<Input
					id={id}
					value={value}
					placeholder="https://"
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => onChange(event.target.value)}
				/>
			)}
		</Field>
	);
}

/** 钉钉's own secret. */
export function RobotSecret({ value, onChange }: TextProps) {
	const { t } = useTranslation('webhooks');
	return (
		<Field name="robotSecret" label={t('robotSecret')} hint={t('robotSecretHint')} required>
			{(id) => (
				<Input.Password
					id={id}
					value={value}
					placeholder="SEC…"
					autoComplete="off"
					onChange={(event) => onChange(event.target.value)}
				/>
			)}
		</Field>
	);
}

function FormKind({ value, onChange }: Readonly<{ value: Form; onChange: (value: Form) => void }>) {
	const { t } = useTranslation('webhooks');
	return (
		<Field name="form" label={t('formLabel')} required>
			{(id) => (
				<Choice
					id={id}
					options={Form.options.map((each) => ({ value: each, label: t(`form.${each}`) }))}
					value={value}
					onChange={(chosen) => chosen && onChange(chosen)}
				/>
			)}
		</Field>
	);
}

function Notices({ draft: { value, set } }: Readonly<{ draft: Draft<WebhookDraft> }>) {
	const { t } = useTranslation('webhooks');
	return (
		<Field name="notices" label={t('notices')} required>
			{() => (
				<Checkbox.Group
					className="admin-webhook__notices"
					options={LessonNotice.options.map((each) => ({ value: each, label: t(`notice.${each}`) }))}
					value={value.notices}
					onChange={(notices) => set({ notices })}
				/>
			)}
		</Field>
	);
}

/** A new webhook (`null`), or what one is called and told. `onMade` gets the secret that is shown once. */
export function WebhookForm({
	webhook,
	onMade,
	onClose,
}: Readonly<{
	webhook: Webhook | null;
	onMade: (webhook: Webhook, secret: string | null) => void;
	onClose: () => void;
}>) {
	const { t } = useTranslation(['webhooks', 'admin']);
	const done = useDone();
	const create = useAction(endpoints.createWebhook, webhookLists);
	const update = useAction(endpoints.updateWebhook, webhookLists);
	const initial: WebhookDraft = {
		name: webhook?.name ?? '',
		form: webhook?.form ?? 'signed',
		notices: webhook?.notices ?? [...LessonNotice.options],
	};
	const draft = useDraft(`webhook:${webhook?.webhookId ?? 'new'}`, initial, WebhookDraft);
	const { value, set } = draft;
	const { name, form, notices } = value;
	const [typed, setTyped] = useState('');
	const [robotSecret, setRobotSecret] = useState('');
	const address = typed.trim();

	const submit = async (): Promise<void> => {
		if (webhook) {
			const paused = webhook.pausedAt !== null;
			const params = { webhookId: webhook.webhookId };
			const body = { name, notices, paused, address: address === '' ? null : address };
			if (!(await update.run({ params, body }))) return;
			draft.forget();
			onClose();
			done(t('admin:saved', { name }));
			return;
		}
		const secret = form === 'dingtalk' ? robotSecret : null;
		const made = await create.run({ body: { name, form, address, notices, robotSecret: secret } });
		if (!made) return;
		draft.forget();
		onMade(made.webhook, made.secret);
	};

	return (
		<FormDrawer
			title={webhook ? t('change') : t('new')}
			onClose={onClose}
			onSubmit={submit}
			busy={create.busy || update.busy}
			error={create.error ?? update.error}
			fields={['name', 'form', 'address', 'robotSecret', 'notices']}
			submit={t('admin:form.save')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="name" label={t('name')} hint={t('nameHint')} required>
				{(id) => <Input id={id} value={name} onChange={(event) => set({ name: event.target.value })} />}
			</Field>
			{!webhook && <FormKind value={form} onChange={(chosen) => set({ form: chosen })} />}
			<Address form={form} webhook={webhook} value={typed} onChange={setTyped} />
			{!webhook && form === 'dingtalk' && <RobotSecret value={robotSecret} onChange={setRobotSecret} />}
			<Notices draft={draft} />
		</FormDrawer>
	);
}
