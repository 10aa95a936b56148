// Webhooks that work, fail and rest, what was sent, a secret shown once; and the addresses of calendars.
import { endpoints, LessonNotice } from '@classroom/protocol';
import type { WebhookForm } from '@classroom/protocol';
import type { Browser, Page } from 'playwright-core';
import { signInAs } from '../../fixtures/httpClient.ts';
import type { Installation } from '../../fixtures/installation.ts';
import { startReceiver } from '../../integration/schools/receiver.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

const fill = async (demo: Installation, base: string): Promise<void> => {
	const admin = await signInAs(demo.url, 'county-admin');
	const make = async (name: string, form: WebhookForm, path: string): Promise<string> => {
		const robotSecret = form === 'dingtalk' ? 'SEC0123456789abcdef' : null;
		const body = { name, form, address: base + path, robotSecret, notices: noticesOf(form) };
		const { webhook } = await admin.ask(endpoints.createWebhook, { body });
		await admin.ask(endpoints.testWebhook, { params: { webhookId: webhook.webhookId } });
		return webhook.webhookId;
	};
	await make('县教育云平台', 'signed', '/platform/lessons');
	await make('专递课堂教研员群', 'dingtalk', '/robot/send?access_token=0123456789');
	await make('青石片区联络群', 'wecom', '/broken/cgi-bin/webhook/send?key=0123456789');
	const rests = await make('市局数据平台', 'signed', '/platform/city');
	await admin.ask(endpoints.updateWebhook, {
		params: { webhookId: rests },
		body: { name: '市局数据平台', notices: noticesOf('signed'), paused: true, address: null },
	});
};

const noticesOf = (form: WebhookForm): LessonNotice[] =>
	form === 'signed' ? [...LessonNotice.options] : ['changed', 'cancelled', 'missed'];

const shootWebhooks = async (album: Album, page: Page, demo: Installation): Promise<void> => {
	const open = async (): Promise<void> => {
		await page.goto(`${demo.url}/admin/webhooks`);
		await page.getByText('市局数据平台').waitFor();
		await settled(page);
	};
	await open();
	await page.getByRole('button', { name: '发一条测试 青石片区联络群' }).click();
	await page.getByText(/测试消息没有送到/).waitFor();
	await album.shoot(page, 'webhooks-full', { whole: true });
	await page.getByRole('button', { name: '推送记录 青石片区联络群' }).click();
	await settled(page);
	await album.shoot(page, 'webhooks-log');
	await open();
	await page
		.getByRole('button', { name: /县教育云平台$/ })
		.last()
		.click();
	await settled(page);
	await album.shoot(page, 'webhooks-menu');
};

export const shootNotices = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const receiver = await startReceiver();
	receiver.answer('/robot/send', { status: 200, body: { errcode: 0, errmsg: 'ok' } });
	receiver.answer('/broken/cgi-bin/webhook/send', { status: 500 });
	try {
		await fill(demo, receiver.base);
		await as(browser, demo, 'county-admin', async (page) => {
			await shootWebhooks(album, page, demo);
			await page.goto(`${demo.url}/admin/classrooms`);
			await settled(page);
			await page.locator('.admin-row-actions button').nth(1).click();
			await page.getByRole('menuitem', { name: '日历订阅' }).click();
			await page.getByRole('button', { name: '生成订阅地址' }).click();
			await page.getByRole('img', { name: '订阅地址的二维码' }).waitFor();
			await settled(page);
			await album.shoot(page, 'feed-of-classroom');
		});
	} finally {
		await receiver.close();
	}
};
