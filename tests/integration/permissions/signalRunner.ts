// Seats every caller in its Room and says each signalling row of the table there.
import { SignalRequest } from '@classroom/protocol';
import type { LiveSocket } from '../lesson/live/liveSocket.ts';
import { RefusedConnection } from '../lesson/live/liveSocket.ts';
import type { Cast, Column, Requester } from './callers.ts';
import type { Belongings, Scene } from './signalCases.ts';
import { joinRequest, nothing, settle, signalCases, typeOf } from './signalCases.ts';
import type { Expectation } from './tableFile.ts';
import { wordFor } from './tableFile.ts';

const naturalRoles: Readonly<Record<Column, string>> = {
	'county-admin': 'inspector',
	'school-admin': 'inspector',
	teacher: 'teacher',
	assistant: 'assistant',
	student: 'viewer',
	inspector: 'inspector',
	classroom: 'classroom',
	service: 'recorder',
	nobody: 'viewer',
	'first-password': 'inspector',
};

/** A socket is closed at 20 refusals a minute; an honest page would come back, and so do we, before. */
const MOST_REFUSALS = 12;

class Seat {
	readonly #requester: Requester;
	readonly #role: string;
	readonly #join: boolean;
	#socket: LiveSocket;
	#refused = 0;
	belongings: Belongings = nothing;
	peerId = '';

	constructor(requester: Requester, role: string, socket: LiveSocket, join: boolean) {
		this.#requester = requester;
		this.#role = role;
		this.#socket = socket;
		this.#join = join;
	}

	get socket(): LiveSocket {
		return this.#socket;
	}

	async joins(target: string): Promise<void> {
		const answer = await this.#socket.say({
			...joinRequest(target, this.#role),
			transports: [this.belongings.receiving, this.belongings.sending].filter((id) => id !== 'nothing'),
		});
		if (!answer.ok) throw new Error(`${this.#role} cannot join ${target}: ${answer.error.code}`);
		this.peerId = (answer.answer as { peerId: string }).peerId;
	}

	async settles(visible: string | null): Promise<void> {
		this.belongings = await settle(this.#socket, this.#role, this.peerId, visible);
	}

	async watches(producerId: string): Promise<void> {
		const answer = await this.#socket.say({
			type: 'consume',
			transportId: this.belongings.receiving,
			producerId,
		});
		if (!answer.ok) throw new Error(`${this.#role} cannot consume: ${answer.error.code}`);
		const { consumerId } = answer.answer as { consumerId: string };
		this.belongings = { ...this.belongings, consumer: consumerId };
	}

	/** Comes back as the same Peer, with the same transports, when it has been refused often. */
	async says(raw: unknown, domain: readonly string[], mayRenew = true): Promise<string> {
		const answer = await this.#socket.say(raw);
		// A new consumer takes the place of the older one of the same producer.
		const { consumerId } = (answer.ok ? answer.answer : {}) as { consumerId?: string };
		if (consumerId !== undefined) this.belongings = { ...this.belongings, consumer: consumerId };
		if (!answer.ok && answer.error.code === 'forbidden') this.#refused += 1;
		if (this.#refused >= MOST_REFUSALS && (mayRenew || !this.#join)) await this.renew();
		return wordFor(answer.ok ? null : answer.error, domain);
	}

	async renew(): Promise<void> {
		this.#socket.close();
		this.#refused = 0;
		this.#socket = await this.#requester.socket();
		if (this.#join) await this.joins('own');
	}
}

/** Refused at the door: every row is. */
type Place = Seat | { readonly door: string };

export class SignalRunner {
	readonly #cast: Cast;
	readonly #seats = new Map<Column, Place>();
	readonly #outside = new Map<Column, Place>();
	#others: Readonly<Record<string, Belongings>> = {};
	readonly #sockets: LiveSocket[] = [];

	constructor(cast: Cast) {
		this.#cast = cast;
	}

	/** Everybody joins, teacher and classroom first: the others watch what they send. */
	async seatAll(columns: readonly Column[]): Promise<void> {
		for (const column of columns) {
			this.#outside.set(column, await this.#enter(column, false));
			this.#seats.set(column, await this.#enter(column, true));
		}
		await this.#settleAll();
		this.#others = {
			other: await this.#stranger('east-far-teacher', 'other'),
			foreign: await this.#stranger('west-give-teacher', 'foreign'),
		};
	}

	/** What a row has used up is there again for the next. */
	async restoreAfter({ request, target }: Expectation): Promise<void> {
		// Who joined anew has replaced the one in the seat.
		const spends = typeOf(request) === 'join' || signalCases[request]?.spends === true;
		if (target === 'own' && spends) await this.renewAll();
	}

	/** Everybody comes back with nothing, and makes it anew. */
	async renewAll(): Promise<void> {
		for (const column of this.#inOrder()) {
			const seat = this.#seats.get(column);
			if (!(seat instanceof Seat)) continue;
			seat.belongings = nothing;
			await seat.renew();
		}
		await this.#settleAll();
	}

	close(): void {
		for (const socket of this.#sockets) socket.close();
		for (const place of [...this.#seats.values(), ...this.#outside.values()])
			if (place instanceof Seat) place.socket.close();
	}

	async run({ request, target }: Expectation, column: Column): Promise<string> {
		if (typeOf(request) === 'join') return this.#join(request, target, column);
		const place = (target === 'outside' ? this.#outside : this.#seats).get(column);
		if (place === undefined) throw new Error(`${column} has no seat`);
		if (!(place instanceof Seat)) return place.door;
		const signalCase = signalCases[request];
		if (signalCase === undefined) throw new Error(`no case for ${request}`);
		const message = { type: typeOf(request), ...signalCase.make(this.#scene(place, column, target)) };
		SignalRequest.parse(message);
		// Whoever left a Room that is over does not get into it again.
		return place.says(message, signalCase.domain ?? [], target !== 'over' && request !== 'endLesson');
	}

	/** On a socket of its own, since one that has joined cannot join again. */
	async #join(request: string, target: string, column: Column): Promise<string> {
		const seat = this.#seats.get(column);
		if (target === 'over' && seat instanceof Seat)
			return seat.says(joinRequest('own', naturalRoles[column]), [], false);
		const place = await this.#enter(column, false);
		if (!(place instanceof Seat)) return place.door;
		const role = /\(as (.*)\)/.exec(request)?.[1] ?? naturalRoles[column];
		const word = await place.says(joinRequest(target, role), []);
		place.socket.close();
		return word;
	}

	async #enter(column: Column, join: boolean): Promise<Place> {
		const requester = await this.#cast.enter(column);
		try {
			const socket = await requester.socket();
			const seat = new Seat(requester, naturalRoles[column], socket, join && column !== 'first-password');
			if (join && column !== 'first-password') await seat.joins('own');
			return seat;
		} catch (error) {
			if (!(error instanceof RefusedConnection)) throw error;
			return { door: wordFor({ code: error.code as 'signed-out' }, []) };
		}
	}

	/** Somebody of another Room, with something of everything. */
	async #stranger(personId: string, target: string): Promise<Belongings> {
		const socket = await (await this.#cast.person(personId)).socket();
		this.#sockets.push(socket);
		const answer = await socket.say(joinRequest(target, 'teacher'));
		if (!answer.ok) throw new Error(`${personId} cannot join: ${answer.error.code}`);
		const { peerId } = answer.answer as { peerId: string };
		return { ...(await settle(socket, 'teacher', peerId, null)), consumer: 'consumer-of-another-room' };
	}

	/** The classroom first, for the teacher to see; then the teacher, for everybody else. */
	#inOrder(): Column[] {
		const first: Column[] = ['classroom', 'teacher'];
		return [...first, ...[...this.#seats.keys()].filter((column) => !first.includes(column))];
	}

	async #settleAll(): Promise<void> {
		for (const column of this.#inOrder()) {
			const seat = this.#seats.get(column);
			if (!(seat instanceof Seat) || column === 'first-password') continue;
			await seat.settles(column === 'classroom' ? null : this.#visibleTo(column));
			if (column !== 'teacher') continue;
			// Only now the teacher sends what the classroom is to see.
			const classroom = this.#seats.get('classroom');
			if (classroom instanceof Seat) await classroom.watches(seat.belongings.camera);
		}
	}

	#scene(seat: Seat, column: Column, target: string): Scene {
		const classroom = this.#belongingsOf('classroom');
		const teacher = this.#belongingsOf('teacher');
		const somebody = column === 'teacher' ? classroom : teacher;
		const named =
			target === 'peer' ? somebody : (this.#others[target] ?? { ...seat.belongings, peer: classroom.peer });
		return {
			named,
			teacher,
			classroom,
			role: naturalRoles[column],
			visible: this.#visibleTo(column) ?? 'nothing',
			receiving: seat.belongings.receiving,
		};
	}

	#visibleTo(column: Column): string | null {
		if (column === 'first-password') return null;
		return this.#belongingsOf(column === 'teacher' ? 'classroom' : 'teacher').camera;
	}

	#belongingsOf(column: Column): Belongings {
		const seat = this.#seats.get(column);
		return seat instanceof Seat ? seat.belongings : nothing;
	}
}
