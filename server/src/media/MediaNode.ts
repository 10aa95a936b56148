// All Workers of this machine. A Room's media is placed on the Worker with the fewest Rooms.
import { EventEmitter } from 'node:events';
import { AppError, messageOf, sleep, type Clock, type Log } from '../platform/index.ts';
import { routerCodecs } from './codecs.ts';
import type { MediaLimits } from './mediaLimits.ts';
import { addressCheck } from './plainAddresses.ts';
import { RoomMedia } from './RoomMedia.ts';
import { Traffic, type TrafficNow } from './traffic.ts';
import { startWorker, type LiveWorker, type MediaListen } from './workerSlot.ts';

export interface MediaOptions {
	readonly listenIp: string;
	readonly announcedAddress: string | undefined;
	/** Port of the first Worker; the others count up. 0: any free ones. */
	readonly firstPort: number;
	readonly workers: number;
	/** Where PlainTransports may send: addresses and CIDR ranges. */
	readonly plainAddresses: readonly string[];
}

interface Slot {
	readonly listen: MediaListen;
	live: LiveWorker | null;
	rooms: number;
}

/** One whose process is gone has closed before it says that it died. */
const isLiving = (slot: Slot): slot is Slot & { live: LiveWorker } =>
	slot.live !== null && !slot.live.worker.closed;

export interface WorkerUsage {
	readonly pid: number;
	readonly rooms: number;
	/** User and system. */
	readonly cpuSeconds: number;
	/** The largest it ever was. */
	readonly memoryBytes: number;
}

const usageOf = async ({ live, rooms }: Slot & { live: LiveWorker }): Promise<WorkerUsage> => {
	const usage = await live.worker.getResourceUsage();
	return {
		pid: live.worker.pid,
		rooms,
		cpuSeconds: (usage.ru_utime + usage.ru_stime) / 1000,
		memoryBytes: usage.ru_maxrss * 1024,
	};
};

const RESPAWN_FIRST_MS = 200;
const RESPAWN_LONGEST_MS = 5_000;

export class MediaNode extends EventEmitter<{ workerDied: [pid: number]; workerBack: [] }> {
	readonly #slots: Slot[];
	readonly #clock: Clock;
	readonly #log: Log;
	readonly #limits: MediaLimits;
	readonly #rooms = new Set<RoomMedia>();
	readonly #traffic: Traffic;
	#closed = false;

	constructor(options: MediaOptions, clock: Clock, log: Log) {
		super();
		this.#clock = clock;
		this.#log = log;
		this.#traffic = new Traffic(() => [...this.#rooms].flatMap((room) => room.transports()), clock);
		this.#limits = {
			clock,
			plainListenIp: options.listenIp,
			announcedAddress: options.announcedAddress,
			mayAim: addressCheck(options.plainAddresses),
		};
		this.#slots = Array.from({ length: options.workers }, (_, index) => ({
			listen: {
				ip: options.listenIp,
				announcedAddress: options.announcedAddress,
				port: options.firstPort === 0 ? 0 : options.firstPort + index,
			},
			live: null,
			rooms: 0,
		}));
	}

	/**
	 * Starts every Worker.
	 * @throws AppError `port-in-use` or `media-unavailable` with a sentence for the operator.
	 */
	async start(): Promise<void> {
		await Promise.all(
			this.#slots.map(async (slot) => {
				try {
					await this.#fill(slot);
				} catch (cause) {
					const busy = /address already in use|port bind failed/i.test(messageOf(cause));
					throw new AppError(
						busy ? 'port-in-use' : 'media-unavailable',
						busy
							? `Media port ${slot.listen.port} is taken by another program. Set MEDIA_PORT to a free one.`
							: `The mediasoup worker does not start: ${messageOf(cause)}`,
						{ cause },
					);
				}
			}),
		);
	}

	/**
	 * A Router for one Room, on the least loaded living Worker.
	 * @throws AppError `media-unavailable` while no Worker lives.
	 */
	async openRoom(): Promise<RoomMedia> {
		const slot = this.#slots.filter(isLiving).sort((a, b) => a.rooms - b.rooms)[0];
		if (slot === undefined) throw new AppError('media-unavailable', 'no worker lives');
		const { live } = slot;
		slot.rooms += 1;
		// Those of a Worker that died went with it.
		const leave = (): void => {
			if (slot.live === live) slot.rooms -= 1;
		};
		try {
			const router = await live.worker.createRouter({ mediaCodecs: routerCodecs });
			const room = new RoomMedia(router, live.webRtcServer, this.#limits, this.#log);
			this.#rooms.add(room);
			router.observer.once('close', () => {
				this.#rooms.delete(room);
				leave();
			});
			return room;
		} catch (cause) {
			leave();
			throw new AppError('media-unavailable', 'no router', { cause });
		}
	}

	/** How many Workers live, of how many. */
	health(): { living: number; wanted: number } {
		return { living: this.#slots.filter(isLiving).length, wanted: this.#slots.length };
	}

	/** What each living Worker has to do, and what it has taken since its start. */
	async usage(): Promise<WorkerUsage[]> {
		const usages = await Promise.allSettled(this.#slots.filter(isLiving).map(usageOf));
		return usages.flatMap((usage) => (usage.status === 'fulfilled' ? [usage.value] : []));
	}

	/** What goes in and out over all transports, as of a few seconds ago. */
	async traffic(): Promise<TrafficNow> {
		return await this.#traffic.read();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const slot of this.#slots) {
			slot.live?.worker.close();
			slot.live = null;
		}
	}

	async #fill(slot: Slot): Promise<void> {
		const live = await startWorker(slot.listen, this.#log);
		if (this.#closed) {
			live.worker.close();
			return;
		}
		slot.live = live;
		live.worker.once('died', () => {
			this.#log.error({ pid: live.worker.pid }, 'mediasoup worker died');
			slot.live = null;
			slot.rooms = 0;
			this.emit('workerDied', live.worker.pid);
			void this.#respawn(slot);
		});
	}

	async #respawn(slot: Slot): Promise<void> {
		for (let delay = 0; !this.#closed; delay = Math.min(RESPAWN_LONGEST_MS, delay * 2 || RESPAWN_FIRST_MS)) {
			if (delay > 0) await sleep(this.#clock, delay);
			try {
				await this.#fill(slot);
				this.emit('workerBack');
				return;
			} catch (error) {
				this.#log.error({ err: error, port: slot.listen.port }, 'mediasoup worker does not come back');
			}
		}
	}
}
