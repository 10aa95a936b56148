// A remote control with four arrows and an Enter key, and nothing else.
import type { Page } from 'playwright-core';

/** Nobody looks for a button longer. */
const MOST_PRESSES = 40;

/** What has the focus, in the words on it. */
export const focused = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const { activeElement } = document;
		return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
	});

/** Walks the buttons row by row with the arrows until what has the focus reads so, and presses Enter there. */
export const walkTo = async (page: Page, name: RegExp): Promise<void> => {
	await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first().waitFor();
	let [along, across] = ['ArrowRight', 'ArrowDown'];
	const moves = async (arrow: string): Promise<boolean> => {
		const before = await focused(page);
		await page.keyboard.press(arrow);
		return (await focused(page)) !== before;
	};
	for (let presses = 0; !name.test(await focused(page)); presses += 1) {
		if (presses === MOST_PRESSES) throw new Error(`no arrow comes to ${String(name)}`);
		if (await moves(along)) continue;
		// The end of a row: back along the next, and up again after the last.
		along = along === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
		if (!(await moves(across))) across = across === 'ArrowDown' ? 'ArrowUp' : 'ArrowDown';
	}
	await page.keyboard.press('Enter');
};
