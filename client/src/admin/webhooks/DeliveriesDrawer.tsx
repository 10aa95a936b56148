import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Delivery, Webhook } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { StateMark } from '../../components/index.ts';
import { ListView } from '../list/ListView.tsx';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useMoment } from '../useCounty.ts';
import { useWebhookWords } from './useWebhookWords.ts';

const LIMIT = 20;
const RENEW_MS = 5000;

function useColumns() {
	const { t } = useTranslation('webhooks');
	const moment = useMoment();
	const words = useWebhookWords();
	return [
		{
			key: 'what',
			title: t('what'),
			render: ({ notice, title }: Delivery) => (
				<span>
					<span className="admin-name--still">{t(`notice.${notice}`)}</span>
					{title !== '' && <span className="admin-small">{title}</span>}
				</span>
			),
		},
		{
			key: 'status',
			title: t('status'),
			render: (delivery: Delivery) => (
				<span>
					<StateMark {...words.delivery(delivery)} />
					{delivery.tries > 1 && <span className="admin-small">{t('tries', { count: delivery.tries })}</span>}
				</span>
			),
		},
		{
			key: 'answer',
			title: t('answer'),
			width: '80px',
			render: ({ answer }: Delivery) => answer ?? <span className="admin-soft">–</span>,
		},
		{
			key: 'at',
			title: t('at'),
			width: '170px',
			render: ({ createdAt }: Delivery) => <span className="whole">{moment(createdAt)}</span>,
		},
	];
}

/** What was sent, newest first; follows what is on its way. */
export function DeliveriesDrawer({
	webhook: { webhookId, name },
	onClose,
}: Readonly<{ webhook: Webhook; onClose: () => void }>) {
	const { t } = useTranslation('webhooks');
	const pager = usePager(webhookId);
	const kept = useKept(
		useApi(
			endpoints.listDeliveries,
			{
				params: { webhookId },
				query: { limit: LIMIT, ...(pager.cursor !== undefined && { cursor: pager.cursor }) },
			},
			{ everyMs: RENEW_MS },
		),
	);
	return (
		<Drawer open title={t('logOf', { name })} size="min(760px, 100vw)" onClose={onClose}>
			<div className="admin-form">
				<p className="admin-form__about">{t('logAbout')}</p>
				<ListView
					kept={kept}
					pager={pager}
					limit={LIMIT}
					caption={t('logOf', { name })}
					columns={useColumns()}
					keyOf={({ deliveryId }) => deliveryId}
					filtered={false}
					onClearFilters={() => undefined}
					empty={{ icon: 'clock', what: t('logEmpty'), about: t('logEmptyAbout') }}
				/>
			</div>
		</Drawer>
	);
}
