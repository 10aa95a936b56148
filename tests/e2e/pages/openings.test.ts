// A lesson is opened for sign-up in the timetable, a school applies, the county confirms, and the school's day has it.
import { endpoints } from '@classroom/protocol';
import type { CalendarChange, Lesson } from '@classroom/protocol';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { personas, signInAs } from '../../fixtures/httpClient.ts';
import { schoolDayAheadMs, schoolNow } from '../../fixtures/schoolDay.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'openings', aheadMs: schoolDayAheadMs });
const zone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const title = '名师课堂：一封家书';
const tomorrow = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(schoolNow() + DAY_MS);

let county: HttpClient;
let school: HttpClient;
let countyPage: Page;
let schoolPage: Page;
let lesson: Lesson;
/** The classroom of the school that applies. */
let classroom: { readonly personaId: string; readonly name: string };

/** By another school, in the evening: neither teacher nor classroom has anything else then. */
const planLesson = async (ofSchool: string): Promise<Lesson> => {
	const { items } = await county.ask(endpoints.planTeachers, { query: { day: tomorrow, limit: 200 } });
	const teacher = items.find((each) => each.school !== null && each.school !== ofSchool);
	if (teacher === undefined) throw new Error('only one school has teachers');
	return county.ask(endpoints.planLesson, {
		body: {
			...{ title, kind: 'master', subject: 'chinese', teacherId: teacher.personId },
			...{ sendingClassroomId: null, receivingClassroomIds: [], classGroupIds: [] },
			...{ plannedStart: Date.parse(`${tomorrow}T18:30:00+08:00`), lengthMs: 40 * 60_000 },
		},
	});
};

beforeAll(async () => {
	const { url } = setting().installation;
	county = await signInAs(url, 'county-admin');
	school = await signInAs(url, 'school-admin');
	const session = await school.ask(endpoints.session);
	if (session.kind !== 'person' || session.school === null)
		throw new Error('an administrator without a school');
	const own = session.school;
	const offered = await personas(url);
	const device = offered.find((persona) => persona.role === 'classroom' && persona.school === own);
	if (device === undefined) throw new Error('the school has no classroom');
	classroom = device;
	lesson = await planLesson(own);
	countyPage = await openPage(setting(), { client: county });
	schoolPage = await openPage(setting(), { client: school });
});
afterAll(async () => {
	await countyPage.context().close();
	await schoolPage.context().close();
});

const button = (page: Page | Locator, name: string): Locator =>
	page.getByRole('button', { name, exact: true });

const fillApplication = async (): Promise<void> => {
	await schoolPage.goto(`${setting().installation.url}/admin/openings`);
	await button(schoolPage, `报名 ${title}`).click();
	await schoolPage.getByLabel('用哪间教室').click();
	await schoolPage.getByTitle(classroom.name, { exact: true }).first().click();
};

/** The applying school, on the lesson's day. Returns how it is opened again. */
const closeSchool = async (): Promise<() => Promise<unknown>> => {
	const { terms } = await county.ask(endpoints.listTerms);
	const term = terms.find(({ firstDay, lastDay }) => firstDay <= tomorrow && tomorrow <= lastDay);
	const session = await school.ask(endpoints.session);
	if (term === undefined || session.kind !== 'person' || session.schoolId === null)
		throw new Error('no term, or no school');
	const params = { termId: term.termId };
	const change = (what: CalendarChange) =>
		county.ask(endpoints.changeCalendar, { params, body: { change: what, dryRun: false } });
	const whom = { kind: 'school' as const, schoolId: session.schoolId };
	const closure = { from: tomorrow, until: tomorrow, whom, reason: '大雪' };
	const { calendar } = await change({ what: 'close', closure });
	const made = calendar.closures.find(({ reason, from }) => reason === '大雪' && from === tomorrow);
	if (made === undefined) throw new Error('it is not closed');
	return () => change({ what: 'reopen', closureId: made.closureId });
};

test('opened in the timetable, applied for, confirmed; it is on the day of the classroom and its school', async () => {
	const { url } = setting().installation;
	await countyPage.goto(`${url}/admin/timetable?by=teacher&id=${lesson.teacherId}&day=${tomorrow}`);
	await countyPage.locator(`[data-lesson="${lesson.lessonId}"]`).click();
	await button(countyPage, '开放报名').click();
	await countyPage.getByText('逐个确认').click();
	await button(countyPage.locator('.ant-drawer-footer').last(), '开放报名').click();
	await countyPage.getByText(`“${title}”已开放报名`).waitFor();

	// On a day on which the school is closed it is told so before, and refused.
	const reopen = await closeSchool();
	await fillApplication();
	await schoolPage.getByText('停课：大雪，那天听不了这节课').waitFor();
	await button(schoolPage.locator('.ant-drawer-footer').last(), '报名').click();
	await schoolPage.getByText('这一天没有课：大雪').waitFor();
	await reopen();
	await fillApplication();
	await schoolPage.getByText('这间教室那时空着').waitFor();
	await button(schoolPage.locator('.ant-drawer-footer').last(), '报名').click();
	await schoolPage.getByText('等待确认').first().waitFor();

	await countyPage.goto(`${url}/admin/openings?show=confirm`);
	await button(countyPage, title).click();
	await countyPage.getByRole('button', { name: /^通过 / }).click();
	await countyPage.getByText('课程已加上这间教室').waitFor();

	// The school's page has heard of it by itself.
	await schoolPage.goto(`${url}/admin/openings?show=applied`);
	await button(schoolPage, title).click();
	await schoolPage.getByText('已报上，本校课表已加上这节课').waitFor();
	await schoolPage.goto(`${url}/?day=${tomorrow}`);
	await schoolPage.getByText(title).first().waitFor();
	const device = await signInAs(url, classroom);
	const { lessons } = await device.ask(endpoints.myDay, { query: { day: tomorrow } });
	expect(lessons.find(({ lessonId }) => lessonId === lesson.lessonId)).toMatchObject({ joinAs: 'classroom' });
});
