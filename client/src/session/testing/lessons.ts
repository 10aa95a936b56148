// Lessons joined from this process, against a {@link FakeServer} and mediasoup-client's fake browser.
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fake from 'mediasoup-client/fakeParameters';
import type { types } from 'mediasoup-client';
import { vi } from 'vitest';
import type { PeerRole } from '@classroom/protocol';
import { LessonSession } from '../LessonSession.ts';
import type { PageNews } from '../page.ts';
import { isJoined } from '../room/lessonStep.ts';
import type { Joined, LessonStep } from '../room/lessonStep.ts';
import { SignallingClient } from '../signalling/SignallingClient.ts';
import { Announcer, until } from '../store.ts';
import type { FakeDevices } from './fakeDevices.ts';
import { FakeServer, LESSON, TEACHER } from './fakeServer.ts';

vi.stubGlobal(
	'MediaStream',
	class {
		readonly tracks: readonly unknown[];
		constructor(tracks: readonly unknown[]) {
			this.tracks = tracks;
		}
	},
);

/** Long: the machine may be busy with other things. Only a test that fails waits for it. */
export const PATIENCE_MS = 60_000;

type Opening = Readonly<{ timeoutMs?: number; handler?: () => types.HandlerFactory }>;

export const fakeHandler = (): types.HandlerFactory => FakeHandler.createFactory(fake);

/** One server and who joined there. */
export class FakeLessons {
	readonly server = new FakeServer();
	#url = '';
	readonly #opened: { session: LessonSession; signalling: SignallingClient }[] = [];

	/** With a teacher. */
	static async begin(): Promise<FakeLessons> {
		const lessons = new FakeLessons();
		lessons.#url = await lessons.server.listen();
		lessons.server.append({
			type: 'peer-joined',
			peerId: TEACHER,
			role: 'teacher',
			subject: { kind: 'service', service: 'recorder' },
		});
		return lessons;
	}

	open(role: PeerRole, devices: FakeDevices | null = null, opening: Opening = {}) {
		const { timeoutMs = PATIENCE_MS, handler = fakeHandler } = opening;
		const news = new Announcer<PageNews>();
		const page = { on: (listener: (each: PageNews) => void) => news.on(listener) };
		const signalling = new SignallingClient({ url: this.#url, page, random: () => 0, timeoutMs });
		const session = new LessonSession({
			lessonId: LESSON,
			role,
			signalling,
			page,
			devices,
			handler,
			makePlayer: null,
		});
		this.#opened.push({ session, signalling });
		session.start();
		return { session, signalling, news };
	}

	async end(): Promise<void> {
		for (const { session, signalling } of this.#opened) {
			session.close();
			signalling.close();
		}
		await this.server.close();
	}
}

const isAt = <S extends LessonStep['step']>(
	each: LessonStep,
	step: S,
): each is Extract<LessonStep, { step: S }> => each.step === step;

export const reaches = async <S extends LessonStep['step']>(session: LessonSession, step: S) => {
	const reached = await until(session.step, (each) => isAt(each, step), PATIENCE_MS);
	if (!isAt(reached, step)) throw new Error(`at ${reached.step}`);
	return reached;
};

export const here = (session: LessonSession): Joined => {
	const step = session.step.read();
	if (!isJoined(step)) throw new Error(`at ${step.step}`);
	return step;
};

export const eventually = async (check: () => void): Promise<void> => {
	await vi.waitFor(check, { timeout: PATIENCE_MS, interval: 10 });
};

export const setIce = (transport: types.Transport | null, state: types.ConnectionState): void => {
	const handler = transport?.handler;
	if (!(handler instanceof FakeHandler)) throw new Error('no transport of the fake browser');
	handler.setConnectionState(state);
};

export const receivedKeys = (session: LessonSession): string[] => [
	...session.media.receiving.received.read().keys(),
];
