// One client in one lesson: joins, follows its log, holds its media, and comes back by itself.
import type {
	AnswerOf,
	ChatMessage,
	ErrorCode,
	LessonCard,
	LessonId,
	Notification,
	PagePoint,
	PeerRole,
	RequestType,
} from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import type { OwnDevices } from './devices/OwnDevices.ts';
import type { StartBitrate } from './media/encodings.ts';
import { MediaSession } from './media/MediaSession.ts';
import { SoundOutput } from './media/SoundOutput.ts';
import type { PageEvents } from './page.ts';
import { RequestFailed, codeOf } from './requestFailed.ts';
import { joinFailure } from './room/joinFailure.ts';
import { isJoined } from './room/lessonStep.ts';
import type { LessonStep } from './room/lessonStep.ts';
import { RoomFollower } from './room/RoomFollower.ts';
import { backoff } from './signalling/backoff.ts';
import type { RequestData, Signalling } from './signalling/SignallingClient.ts';
import { LinkWatch } from './stats/LinkWatch.ts';
import { lessonStats } from './stats/lessonStats.ts';
import type { LessonStats } from './stats/lessonStats.ts';
import { Store, until } from './store.ts';
import type { Readable, Unsubscribe } from './store.ts';

export type LessonSessionOptions = Readonly<{
	lessonId: LessonId;
	role: PeerRole;
	signalling: Signalling;
	page: PageEvents;
	/** What can be sent; null: this client only watches. */
	devices: Pick<OwnDevices, 'tracks' | 'subscribe'> | null;
	/** The browser's WebRTC. */
	handler: () => types.HandlerFactory;
	/** How sound is played; null: not at all. */
	makePlayer?: (() => HTMLAudioElement) | null;
}>;

/** Looks at this interval whether the Room is open, should the server's word be lost. */
const EARLY_MS = 10_000;
/** What a person does while the connection is away waits this long for it. */
const PATIENCE_MS = 4000;

/** A core school's uplink carries 720 lines from the start; a village's is tried from below. */
const uplinkOf = (role: PeerRole): StartBitrate | null => {
	if (role === 'teacher') return 1200;
	return role === 'classroom' ? 500 : null;
};

export class LessonSession {
	readonly #options: LessonSessionOptions;
	readonly #signalling: Signalling;
	readonly #step = new Store<LessonStep>({ step: 'joining', attempt: 0 });
	readonly step: Readable<LessonStep> = this.#step;
	readonly #pointer = new Store<PagePoint | null>(null);
	/** Where the teacher points on the page that is shown. */
	readonly pointer: Readable<PagePoint | null> = this.#pointer;
	readonly chat: Readable<readonly ChatMessage[]>;
	readonly notes: Readable<readonly ChatMessage[]>;
	readonly media: MediaSession;
	readonly sound: SoundOutput | null;
	readonly #link: LinkWatch;
	readonly #follower: RoomFollower;
	#publishing = false;
	#attempt = 0;
	/** Grows with each join: answers of an older socket are thrown away. */
	#joins = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stops: readonly Unsubscribe[] = [];

	constructor(options: LessonSessionOptions) {
		const { signalling, devices, handler, role, makePlayer } = options;
		this.#options = options;
		this.#signalling = signalling;
		this.#follower = new RoomFollower(options.lessonId, signalling, () => this.#onRoom());
		this.chat = this.#follower.chat;
		this.notes = this.#follower.notes;
		this.media = new MediaSession(signalling, devices === null ? null : uplinkOf(role), handler);
		this.sound = makePlayer === null ? null : new SoundOutput(this.media.receiving.received, makePlayer);
		this.#link = new LinkWatch(signalling, this.media);
	}

	/** The own link, as measured here. */
	get link(): LinkWatch['link'] {
		return this.#link.link;
	}

	/** Goes in, or in again after it was refused. */
	start(): void {
		const { page, devices } = this.#options;
		if (this.#stops.length === 0) {
			this.sound?.open();
			this.#stops = [
				this.#signalling.hold(),
				this.#signalling.connection.subscribe(() => this.#onConnection()),
				this.#signalling.onNotification((notification) => this.#onNotification(notification)),
				page.on((news) => news === 'network-changed' && this.media.networkChanged()),
				devices?.subscribe(() => this.#sendTracks()) ?? ((): void => undefined),
			];
		}
		if (this.#step.read().step !== 'in') this.#step.set({ step: 'joining', attempt: 0 });
		if (this.#signalling.connection.read().state === 'dismissed') this.#signalling.start();
		if (this.#signalling.connection.read().state === 'open') void this.#join();
	}

	/** Whether the own camera, microphone and screen are sent. */
	publish(on: boolean): void {
		this.#publishing = on;
		this.#sendTracks();
	}

	/**
	 * Asks the server for something a person wants: `ask('raiseHand', {})`. In a short dropout it waits.
	 * @throws RequestFailed
	 */
	async ask<T extends RequestType>(type: T, data: RequestData<T>): Promise<AnswerOf<T>> {
		try {
			await until(this.#step, ({ step }) => step === 'in', PATIENCE_MS);
		} catch (cause) {
			throw new RequestFailed({ code: 'unavailable' }, { cause });
		}
		return await this.#signalling.request(type, data);
	}

	/** What was pointed at is no longer shown, or nothing was heard of it for long. */
	forgetPointer(): void {
		this.#pointer.set(null);
	}

	async stats(): Promise<LessonStats> {
		return await lessonStats(this.media);
	}

	/** Goes out. The socket stays open for whoever has it. */
	leave(): void {
		const { step } = this.#step.read();
		if (step === 'in') this.#signalling.request('leave', {}).catch(() => undefined);
		this.close();
		this.#step.set({ step: 'left' });
	}

	/** Lets go of everything but the devices, without a word to the server: for pages that go away. */
	close(): void {
		clearTimeout(this.#timer);
		for (const stop of this.#stops) stop();
		this.#stops = [];
		this.#joins += 1;
		this.#follower.lost();
		this.#link.stop();
		this.media.close();
		this.sound?.close();
	}

	#onConnection(): void {
		const connection = this.#signalling.connection.read();
		if (connection.state === 'open') void this.#join();
		else if (connection.state === 'dismissed') this.#finish({ step: 'refused', code: connection.code });
		else this.#onLost();
	}

	#onLost(): void {
		this.#joins += 1;
		this.#follower.lost();
		clearTimeout(this.#timer);
		this.#step.change((step) => {
			if (step.step === 'in') return { ...step, step: 'lost', since: Date.now() };
			return step.step === 'joining' ? { ...step, attempt: step.attempt + 1 } : step;
		});
	}

	async #join(): Promise<void> {
		const before = this.#step.read();
		if (before.step === 'in' || before.step === 'ended' || before.step === 'refused') return;
		clearTimeout(this.#timer);
		this.#joins += 1;
		const join = this.#joins;
		try {
			const answer = await this.#signalling.request('join', {
				lessonId: this.#options.lessonId,
				role: this.#options.role,
				afterSeq: this.#follower.afterSeq,
				transports: this.media.heldTransports(),
				rtpCapabilities: this.media.capabilities(),
			});
			if (join === this.#joins) this.#joined(answer);
		} catch (error) {
			if (join === this.#joins) this.#joinFailed(codeOf(error));
		}
	}

	#joined(answer: AnswerOf<'join'>): void {
		this.#attempt = 0;
		const { peerId: me, role, lesson } = answer;
		this.#follower.joined(answer);
		const { room, names } = this.#follower;
		this.#step.set({ step: 'in', me, role, lesson, room, names });
		if (room.phase === 'ended') {
			this.#finish({ step: 'ended', lesson });
			return;
		}
		void this.media.joined(answer, room);
		this.#sendTracks();
		this.#link.start();
	}

	#joinFailed(code: ErrorCode): void {
		switch (joinFailure(code)) {
			case 'early':
				this.#step.set({ step: 'early' });
				this.#again(EARLY_MS * (0.5 + Math.random()));
				return;
			case 'ended':
				this.#finish({ step: 'ended', lesson: this.#lesson() });
				return;
			case 'refused':
				this.#finish({ step: 'refused', code });
				return;
			case 'leave-first':
				this.#signalling.request('leave', {}).then(
					() => void this.#join(),
					() => this.#again(backoff(0, Math.random())),
				);
				return;
			case 'again':
				this.#attempt += 1;
				this.#again(backoff(this.#attempt, Math.random()));
		}
	}

	#again(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			if (this.#signalling.connection.read().state === 'open') void this.#join();
		}, ms);
	}

	#onNotification(notification: Notification): void {
		switch (notification.type) {
			case 'entry':
				this.#follower.entries([notification.entry], notification.names);
				return;
			case 'chat':
				this.#follower.message(notification.message);
				return;
			case 'note':
				this.#follower.note(notification.message);
				return;
			case 'pointer':
				this.#pointer.set(notification.at);
				return;
			case 'mediaReset':
				void this.media.reset(notification.routerRtpCapabilities);
				return;
			case 'lessonOpened':
				if (this.#step.read().step === 'early') void this.#join();
				return;
			default:
				this.media.notified(notification);
		}
	}

	/** The Room's state or its names are news. */
	#onRoom(): void {
		const step = this.#step.read();
		if (step.step !== 'in') return;
		const { room, names } = this.#follower;
		this.#step.set({ ...step, room, names });
		if (room.phase === 'ended') this.#finish({ step: 'ended', lesson: step.lesson });
		else this.media.roomChanged(room);
	}

	#sendTracks(): void {
		const { devices } = this.#options;
		this.media.setTracks(this.#publishing && devices !== null ? devices.tracks() : new Map());
	}

	#lesson(): LessonCard | null {
		const step = this.#step.read();
		return isJoined(step) ? step.lesson : null;
	}

	#finish(step: Extract<LessonStep, { step: 'ended' | 'refused' }>): void {
		clearTimeout(this.#timer);
		this.#joins += 1;
		this.#follower.lost();
		this.#link.stop();
		this.media.close();
		this.#step.set(step);
	}
}
