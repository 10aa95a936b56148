import type { LessonId, Notification, RecordingId } from '@classroom/protocol';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { LessonSession } from './lesson/lessonSession.ts';
import { completeRecording, findUnfinished } from './recording/unfinished.ts';
import { codeOf } from './signalling/requestFailed.ts';
import { ServerSocket } from './signalling/serverSocket.ts';

type Wanted = { lessonId: LessonId; recordingId: RecordingId };

/** A lesson at hand. `leaving`: its session ends; what is wanted again meanwhile is taken up after it. */
type Slot = {
	session: Promise<LessonSession | undefined>;
	leaving: boolean;
	wantedAgain: Wanted | undefined;
};

const retryMs = 1000;
/** Whether lessons of unfinished recordings are over by now is asked this often. */
const askAgainMs = 60_000;
/** As many as the contract lets one registration name. */
const mostUnfinished = 200;

/** The program: registers with the server, takes up the lessons it is given, and gives them back when it ends. */
export class Recorder {
	readonly #config: Config;
	readonly #log: Logger;
	readonly #control: ServerSocket;
	readonly #slots = new Map<LessonId, Slot>();
	/** Folders of recordings that nobody has completed. */
	readonly #unfinished = new Map<LessonId, string>();
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

	/** Lessons that are on go first: what an earlier recorder left is looked through meanwhile. */
	start(): void {
		this.#control.start();
		void this.#findUnfinished();
		setInterval(() => {
			if (this.#unfinished.size > 0 && !this.#closing && this.#control.open) void this.#register();
		}, askAgainMs).unref();
	}

	/** Completes all segments and leaves the recordings to whoever comes next. Never rejects. */
	async close(): Promise<void> {
		this.#closing = true;
		this.#control.close();
		const sessions = await Promise.all([...this.#slots.values()].map(({ session }) => session));
		await Promise.all(sessions.map(async (session) => session?.suspend()));
	}

	async #register(): Promise<void> {
		const { RECORDER_ID: recorderId, RECORDER_PLACES: places } = this.#config;
		try {
			const recording = [...this.#slots].flatMap(([lessonId, { leaving }]) => (leaving ? [] : [lessonId]));
			const unfinished = [...this.#unfinished.keys()]
				.filter((lessonId) => !this.#slots.has(lessonId))
				.slice(0, mostUnfinished);
			const request = { recorderId, places, recording, unfinished };
			const { wanted, over } = await this.#control.request('registerRecorder', request);
			this.#log.info({ recorderId, places, wanted: wanted.length }, 'registered');
			const wantedIds = new Set(wanted.map(({ lessonId }) => lessonId));
			for (const lessonId of recording) if (!wantedIds.has(lessonId)) void this.#leave(lessonId, 'suspend');
			for (const lesson of wanted) this.#take(lesson);
			await this.#complete(over);
		} catch (error) {
			this.#log.error({ code: codeOf(error) }, 'could not register');
			this.#registerLater();
		}
	}

	#registerLater(): void {
		setTimeout(() => {
			if (!this.#closing && this.#control.open) void this.#register();
		}, retryMs).unref();
	}

	#receive(notification: Notification): void {
		if (notification.type === 'recordingWanted') this.#take(notification);
		if (notification.type === 'recordingUnwanted') void this.#leave(notification.lessonId, 'finish');
	}

	#take({ lessonId, recordingId }: Wanted): void {
		if (this.#closing) return;
		const slot = this.#slots.get(lessonId);
		if (slot !== undefined) {
			if (slot.leaving) slot.wantedAgain = { lessonId, recordingId };
			return;
		}
		this.#log.info({ lessonId, recordingId }, 'taking up a lesson');
		const taken: Slot = {
			session: this.#open({ lessonId, recordingId }),
			leaving: false,
			wantedAgain: undefined,
		};
		this.#slots.set(lessonId, taken);
	}

	async #open(lesson: Wanted): Promise<LessonSession | undefined> {
		const { lessonId, recordingId } = lesson;
		try {
			const session = await LessonSession.open(this.#config, lesson, this.#log);
			session.once('closing', () => {
				const slot = this.#slots.get(lessonId);
				if (slot !== undefined) slot.leaving = true;
			});
			session.once('closed', (complete) => {
				this.#log.info({ lessonId }, 'done with a lesson');
				if (complete) this.#unfinished.delete(lessonId);
				else this.#unfinished.set(lessonId, path.join(this.#config.RECORDINGS_DIR, recordingId));
				this.#freed(lessonId);
			});
			return session;
		} catch (error) {
			this.#log.error({ lessonId, err: error }, 'the recording cannot be written');
			setTimeout(() => {
				this.#freed(lessonId);
			}, retryMs).unref();
			return undefined;
		}
	}

	/** Takes the lesson up again if it was wanted meanwhile, or asks whether it still is. */
	#freed(lessonId: LessonId): void {
		const wantedAgain = this.#slots.get(lessonId)?.wantedAgain;
		this.#slots.delete(lessonId);
		if (wantedAgain !== undefined) this.#take(wantedAgain);
		else this.#registerLater();
	}

	/** `finish`: the lesson is over; `suspend`: the recording is gone on with, by another. */
	async #leave(lessonId: LessonId, how: 'finish' | 'suspend'): Promise<void> {
		const slot = this.#slots.get(lessonId);
		if (slot === undefined) return;
		slot.leaving = true;
		slot.wantedAgain = undefined;
		const session = await slot.session;
		await session?.[how]();
	}

	async #findUnfinished(): Promise<void> {
		try {
			for (const [lessonId, folder] of await findUnfinished(this.#config.RECORDINGS_DIR)) {
				this.#unfinished.set(lessonId, folder);
			}
			if (this.#unfinished.size > 0 && this.#control.open) await this.#register();
		} catch (error) {
			this.#log.error({ err: error }, 'the recordings folder cannot be read');
		}
	}

	/** Their lessons ended while no recorder was at them. */
	async #complete(over: readonly LessonId[]): Promise<void> {
		for (const lessonId of over) {
			const folder = this.#unfinished.get(lessonId);
			if (folder === undefined || this.#slots.has(lessonId)) continue;
			this.#unfinished.delete(lessonId);
			try {
				await completeRecording(folder, Date.now());
				this.#log.info({ lessonId }, 'completed what an earlier recorder left');
			} catch (error) {
				this.#log.error({ lessonId, err: error }, 'a recording cannot be completed');
			}
		}
	}
}
