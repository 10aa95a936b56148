// What the database says of a webhook's deliveries, whether they have arrived or not.
import { WebhookId } from '@classroom/protocol';
import type { WebhookTables } from '../../../server/src/notices/index.ts';
import type { Installation } from './installation.ts';

/** By age. */
export const deliveryRows = async ({ database }: Installation, webhook: { readonly webhookId: string }) => {
	const rows = await database
		.as<WebhookTables>()
		.selectFrom('webhook_delivery')
		.select(['notice', 'status', 'tries'])
		.where('webhook_id', '=', WebhookId.parse(webhook.webhookId))
		.orderBy('delivery_id')
		.execute();
	return rows;
};

/** All that is to be told by now is written, by whichever server. */
export const lookedThrough = async (...servers: readonly Installation[]): Promise<void> => {
	for (const server of servers) await server.notices.look();
};
