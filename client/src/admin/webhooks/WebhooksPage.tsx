import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, LessonNotice } from '@classroom/protocol';
import type { Delivery, Webhook } from '@classroom/protocol';
import { api, useAction, useApi } from '../../api/index.ts';
import { Empty, Failure, FailureLine, Loading, StateMark } from '../../components/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { useDone } from '../useDone.ts';
import { DeliveriesDrawer } from './DeliveriesDrawer.tsx';
import { Rotate, SecretOnce } from './Secrets.tsx';
import { useWebhookWords } from './useWebhookWords.ts';
import { webhookLists, WebhookForm } from './WebhookForm.tsx';

type Over =
	| { what: 'form'; webhook: Webhook | null }
	| { what: 'log' | 'rotate' | 'remove'; webhook: Webhook }
	| { what: 'secret'; name: string; secret: string };

const RENEW_MS = 10_000;

/** Sends a test at once, and pauses or goes on. */
function useCardActions(webhook: Webhook, onOver: (over: Over) => void) {
	const { t } = useTranslation(['webhooks', 'admin']);
	const done = useDone();
	const test = useAction(endpoints.testWebhook, webhookLists);
	const [tested, setTested] = useState<Delivery>();
	const update = useAction(endpoints.updateWebhook, webhookLists);
	const { webhookId, name, notices, form } = webhook;
	const params = { webhookId };
	const paused = webhook.pausedAt !== null;
	const runTest = async (): Promise<void> => {
		setTested(undefined);
		setTested(await test.run({ params }));
	};
	const body = { name, notices, address: null };
	const pause = async (): Promise<void> => {
		if (!(await update.run({ params, body: { ...body, paused: !paused } }))) return;
		done(t(paused ? 'goesOn' : 'isPaused', { name }), () =>
			api(endpoints.updateWebhook, { params, body: { ...body, paused } }),
		);
	};
	const change = { key: 'edit', label: t('admin:edit'), onClick: () => onOver({ what: 'form', webhook }) };
	const rotate = { key: 'rotate', label: t('rotate'), onClick: () => onOver({ what: 'rotate', webhook }) };
	return {
		error: test.error ?? update.error,
		test: () => void runTest(),
		testing: test.busy,
		/** How the last test from this page went. */
		tested,
		more: [
			change,
			{ key: 'pause', label: t(paused ? 'goOn' : 'pause'), onClick: () => void pause() },
			...(form === 'wecom' ? [] : [rotate]),
			{
				key: 'remove',
				label: t('admin:remove'),
				danger: true,
				onClick: () => onOver({ what: 'remove', webhook }),
			},
		],
	};
}

function WebhookCard({ webhook, onOver }: Readonly<{ webhook: Webhook; onOver: (over: Over) => void }>) {
	const { t } = useTranslation('webhooks');
	const words = useWebhookWords();
	const { test, testing, tested, more, error } = useCardActions(webhook, onOver);
	const { name, form, address, notices } = webhook;
	const every = notices.length === LessonNotice.options.length;
	return (
		<li className="admin-box">
			<div className="admin-box__head">
				<h2 className="admin-box__title">
					{name}
					<span className="admin-tag">{t(`form.${form}`)}</span>
				</h2>
				<StateMark {...words.state(webhook)} />
			</div>
			<p className="admin-webhook__address">{address}</p>
			<p className="admin-soft">
				{every ? t('everything') : notices.map((notice) => t(`notice.${notice}`)).join(t('comma'))}
			</p>
			{error && <FailureLine code={error.code} incident={error.incident} details={error.details} />}
			{tested && (
				<p role="status">
					<StateMark
						{...words.delivery(tested)}
						word={
							tested.status === 'delivered'
								? t('tested')
								: t('testFailed', { why: words.delivery(tested).word })
						}
					/>
				</p>
			)}
			<div className="admin-webhook__actions">
				<Button loading={testing} aria-label={`${t('test')} ${name}`} onClick={test}>
					{t('test')}
				</Button>
				<Button aria-label={`${t('log')} ${name}`} onClick={() => onOver({ what: 'log', webhook })}>
					{t('log')}
				</Button>
				<RowActions of={name} actions={more} />
			</div>
		</li>
	);
}

function Remove({ webhook, onClose }: Readonly<{ webhook: Webhook; onClose: () => void }>) {
	const { t } = useTranslation('webhooks');
	const remove = useAction(endpoints.deleteWebhook, webhookLists);
	const { webhookId, name } = webhook;
	return (
		<RemoveDialog name={name} action={remove} input={{ params: { webhookId } }} onClose={onClose}>
			{t('removeAbout')}
		</RemoveDialog>
	);
}

function Overlay({ over, onOver }: Readonly<{ over: Over; onOver: (over: Over | undefined) => void }>) {
	const close = (): void => onOver(undefined);
	const { t } = useTranslation('admin');
	const done = useDone();
	switch (over.what) {
		case 'form':
			return (
				<WebhookForm
					webhook={over.webhook}
					onMade={({ name }, secret) => {
						onOver(secret === null ? undefined : { what: 'secret', name, secret });
						done(t('saved', { name }));
					}}
					onClose={close}
				/>
			);
		case 'secret':
			return <SecretOnce name={over.name} secret={over.secret} onClose={close} />;
		case 'log':
			return <DeliveriesDrawer webhook={over.webhook} onClose={close} />;
		case 'rotate':
			return (
				<Rotate
					webhook={over.webhook}
					onSecret={(secret) => onOver({ what: 'secret', name: over.webhook.name, secret })}
					onClose={close}
				/>
			);
		case 'remove':
			return <Remove webhook={over.webhook} onClose={close} />;
	}
}

/** What happens to lessons, told to other programs and group robots. */
export function WebhooksPage() {
	const { t } = useTranslation(['webhooks', 'admin']);
	const [over, setOver] = useState<Over>();
	const reading = useApi(endpoints.listWebhooks, {}, { everyMs: RENEW_MS });
	const button = <NewButton label={t('new')} onClick={() => setOver({ what: 'form', webhook: null })} />;
	return (
		<>
			<ListHead title={t('admin:menu.webhooks')} about={t('about')} buttons={button} />
			{reading.state === 'loading' && <Loading lines={6} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{reading.state === 'ready' && reading.data.items.length === 0 && (
				<Empty icon="sound" what={t('empty')} button={button}>
					{t('emptyAbout')}
				</Empty>
			)}
			{reading.state === 'ready' && reading.data.items.length > 0 && (
				<ul className="admin-webhooks">
					{reading.data.items.map((webhook) => (
						<WebhookCard key={webhook.webhookId} webhook={webhook} onOver={setOver} />
					))}
				</ul>
			)}
			{over && <Overlay over={over} onOver={setOver} />}
		</>
	);
}
