// Whoever takes part, at the other end of a socket: they go in when the Room opens, and come back by themselves whenever
// they fall out, to whichever server lives, as the pages do.
import type { PeerRole } from '@classroom/protocol';
import type { Caller } from '../../../server/src/identity/index.ts';
import type { Admit, Connection } from '../../../server/src/platform/index.ts';
import { AppError, isAppError } from '../../../server/src/platform/index.ts';
import type { Notification } from '@classroom/protocol';
import type { SimulatedLesson } from './county.ts';
import { minute } from './county.ts';
import type { SimulatedServer } from './simulatedServer.ts';

let sockets = 0;

class Socket implements Connection<Caller, Notification> {
	readonly id = `socket-${(sockets += 1)}`;
	readonly caller: Caller;
	closed = false;
	readonly #listeners: (() => void)[] = [];

	constructor(caller: Caller) {
		this.caller = caller;
	}

	send(): void {
		// Pages read the log; here the log itself is looked at in the end.
	}

	keepsUp(): boolean {
		return true;
	}

	dismiss(): void {
		this.close();
	}

	leave(): void {
		this.close();
	}

	onClose(listener: (cause: 'client-gone') => void): void {
		this.#listeners.push(() => listener('client-gone'));
	}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		for (const listener of this.#listeners) listener();
	}
}

/** What the servers answer to whoever comes too early, or to the wrong one, or too late. */
const notNow = [
	'room-not-open',
	'wrong-node',
	'going-away',
	'unavailable',
	'stale-epoch',
	'not-joined',
] as const;
const overNow = ['lesson-ended', 'lesson-not-found'] as const;

export class Participant {
	readonly lesson: SimulatedLesson;
	readonly role: 'teacher' | 'classroom';
	#seat: { readonly server: SimulatedServer; readonly socket: Socket } | null = null;
	#phase: 'coming' | 'busy' | 'gone' = 'coming';
	#asking: SimulatedServer | null = null;
	#asked = new Set<'extendLesson' | 'endLesson'>();
	/** Anything that a server answered and that no page would expect. */
	readonly surprises: unknown[] = [];

	constructor(lesson: SimulatedLesson, role: 'teacher' | 'classroom') {
		this.lesson = lesson;
		this.role = role;
	}

	/** On the way in: a page that is loading, and not from a server that is gone. */
	get busy(): boolean {
		return this.#phase === 'busy' && this.#asking?.isGone() === false;
	}

	/** There is nothing to come in for any more, as far as they know. */
	get gone(): boolean {
		return this.#phase === 'gone' || this.#asked.has('endLesson');
	}

	/** What they do at this moment. */
	act(now: number, living: readonly SimulatedServer[], choose: (most: number) => number): void {
		if (this.#phase === 'busy' && !this.busy) this.#phase = 'coming';
		if (this.#phase !== 'coming' || now < this.lesson.start - 10 * minute) return;
		const seat = this.#seat;
		if (seat === null || seat.socket.closed || !living.includes(seat.server)) {
			const server = living[choose(living.length)];
			if (server !== undefined) void this.#goIn(server);
		} else if (this.role === 'teacher') this.#teach(now, seat);
	}

	#teach(now: number, seat: { readonly server: SimulatedServer; readonly socket: Socket }): void {
		const { extendsAt, leavesAt, endsIt } = this.lesson;
		if (extendsAt !== null && now >= extendsAt) void this.#ask(seat, 'extendLesson');
		if (now < leavesAt) return;
		if (endsIt) void this.#ask(seat, 'endLesson');
		else {
			this.#phase = 'gone';
			seat.socket.close();
		}
	}

	async #goIn(server: SimulatedServer): Promise<void> {
		this.#phase = 'busy';
		this.#asking = server;
		const socket = new Socket(this.role === 'teacher' ? this.lesson.teacher : this.lesson.device);
		const { lesson } = server.features;
		lesson.connect(socket);
		const { lessonId } = this.lesson;
		const role: PeerRole = this.role;
		const request = {
			...{ type: 'join' as const, lessonId, role, afterSeq: null, transports: [], rtpCapabilities: null },
		};
		try {
			await lesson.handlers.join.serve(
				{ request, caller: socket.caller, connection: socket },
				admission(socket.caller),
			);
			if (this.#asking !== server || server.isGone()) return;
			this.#seat = { server, socket };
			this.#phase = 'coming';
		} catch (error) {
			socket.close();
			// What a server that died has to say nobody hears.
			if (this.#asking !== server || server.isGone()) return;
			this.#phase = overNow.some((code) => isAppError(error, code)) ? 'gone' : 'coming';
			this.#judge(error, server);
		}
	}

	async #ask(
		{ server, socket }: { readonly server: SimulatedServer; readonly socket: Socket },
		what: 'extendLesson' | 'endLesson',
	): Promise<void> {
		if (this.#asked.has(what)) return;
		this.#asked.add(what);
		const { handlers } = server.features.lesson;
		const call = { caller: socket.caller, connection: socket };
		const admit = admission(socket.caller);
		try {
			if (what === 'endLesson') await handlers.endLesson.serve({ request: { type: what }, ...call }, admit);
			else await handlers.extendLesson.serve({ request: { type: what, minutes: 10 }, ...call }, admit);
		} catch (error) {
			this.#judge(error, server);
			// The server died over it: said again to the next one.
			if (!overNow.some((code) => isAppError(error, code))) this.#asked.delete(what);
		}
	}

	#judge(error: unknown, server: SimulatedServer): void {
		if (server.isGone()) return;
		if ([...notNow, ...overNow].some((code) => isAppError(error, code))) return;
		// It waits for its bell yet, or has been extended as far as may be.
		if (isAppError(error, 'out-of-order') || isAppError(error, 'too-many-requests')) return;
		this.surprises.push(error);
	}
}

/** As the gateway admits. */
const admission =
	(caller: Caller): Admit<Caller> =>
	(access) => {
		const granted = access.admit(caller);
		if (granted === undefined) throw new AppError('forbidden');
		return granted;
	};
