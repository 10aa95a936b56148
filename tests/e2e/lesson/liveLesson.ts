// One lesson of the demonstration county with everybody in it, and what people do there: only what a hand can do.
import type { Browser } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { PlannedLesson } from '../../fixtures/plannedLesson.ts';
import { planLesson } from '../../fixtures/plannedLesson.ts';
import { Observations } from './observations.ts';
import type { Participant, ParticipantName, SenderName } from './participants.ts';
import { openParticipant, senders } from './participants.ts';
import { until } from './until.ts';

export interface LiveLesson {
	readonly installation: Installation;
	readonly planned: PlannedLesson;
	readonly teacher: Participant;
	readonly classrooms: readonly [Participant, Participant];
	readonly viewer: Participant;
	readonly everybody: readonly Participant[];
	readonly observations: Observations;
}

type Seen = Pick<LiveLesson, 'observations'>;
type Taught = Pick<LiveLesson, 'teacher' | 'installation'>;

/** A picture may take this long to arrive on a machine that is busy with everything else, ms. */
/** A busy machine is a tight link to the quality ladder: pictures come back when it is less so. */
const PICTURE_WITHIN_MS = 120_000;

export interface LiveLessonOptions {
	/** When the bell rings, ms from now. */
	readonly bellInMs: number;
	readonly lengthMs: number;
}

/** Plans it and opens a browser page for each; nobody has gone in yet. */
export const prepareLesson = async (
	installation: Installation,
	browser: Browser,
	options: LiveLessonOptions,
): Promise<LiveLesson> => {
	const planned = await planLesson(installation.url, {
		startsInMs: options.bellInMs,
		lengthMs: options.lengthMs,
		classrooms: 2,
	});
	const [one, two] = planned.classrooms;
	if (one === undefined || two === undefined) throw new Error('two classrooms are needed');
	const [teacher, first, second, viewer] = await Promise.all([
		openParticipant(browser, 'teacher', planned.teacher),
		openParticipant(browser, 'classroom-1', one),
		openParticipant(browser, 'classroom-2', two),
		openParticipant(browser, 'viewer', planned.student),
	]);
	const everybody = [teacher, first, second, viewer];
	const observations = new Observations(everybody);
	return { installation, planned, teacher, classrooms: [first, second], viewer, everybody, observations };
};

/** From the day's page through the green room into the lesson. */
export const teacherEnters = async ({ teacher: { page }, installation }: Taught): Promise<void> => {
	await page.goto(installation.url);
	await page.getByRole('link', { name: '进入课堂' }).first().click();
	// The preview moves: camera and microphone are on.
	await page.locator('.green__preview video').waitFor();
	await page.getByRole('button', { name: '进入课堂' }).click();
	await page.getByRole('toolbar').waitFor();
};

/** A device starts at the first page. Nothing is pressed: it goes to its lesson by itself. */
export const classroomStarts = async (
	{ page }: Participant,
	{ url }: Pick<Installation, 'url'>,
): Promise<void> => {
	await page.goto(url);
	await page.waitForURL(/\/lesson\//, { timeout: PICTURE_WITHIN_MS });
};

/** Resolves to the time from the click to the first picture, ms. */
export const viewerJoins = async (lesson: LiveLesson): Promise<number> => {
	const { viewer, installation } = lesson;
	await viewer.page.goto(installation.url);
	await viewer.page.getByRole('link', { name: '看直播' }).first().click();
	const clickedAt = await viewer.page.evaluate(() => window.__instruments?.clickedAt() ?? 0);
	const first = await sees(lesson, 'viewer', 'teacher', { since: clickedAt });
	return Math.round(first - clickedAt);
};

interface Sight {
	/** Ms since 1970. */
	readonly since: number;
	readonly kind?: 'camera' | 'screen';
	readonly width?: number;
	readonly withinMs?: number;
}

/** Resolves to when `to` first had a picture of `from` on the screen that was drawn after `since`. */
export const sees = async (
	{ observations }: Seen,
	to: ParticipantName,
	from: SenderName,
	{ since, kind = 'camera', width = 0, withinMs = PICTURE_WITHIN_MS }: Sight,
): Promise<number> => {
	const source = senders[from][kind];
	if (source === null) throw new Error(`${from} has no ${kind}`);
	const sight = await until(`${to} sees the ${kind} of ${from} ${width || ''}`, withinMs, () =>
		observations
			.of(to)
			.seen(source, since)
			.find((each) => each.clock >= since && each.width >= width),
	);
	return sight.shownAt;
};

/** Resolves to when `to` first heard a beep of `from` after `since`. */
export const hears = async (
	{ observations }: Seen,
	to: ParticipantName,
	from: SenderName,
	since: number,
	withinMs = PICTURE_WITHIN_MS,
): Promise<number> => {
	const beep = await until(
		`${to} hears ${from}`,
		withinMs,
		() => observations.of(to).heardFrom(from, since)[0],
	);
	return beep.at;
};

export const sharesScreen = async ({ teacher }: LiveLesson): Promise<void> => {
	await teacher.page.getByRole('button', { name: '共享屏幕' }).click();
};

/** By the remote control: the hand has the focus, Enter presses it. */
export const raisesHand = async ({ page }: Participant): Promise<void> => {
	await page.locator('button:focus', { hasText: '举手' }).waitFor();
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: '已举手' }).waitFor();
};

/** The classroom whose hand is up stands first on the wall. */
export const bringsOnStage = async ({ teacher }: LiveLesson): Promise<void> => {
	await teacher.page
		.getByRole('button', { name: /^请上台: / })
		.first()
		.click();
};

export const takesOffStage = async ({ teacher }: LiveLesson): Promise<void> => {
	await teacher.page
		.getByRole('button', { name: /^请下台: / })
		.first()
		.click();
};

/** Two presses of one button; where the machine is too busy for the second to come in time, again. */
export const endsLesson = async ({ teacher: { page } }: Pick<Taught, 'teacher'>): Promise<void> => {
	const over = page.getByText('下课了');
	await until('the lesson is over', PICTURE_WITHIN_MS, async () => {
		const timeout = 10_000;
		await Promise.race([page.locator('.tools__stop').click({ timeout }), over.waitFor({ timeout })]).catch(
			() => undefined,
		);
		return over.isVisible();
	});
};
