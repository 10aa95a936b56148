// The timetable in a real browser: a drag that clashes and one that does not, taking it back, moving by keys alone, and
// the week as it is printed.
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import { endpoints } from '@classroom/protocol';
import type { CalendarChange, Timetable, TimetableLesson } from '@classroom/protocol';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schoolDayAheadMs, schoolNow } from '../../fixtures/schoolDay.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'timetable', aheadMs: schoolDayAheadMs });
const zone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

let administrator: HttpClient;
let page: Page;
let schoolId: string;
/** Monday and Sunday of the week after next: nothing in it is over, and the demonstration's own changes are before. */
let week: { from: string; until: string };

const dayOf = (instant: number): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
const plus = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const read = (): Promise<Timetable> =>
	administrator.ask(endpoints.readTimetable, { query: { by: 'school', id: schoolId, ...week } });
const lessonById = async (lessonId: string): Promise<TimetableLesson | undefined> =>
	(await read()).lessons.find((each) => each.lessonId === lessonId);

beforeAll(async () => {
	const { installation } = setting();
	administrator = await signInAs(installation.url, 'county-admin');
	const [first] = (await administrator.ask(endpoints.listBells)).items;
	if (first === undefined) throw new Error('the county has no schools');
	({ schoolId } = first);
	const today = dayOf(schoolNow());
	const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
	const monday = plus(today, 14 - weekday);
	week = { from: monday, until: plus(monday, 6) };
	page = await openPage(setting(), { client: administrator });
	await page.goto(`${installation.url}/admin/timetable?by=school&id=${schoolId}&day=${week.from}`);
	await page.locator('[data-lesson]').first().waitFor();
});
afterAll(async () => {
	await page.context().close();
});

const cardOf = ({ lessonId }: TimetableLesson): Locator => page.locator(`[data-lesson="${lessonId}"]`);
const placeAt = (day: string, row: string): Locator => page.locator(`[data-at="${day} ${row} 0"]`);
const dialog = (): Locator => page.locator('.ant-modal-wrap');

/** Two lessons of one school's week that can be moved. */
const twoLessons = async (): Promise<[TimetableLesson, TimetableLesson]> => {
	const movable = (await read()).lessons.filter(({ mayChange }) => mayChange);
	const [first, second] = movable;
	if (first === undefined || second === undefined) throw new Error('the week has no lessons to move');
	return [first, second];
};

test('a drag onto another lesson shows the clash and saves nothing; one to a free place moves, and can be taken back', async () => {
	const [first, second] = await twoLessons();
	await cardOf(first).dragTo(cardOf(second));
	await dialog().getByText(`有“${second.title}`).first().waitFor();
	await dialog().getByRole('button', { name: '移动', disabled: true }).waitFor();
	await page.keyboard.press('Escape');
	await dialog().waitFor({ state: 'hidden' });
	expect((await lessonById(first.lessonId))?.from).toBe(first.from);

	const free = placeAt(dayOf(first.from), 'p8');
	await cardOf(first).dragTo(free);
	await dialog().getByText('没有冲突').waitFor();
	await dialog().getByText('这一节和以后').waitFor();
	await dialog().getByRole('button', { name: '移动' }).click();
	await page.getByText(`已移动“${first.title}”`).waitFor();
	const moved = await lessonById(first.lessonId);
	expect(moved?.from).toBeGreaterThan(first.from);
	expect(moved?.own.time).toBe(true);
	await placeAt(dayOf(first.from), 'p8').getByText('调').waitFor();

	await page.keyboard.press('Control+z');
	await page.getByText('已撤销').waitFor();
	await page.getByText(`已移动“${first.title}”`).waitFor({ state: 'detached' });
	expect(await lessonById(first.lessonId)).toMatchObject({ from: first.from, own: { time: false } });
	await placeAt(dayOf(first.from), 'p8').getByText('调').waitFor({ state: 'detached' });
});

test('a lesson and all later ones go to an earlier day of the week, and come back', async () => {
	const movable = (await read()).lessons.filter(({ mayChange, seriesId }) => mayChange && seriesId !== null);
	const last = movable.at(-1);
	if (last === undefined) throw new Error('the week has no series');
	await cardOf(last).dragTo(placeAt(week.from, 'p8'));
	await dialog().getByText('这一节和以后').click();
	await dialog().getByText('没有冲突').waitFor();
	await dialog().getByRole('button', { name: '移动' }).click();
	await placeAt(week.from, 'p8').getByText(last.title).waitFor();
	expect(
		(await read()).lessons.filter(({ title, from }) => title === last.title && from === last.from),
	).toEqual([]);
	await expect
		.poll(async () => {
			await page.keyboard.press('Control+z');
			return (await lessonById(last.lessonId))?.from;
		})
		.toBe(last.from);
	await cardOf(last).waitFor();
});

test('a drag onto a closed day says so and offers the nearest free times, of which one can be taken', async () => {
	const [first] = await twoLessons();
	const friday = plus(week.from, 4);
	const { terms } = await administrator.ask(endpoints.listTerms);
	const term = terms.find(({ firstDay, lastDay }) => firstDay <= friday && friday <= lastDay);
	if (term === undefined) throw new Error('the week is in no term');
	const params = { termId: term.termId };
	const change = (what: CalendarChange) =>
		administrator.ask(endpoints.changeCalendar, { params, body: { change: what, dryRun: false } });
	await change({ what: 'special-days', days: [{ kind: 'exam', day: friday, name: '学业水平考试' }] });
	await page.reload();
	await cardOf(first).dragTo(placeAt(friday, 'p8'));
	await dialog().getByText('学业水平考试').waitFor();
	const save = dialog().getByRole('button', { name: '移动' });
	expect(await save.isDisabled()).toBe(true);
	const free = dialog().locator('.admin-clash__free button');
	const when = String(await free.first().textContent());
	await free.first().click();
	await dialog().locator('.tt-move__when strong').getByText(when).waitFor();
	await dialog().getByText('没有冲突').waitFor();
	await expect.poll(() => save.isEnabled()).toBe(true);
	await page.keyboard.press('Escape');
	await dialog().waitFor({ state: 'hidden' });
	expect((await lessonById(first.lessonId))?.from).toBe(first.from);
	await change({ what: 'ordinary-days', days: [friday] });
	await page.reload();
	await cardOf(first).waitFor();
});

test('by keys alone: M picks up, arrows show what is free, Enter puts down, Escape gives back', async () => {
	const [first] = await twoLessons();
	const card = cardOf(first);
	await card.focus();
	await page.keyboard.press('m');
	await page.locator('.tt-carry').waitFor();
	await page.locator('[data-place="free"]').first().waitFor();
	await page.keyboard.press('Escape');
	await page.locator('.tt-carry').waitFor({ state: 'detached' });

	await card.focus();
	await page.keyboard.press('m');
	await page.locator('[data-place="free"]').first().waitFor();
	// As fast as keys can be pressed: to the first free place below, down, and yes.
	for (let down = await placesToFree(card); down > 0; down -= 1) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	const startsAt = async (): Promise<number | undefined> => (await lessonById(first.lessonId))?.from;
	await expect.poll(startsAt).toBeGreaterThan(first.from);
	// The page knows a moment later which change it was.
	await expect
		.poll(async () => {
			await page.keyboard.press('Control+z');
			return startsAt();
		})
		.toBe(first.from);
});

/** How many arrows down a free place is from a lesson. */
const placesToFree = (card: Locator): Promise<number> =>
	card.evaluate((lesson) => {
		const own = lesson.closest('td');
		const column = own?.cellIndex ?? 0;
		const rows = [...(own?.closest('tbody')?.rows ?? [])];
		const first = rows.findIndex((row) => row.cells[column] === own);
		const free = rows.findIndex(
			(row, place) => place > first && row.cells[column]?.dataset['place'] === 'free',
		);
		return free - first;
	});

test('the county’s day: a lesson goes along its periods by the pointer and by keys, past what is taken, and comes back', async () => {
	const [first, second] = await twoLessons();
	const start = { lessonId: first.lessonId };
	// The same classroom sends both: where the other is, this one cannot be.
	await administrator.ask(endpoints.moveLesson, {
		params: { lessonId: second.lessonId },
		body: { plannedStart: first.from + 5 * 3_600_000, reason: null },
	});
	const county = await page.context().newPage();
	await county.goto(`${setting().installation.url}/admin/timetable?view=day&day=${dayOf(first.from)}`);
	const block = county.locator(`[data-at$=" ${first.lessonId}"]`).first();
	const places = county.locator('.tt-place-button');
	const startsAt = async (): Promise<number | undefined> => (await lessonById(start.lessonId))?.from;
	const back = async (): Promise<void> => {
		await expect
			.poll(async () => {
				await county.keyboard.press('Control+z');
				return startsAt();
			})
			.toBe(first.from);
		await block.getByText('调').waitFor({ state: 'detached' });
	};

	await dragAlong(county, block, county.locator('.tt-place-button--taken').first());
	await county.locator('.ant-modal-wrap').getByText(`有“${second.title}`).first().waitFor();
	await county.getByRole('button', { name: '移动', disabled: true }).waitFor();
	await county.keyboard.press('Escape');
	await places.first().waitFor({ state: 'detached' });

	await dragAlong(county, block, county.locator('.tt-place-button--free').last());
	await county.getByText('没有冲突').waitFor();
	await county.getByText('这一节和以后').waitFor();
	await county.getByRole('button', { name: '移动' }).click();
	await county.getByText(`已移动“${first.title}”`).waitFor();
	expect(await startsAt()).toBeGreaterThan(first.from);
	await back();

	await block.focus();
	await county.keyboard.press('m');
	await county.locator('.tt-place-button--own:focus').waitFor();
	await county.locator('.tt-place-button--free').first().waitFor();
	await county.keyboard.press('End');
	await county.locator('.tt-place-button:last-child:focus').waitFor();
	await county.keyboard.press('Escape');
	await places.first().waitFor({ state: 'detached' });
	await expect.poll(() => block.evaluate((element) => element === document.activeElement)).toBe(true);
	await county.keyboard.press('m');
	await county.locator('.tt-place-button--own:focus').waitFor();
	await county.keyboard.press('ArrowRight');
	await county.locator('.tt-place-button--free:focus').waitFor();
	await county.keyboard.press('Enter');
	await county.keyboard.press('Enter');
	await expect.poll(startsAt).toBeGreaterThan(first.from);
	await back();

	await county.close();
	await administrator.ask(endpoints.moveLesson, {
		params: { lessonId: second.lessonId },
		body: { plannedStart: second.from, reason: null },
	});
});

/** Takes hold of a lesson, waits for a place that shows itself only then, and lets go below it, in the lesson's own row. */
const dragAlong = async (on: Page, block: Locator, place: Locator): Promise<void> => {
	// Waits until it lies still.
	await block.hover();
	const from = await block.boundingBox();
	if (from === null) throw new Error('the lesson is not drawn');
	const y = from.y + from.height / 2;
	await on.mouse.down();
	await on.mouse.move(from.x + from.width / 2 + 12, y, { steps: 3 });
	await place.waitFor();
	const to = await place.boundingBox();
	if (to === null) throw new Error('the place is not drawn');
	await on.mouse.move(to.x + to.width / 2, y, { steps: 5 });
	await on.locator('.tt-band--shown').waitFor();
	await on.mouse.up();
};

test('代课: another teacher from the lesson’s panel, said on its card, and taken back', async () => {
	const [first] = await twoLessons();
	const { teachers } = await read();
	const now = teachers.find(({ personId }) => personId === first.teacherId)?.name ?? '';
	await cardOf(first).click();
	await page.getByRole('button', { name: '代课', exact: true }).click();
	const form = page.locator('.ant-drawer-open').last();
	await form.getByText(`现在是${now}`).waitFor();
	await form.getByRole('combobox').click();
	const offered = page.locator('.ant-select-item-option');
	await offered.first().waitFor();
	// One after the other, until one has time then.
	for (let place = 0; ; place += 1) {
		await offered.nth(place).click();
		const answer = page.waitForResponse(
			(response) => response.request().method() === 'POST' && response.url().endsWith('/substitute'),
		);
		await page.keyboard.press('Control+Enter');
		if ((await answer).ok()) break;
		await form.getByRole('alert').waitFor();
		await form.getByRole('combobox').click();
	}
	await form.waitFor({ state: 'hidden' });
	await page.getByText(`“${first.title}”由`).waitFor();
	await cardOf(first).getByText('代', { exact: true }).waitFor();
	expect((await lessonById(first.lessonId))?.own.teacher).toBe(true);
	expect((await lessonById(first.lessonId))?.teacherId).not.toBe(first.teacherId);
	await page.keyboard.press('Control+z');
	await expect.poll(async () => (await lessonById(first.lessonId))?.teacherId).toBe(first.teacherId);
	await cardOf(first).getByText('代', { exact: true }).waitFor({ state: 'detached' });
});

test('Enter on a free place asks what to make there, with its day and time', async () => {
	await placeAt(week.from, 'p8').focus();
	await page.keyboard.press('Enter');
	await dialog().getByRole('button', { name: '新建系列课' }).click();
	const drawer = page.locator('.ant-drawer-open');
	await drawer.getByText('新建系列课').first().waitFor();
	await drawer.locator('.tt-slot--chosen').waitFor();
	await drawer.locator('.tt-slot--chosen[aria-label="周一 第8节"]').waitFor();
	await page.keyboard.press('Escape');
	await drawer.waitFor({ state: 'hidden' });
});

test('the printed week is one page, across, with name, term and week', async () => {
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
	const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
	expect(Number(width)).toBeGreaterThan(Number(height));
	await page.emulateMedia({ media: 'print' });
	const head = page.locator('.tt-printhead');
	await head.waitFor();
	expect(await head.innerText()).toMatch(/课表[\s\S]*学期[\s\S]*第\d+周/);
	await page.locator('.admin__menu').waitFor({ state: 'hidden' });
	await page.emulateMedia({ media: 'screen' });
});

test('in English on a phone no bar is wider than the screen', async () => {
	const { installation } = setting();
	const viewport = { width: 390, height: 844 };
	const phone = await openPage(setting(), { client: administrator, locale: 'en-US', viewport });
	await phone.goto(`${installation.url}/admin/timetable?by=school&id=${schoolId}&day=${week.from}`);
	await phone.getByRole('link', { name: 'Timetable' }).waitFor();
	const menu = phone.locator('.menu > .button');
	await menu.waitFor();
	const [lesson] = (await read()).lessons;
	await phone
		.getByText(lesson?.title ?? '')
		.first()
		.waitFor();
	expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	const bar = phone.locator('.frame__bar');
	expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
	const account = await menu.boundingBox();
	expect((account?.x ?? 0) + (account?.width ?? 391)).toBeLessThanOrEqual(390);
	await phone.context().close();
});

test('an inspector looks at a teacher’s timetable', async () => {
	const { installation } = setting();
	const [lesson] = (await read()).lessons;
	const teacher = (await read()).teachers.find(({ personId }) => personId === lesson?.teacherId);
	const inspector = await signInAs(installation.url, 'inspector');
	const shown = await openPage(setting(), { client: inspector });
	await shown.goto(`${installation.url}/admin/timetable?day=${week.from}`);
	await shown.locator('.tt-scope').getByText('教师', { exact: true }).click();
	await shown.locator('#tt-teacher').fill(teacher?.name ?? '');
	await shown
		.locator('.ant-select-item-option')
		.filter({ hasText: teacher?.name ?? '' })
		.first()
		.click();
	await shown.locator(`[data-lesson="${lesson?.lessonId}"]`).waitFor();
	await shown.context().close();
});
