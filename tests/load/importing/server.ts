// The server under load, in a process of its own, with a live lesson in it: its log gets an entry and its chat a message
// every few milliseconds, and each is waited for until it is on disk.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { LessonId, PeerId } from '@classroom/protocol';
import { newId } from '../../../server/src/platform/index.ts';
import { ChatStore } from '../../../server/src/teaching/index.ts';
import type { SignedIn } from '../../integration/schools/installation.ts';
import { startInstallation } from '../../integration/schools/installation.ts';
import type { County, Waits } from './messages.ts';
import { Ask } from './messages.ts';

const BETWEEN_MS = 20;

const [url = ''] = process.argv.slice(2);
const installation = await startInstallation(url);
const chat = new ChatStore(installation.live);
const loop = monitorEventLoopDelay({ resolution: 5 });
const peerId = PeerId.parse('peer');

const longest = async (isOver: () => boolean, write: () => Promise<unknown>): Promise<number> => {
	let most = 0;
	while (!isOver()) {
		const began = performance.now();
		await write();
		most = Math.max(most, performance.now() - began);
		await wait(BETWEEN_MS);
	}
	return most;
};

/** The most of this thread's processor time, ms, that went by between two turns of the event loop; other programs' is not in it. */
const longestHeld = async (isOver: () => boolean): Promise<number> => {
	let most = 0;
	let last = process.threadCpuUsage();
	while (!isOver()) {
		await wait(1);
		const { user, system } = process.threadCpuUsage(last);
		last = process.threadCpuUsage();
		most = Math.max(most, (user + system) / 1000);
	}
	return most;
};

/** Returns what ends the watching and says what was seen. */
const watch = async (): Promise<() => Promise<Waits>> => {
	const lessonId = newId(LessonId);
	const writer = await installation.lessonLog.open(lessonId);
	let over = false;
	let messages = 0;
	const isOver = (): boolean => over;
	const log = longest(isOver, () => writer.append({ type: 'hand-raised', peerId, by: null }));
	const texts = longest(isOver, () => {
		messages += 1;
		return chat.save({ messageId: `${lessonId}-${messages}`, lessonId, text: '老师好' });
	});
	const held = longestHeld(isOver);
	loop.reset();
	loop.enable();
	return async () => {
		loop.disable();
		over = true;
		const waits = { log: await log, chat: await texts, held: await held, loop: loop.max / 1e6 };
		await writer.close();
		return waits;
	};
};

const signIn = ({ cookies, csrfToken }: SignedIn): County => ({
	base: installation.base,
	cookies: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
	csrfToken,
});

let report: (() => Promise<Waits>) | null = null;

const answer = async (ask: Ask): Promise<County | Waits | null> => {
	switch (ask.kind) {
		case 'county':
			return signIn(await installation.as('county-admin', await installation.addCounty('云岭县')));
		case 'watch':
			report = await watch();
			return null;
		case 'report':
			return (await report?.()) ?? null;
	}
};

process.on('message', (message: unknown) => {
	void answer(Ask.parse(message)).then((said) => process.send?.(said));
});
process.once('disconnect', () => {
	void installation.close().then(() => process.exit(0));
});
