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
	#mediaLost: GapCause = 'server-restarted';

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

	/** Says that the recording has ended, and leaves. Never rejects. */
	async leave(cause: 'lesson-ended' | 'handed-on'): Promise<void> {
		this.#over(undefined);
		await this.#work;
		const { socket, recordingId, log } = this.#options;
		try {
			await this.#reportGaps();
			if (cause === 'lesson-ended') {
				await socket.request('reportRecording', { report: { kind: 'stopped', recordingId, cause } });
			}
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
		const { socket, lessonId, recordingId } = this.#options;
		if (this.#state !== 'away' || !socket.open) return;
		let answer: AnswerOf<'join'>;
		try {
			answer = await socket.request('join', {
				lessonId,
				role: 'recorder',
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
		await socket.request('reportRecording', { report: { kind: 'started', recordingId } });
		await this.#reportGaps();
		await this.#reconcile();
	}

	/** Whether joining was refused in a way that trying again does not change. */
	#refused(error: unknown): boolean {
		const code = codeOf(error);
		if (code === 'lesson-ended') this.#over('ended');
		else if (code === 'forbidden' || code === 'lesson-not-found') this.#over('dismissed');
		else return false;
		return true;
	}

	#receive(notification: Notification): void {
		switch (notification.type) {
			case 'entry':
				this.#do(() => this.#takeEntry(notification.entry));
				break;
			case 'mediaReset':
				this.#media.lost(this.#mediaLost);
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
			case 'consumerPaused':
			case 'consumerResumed':
				this.#media.consumerPaused(notification.consumerId, notification.type === 'consumerPaused');
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
