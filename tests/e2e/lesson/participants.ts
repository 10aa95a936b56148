// Who takes part, each in a browser of its own with drawn devices: its pages, and what can be told apart in pictures
// and sound.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Cookie } from '../../fixtures/httpClient.ts';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import type { PageOptions } from '../page/index.ts';
import { addInstruments } from '../pageScript.ts';

export type SenderName = 'teacher' | 'classroom-1' | 'classroom-2';
export type ParticipantName = SenderName | 'viewer';

export interface SenderMarks {
	readonly camera: number;
	/** Null: shares none. */
	readonly screen: number | null;
	/** Hz. */
	readonly beep: number;
}

export const senders: Readonly<Record<SenderName, SenderMarks>> = {
	teacher: { camera: 1, screen: 2, beep: 1000 },
	'classroom-1': { camera: 3, screen: null, beep: 1400 },
	'classroom-2': { camera: 4, screen: null, beep: 1900 },
};
export const senderNames: readonly SenderName[] = ['teacher', 'classroom-1', 'classroom-2'];
const beeps = senderNames.map((name) => senders[name].beep);

const isSender = (name: ParticipantName): name is SenderName => name !== 'viewer';

/** What two cores carry: a teacher in 720 lines at few pictures a second, the classrooms small. */
const pictures = {
	teacher: { width: 1280, height: 720, framesPerSecond: 10, screenFramesPerSecond: 4 },
	classroom: { width: 640, height: 360, framesPerSecond: 8, screenFramesPerSecond: 1 },
} as const;

export const optionsFor = (name: ParticipantName, restless: boolean): PageOptions => {
	if (!isSender(name)) return { machine: null, beeps };
	const { camera, screen, beep } = senders[name];
	const { screenFramesPerSecond, ...picture } = pictures[name === 'teacher' ? 'teacher' : 'classroom'];
	const face = { source: camera, label: name, hue: camera * 70, restless };
	return {
		machine: {
			camera: { ...picture, face },
			screen: { face: { ...face, source: screen ?? 15 }, framesPerSecond: screenFramesPerSecond },
			beep,
		},
		beeps,
	};
};

export interface Participant {
	readonly name: ParticipantName;
	readonly context: BrowserContext;
	readonly page: Page;
	/** Errors that the page threw or wrote to the console. */
	readonly complaints: readonly string[];
}

const viewport = { width: 1280, height: 720 };

export const openParticipant = async (
	browser: Browser,
	name: ParticipantName,
	client: HttpClient,
	/** Where its browser reaches the server. */
	url = client.url,
	/** Its pictures take all the bits that they may. */
	restless = false,
): Promise<Participant> => {
	const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
	// Only a test that fails waits so long.
	context.setDefaultTimeout(60_000);
	await context.addCookies(client.cookies().map((cookie: Cookie) => ({ ...cookie, url })));
	await addInstruments(context, optionsFor(name, restless));
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	return { name, context, page, complaints };
};

/** The sender and the kind of picture that a clock's source number stands for. */
export const pictureOf = (source: number): { from: SenderName; kind: 'camera' | 'screen' } | null => {
	for (const from of senderNames) {
		if (senders[from].camera === source) return { from, kind: 'camera' };
		if (senders[from].screen === source) return { from, kind: 'screen' };
	}
	return null;
};

export const voiceOf = (frequency: number): SenderName | null =>
	senderNames.find((name) => senders[name].beep === frequency) ?? null;
