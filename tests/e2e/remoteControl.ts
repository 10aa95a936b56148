// A remote control with four arrows and an Enter key, and nothing else.
import type { Page } from 'playwright-core';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** More than there are buttons on any page of a classroom. */
const MOST_PRESSES = 12;

/** What has the focus, in the words on it. */
export const focused = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const { activeElement } = document;
		return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
	});

/** Walks with one arrow until what has the focus reads so, and presses Enter there. */
export const walkTo = async (page: Page, name: RegExp, arrow: Arrow = 'ArrowRight'): Promise<void> => {
	await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first().waitFor();
	for (let presses = 0; !name.test(await focused(page)); presses += 1) {
		if (presses === MOST_PRESSES) throw new Error(`${arrow} never comes to ${String(name)}`);
		await page.keyboard.press(arrow);
	}
	await page.keyboard.press('Enter');
};
