import type { LessonId, Notification, RecordingId } from '@classroom/protocol';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { LessonSession } from './lesson/lessonSession.ts';
import { codeOf } from './signalling/requestFailed.ts';
import { ServerSocket } from './signalling/serverSocket.ts';

type Wanted = { lessonId: LessonId; recordingId: RecordingId };

const retryMs = 1000;

/** The program: registers with the server, takes up the lessons it is given, and gives them back when it ends. */
export class Recorder {
	readonly #config: Config;
	readonly #log: Logger;
	readonly #control: ServerSocket;
	readonly #sessions = new Map<LessonId, Promise<LessonSession | undefined>>();
	#closing = false;

	constructor(config: Config, log: Logger) {
		this.#config = config;
		this.#log = log;
		this.#control = new ServerSocket({ url: config.SERVER_URL, token: config.RECORDER_TOKEN, log });
		this.#control.on('open', () => void this.#register());
		this.#control.on('notification', (notification) => {
			this.#receive(notification);
		});
		this.#control.on('dismissed', (code) => {
			log.error({ code }, 'the server wants no connection from this recorder');
		});
	}

	start(): void {
		this.#control.start();
	}

	/** Completes all segments and leaves the recordings to whoever comes next. Never rejects. */
	async close(): Promise<void> {
		this.#closing = true;
		this.#control.close();
		const sessions = await Promise.all(this.#sessions.values());
		await Promise.all(sessions.map(async (session) => session?.suspend()));
	}

	async #register(): Promise<void> {
		const { RECORDER_ID: recorderId, RECORDER_PLACES: places } = this.#config;
		try {
			const recording = [...this.#sessions.keys()];
			const { wanted } = await this.#control.request('registerRecorder', { recorderId, places, recording });
			this.#log.info({ recorderId, places, wanted: wanted.length }, 'registered');
			const wantedIds = new Set(wanted.map(({ lessonId }) => lessonId));
			for (const lessonId of recording) if (!wantedIds.has(lessonId)) void this.#giveUp(lessonId);
			for (const lesson of wanted) this.#take(lesson);
		} catch (error) {
			this.#log.error({ code: codeOf(error) }, 'could not register');
			setTimeout(() => {
				if (!this.#closing && this.#control.open) void this.#register();
			}, retryMs).unref();
		}
	}

	#receive(notification: Notification): void {
		if (notification.type === 'recordingWanted') this.#take(notification);
		if (notification.type === 'recordingUnwanted') void this.#finish(notification.lessonId);
	}

	#take({ lessonId, recordingId }: Wanted): void {
		if (this.#closing || this.#sessions.has(lessonId)) return;
		this.#log.info({ lessonId, recordingId }, 'taking up a lesson');
		this.#sessions.set(lessonId, this.#open({ lessonId, recordingId }));
	}

	async #open(lesson: Wanted): Promise<LessonSession | undefined> {
		const { lessonId } = lesson;
		try {
			const session = await LessonSession.open(this.#config, lesson, this.#log);
			session.once('closed', () => {
				this.#log.info({ lessonId }, 'done with a lesson');
				this.#sessions.delete(lessonId);
			});
			return session;
		} catch (error) {
			this.#log.error({ lessonId, err: error }, 'the recording cannot be written');
			setTimeout(() => {
				this.#sessions.delete(lessonId);
				// Registering again brings what is still wanted.
				if (!this.#closing && this.#control.open) void this.#register();
			}, retryMs).unref();
			return undefined;
		}
	}

	async #finish(lessonId: LessonId): Promise<void> {
		const session = await this.#sessions.get(lessonId);
		await session?.finish();
	}

	async #giveUp(lessonId: LessonId): Promise<void> {
		const session = await this.#sessions.get(lessonId);
		await session?.suspend();
	}
}
