import type { AnswerOf, GapCause, LessonId, LogEntry, Notification, PeerId } from '@classroom/protocol';
import type { RecordingGap, RecordingId } from '@classroom/protocol';
import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { LessonRecording } from '../recording/lessonRecording.ts';
import { codeOf } from '../signalling/requestFailed.ts';
import type { ServerSocket } from '../signalling/serverSocket.ts';
import { recorderCapabilities } from './capabilities.ts';
import { LessonMedia } from './lessonMedia.ts';
import { RoomView } from './roomView.ts';
import { causeOfStop, trackGoesOn, wantedSources } from './wantedSources.ts';

export type LessonPeerOptions = {
	socket: ServerSocket;
	recording: LessonRecording;
	lessonId: LessonId;
	recordingId: RecordingId;
	recorderId: string;
	/** Where the server is to send media. */
	ip: string;
	log: Logger;
};

export type LessonPeerEvents = {
	/** The lesson is over: the recording is to be closed. */
	ended: [];
	/** Another recorder has the lesson, or this one may not: the recording is to be left as it is. */
	dismissed: [];
};

const retryMs = 300;

/** The recorder as a Peer of one Room: follows its log, and has everything received that is to be recorded. */
export class LessonPeer extends EventEmitter<LessonPeerEvents> {
	readonly #options: LessonPeerOptions;
	readonly #view: RoomView;
	readonly #media: LessonMedia;
	#peerId: PeerId | undefined;
	#state: 'away' | 'joined' | 'over' = 'away';
	#work: Promise<void> = Promise.resolve();
	#timer: NodeJS.Timeout | undefined;
	#unreported: RecordingGap[] = [];
	/** Why media was lost last, as the log said. */
	#mediaLost: GapCause = 'server-restarted';
	/** What the Room has been told of the recording. */
	#reported: 'nothing' | 'started' | 'storage-full' = 'nothing';

	constructor(options: LessonPeerOptions) {
		super();
		const { socket, recording, lessonId, ip, log } = options;
		this.#options = options;
		this.#view = new RoomView(lessonId);
		this.#media = new LessonMedia(socket, recording, ip, log);
		recording.on('gap', (gap) => {
			this.#unreported.push(gap);
			this.#do(() => this.#reportGaps());
		});
		recording.on('storage', () => {
			this.#do(() => this.#reportState());
		});
		socket.on('open', () => {
			this.#do(() => this.#join());
		});
		socket.on('lost', () => {
			if (this.#state === 'joined') this.#state = 'away';
		});
		socket.on('notification', (notification) => {
			this.#receive(notification);
		});
		socket.on('dismissed', (code) => {
			log.warn({ code }, 'sent away from the lesson');
			this.#over('dismissed');
		});
		socket.start();
	}

	/** Nothing new is taken up, and nobody joins any more, whatever the socket does. */
	retire(): void {
		this.#over(undefined);
	}

	/** Says what is missing at the end, and that the recording has ended: soon, for an ended Room does not stay long. */
	async reportEnd(): Promise<void> {
		const { socket, recordingId, log } = this.#options;
		await this.#work;
		try {
			await this.#reportGaps();
			const report = { kind: 'stopped', recordingId, cause: 'lesson-ended' } as const;
			await socket.request('reportRecording', { report });
		} catch (error) {
			log.warn({ code: codeOf(error) }, 'the end of the recording could not be reported');
		}
	}

	/** Leaves the Room. Never rejects. */
	async leave(): Promise<void> {
		const { socket, log } = this.#options;
		this.#over(undefined);
		await this.#work;
		try {
			await this.#reportGaps();
			await socket.request('leave', {});
		} catch (error) {
			log.debug({ code: codeOf(error) }, 'the Room was closed already');
		}
		socket.close();
	}

	/** Things are done one after the other: the Room's log has an order. */
	#do(task: () => Promise<void>): void {
		this.#work = this.#work.then(async () => {
			try {
				await task();
			} catch (error) {
				this.#options.log.warn({ code: codeOf(error), err: error }, 'to be tried again');
				this.#later();
			}
		});
	}

	#later(): void {
		if (this.#state === 'over') return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#do(() => (this.#state === 'joined' ? this.#reconcile() : this.#join()));
		}, retryMs);
	}

	async #join(): Promise<void> {
		const { socket, lessonId, recorderId } = this.#options;
		if (this.#state !== 'away' || !socket.open) return;
		let answer: AnswerOf<'join'>;
		try {
			answer = await socket.request('join', {
				lessonId,
				role: 'recorder',
				recorderId,
				afterSeq: this.#view.state.seq === 0 ? null : this.#view.state.seq,
				transports: this.#media.transports,
				rtpCapabilities: recorderCapabilities,
			});
		} catch (error) {
			if (this.#refused(error)) return;
			// The server seated this socket and we did not hear of it: it would say so for ever.
			if (codeOf(error) === 'already-joined') await socket.request('leave', {});
			throw error;
		}
		this.#peerId = answer.peerId;
		this.#state = 'joined';
		const { catchUp } = answer;
		if (catchUp.kind === 'snapshot') this.#view.take(catchUp.state);
		else this.#follow(this.#view.add(catchUp.entries));
		this.#media.keep(answer.transports, this.#mediaLost);
		// Whatever was noted when this socket was lost, such as that the recording is interrupted, is so no more.
		this.#reported = 'nothing';
		await this.#reconcile();
	}

	/** Whether joining was refused in a way that trying again does not change. */
	#refused(error: unknown): boolean {
		const code = codeOf(error);
		if (code === 'lesson-ended') this.#over('ended');
		else if (code === 'forbidden' || code === 'lesson-not-found' || code === 'replaced')
			this.#over('dismissed');
		else return false;
		return true;
	}

	#receive(notification: Notification): void {
		switch (notification.type) {
			case 'entry':
				this.#do(() => this.#takeEntry(notification.entry));
				break;
			case 'mediaReset':
				// The server lives; only its media is gone.
				this.#media.lost('worker-died');
				this.#do(() => this.#reconcile());
				break;
			case 'transportClosed':
				this.#media.transportClosed(notification.transportId);
				this.#later();
				break;
			case 'consumerClosed':
				// The log says why in a moment.
				this.#media.consumerClosed(notification.consumerId);
				this.#later();
				break;
			default:
		}
	}

	async #takeEntry(entry: LogEntry): Promise<void> {
		this.#follow(this.#view.add([entry]));
		if (this.#view.hasHole) {
			const { entries } = await this.#options.socket.request('readLog', { afterSeq: this.#view.state.seq });
			this.#follow(this.#view.add(entries));
		}
		await this.#reconcile();
	}

	#follow(entries: readonly LogEntry[]): void {
		for (const { event } of entries) {
			if (event.type === 'source-stopped') {
				this.#media.producerStopped(event.producerId, causeOfStop(event, this.#mediaLost));
			} else if (event.type === 'media-lost') {
				this.#mediaLost = event.cause;
				this.#media.lost(event.cause);
			}
		}
		if (this.#view.state.phase === 'ended') this.#over('ended');
	}

	async #reconcile(): Promise<void> {
		if (this.#state !== 'joined' || this.#peerId === undefined) return;
		const { state } = this.#view;
		if (state.phase === 'ended') {
			this.#over('ended');
			return;
		}
		const wanted = wantedSources(state, this.#peerId);
		const complete = await this.#media.reconcile(wanted, (track) => trackGoesOn(state, track));
		if (!complete) this.#later();
		await this.#reportState();
		await this.#reportGaps();
	}

	/** Until the Room knows: a recording that it does not know of cannot be replayed. */
	async #reportState(): Promise<void> {
		if (this.#state !== 'joined') return;
		const { socket, recording, recordingId } = this.#options;
		const state = recording.storageFull ? 'storage-full' : 'started';
		if (state === this.#reported) return;
		const report =
			state === 'started'
				? ({ kind: state, recordingId } as const)
				: ({ kind: 'stopped', recordingId, cause: state } as const);
		await socket.request('reportRecording', { report });
		this.#reported = state;
	}

	async #reportGaps(): Promise<void> {
		const { socket, recordingId } = this.#options;
		while (socket.open && this.#state !== 'away') {
			const [gap] = this.#unreported;
			if (gap === undefined) return;
			await socket.request('reportRecording', { report: { kind: 'gap', recordingId, ...gap } });
			this.#unreported = this.#unreported.slice(1);
		}
	}

	#over(event: keyof LessonPeerEvents | undefined): void {
		if (this.#state === 'over') return;
		this.#state = 'over';
		clearTimeout(this.#timer);
		if (event !== undefined) this.emit(event);
	}
}
