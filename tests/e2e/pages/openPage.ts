// A page of the administration as one person has it open, for a test that may be slower than any person.
import type { Page } from 'playwright-core';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { holdNotices } from '../holdNotices.ts';
import type { Setting } from '../setting.ts';

export interface PageWish {
	/** Whose it is; nobody's by default. */
	readonly client?: HttpClient;
	readonly locale?: string;
	readonly viewport?: { readonly width: number; readonly height: number };
}

/** For whatever is waited for, ms. Only a test that fails waits for it. */
const PATIENCE_MS = 60_000;

/** In a context of its own, which the caller closes. */
export const openPage = async (
	{ installation, browser }: Setting,
	{ client, locale = 'zh-CN', viewport = { width: 1440, height: 1000 } }: PageWish = {},
): Promise<Page> => {
	const context = await browser.newContext({ locale, timezoneId: 'Asia/Shanghai', viewport });
	context.setDefaultTimeout(PATIENCE_MS);
	await context.addInitScript(holdNotices);
	const { url } = installation;
	await context.addCookies((client?.cookies() ?? []).map((cookie) => ({ ...cookie, url })));
	return context.newPage();
};
