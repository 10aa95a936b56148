// What the database says of a webhook's deliveries, whether they have arrived or not.
import { WebhookId } from '@classroom/protocol';
import type { WebhookTables } from '../../../server/src/notices/index.ts';
import { expect, vi } from 'vitest';
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

/**
 * Nothing that is due is being sent. What is on its way when time leaps by more than its claim is sent again by whoever
 * takes it for lost.
 */
export const nothingUnderWay = ({ database, clock }: Installation): Promise<void> =>
	vi.waitFor(
		async () => {
			const jobs = await database
				.as<{ platform_job: { id: string; status: string; run_at: number } }>()
				.selectFrom('platform_job')
				.select(['status', 'run_at'])
				.where('status', 'in', ['running', 'waiting'])
				.execute();
			const due = jobs.filter((job) => job.status === 'running' || job.run_at <= clock.now());
			expect(due).toEqual([]);
		},
		{ timeout: 60_000, interval: 20 },
	);
