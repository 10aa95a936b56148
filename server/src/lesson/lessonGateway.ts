// Sockets and Rooms: who connects gets a desk; who drops loses the seat but not the place.
import type { Notification } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import { AppError, type Connection as SocketConnection } from '../platform/index.ts';
import type { Desk, LessonServices } from './handlers/handler.ts';
import { lessonHandlers } from './handlers/index.ts';
import type { Lobby } from './Lobby.ts';
import { loseSeat } from './seating.ts';

export class LessonDesks {
	readonly #desks = new Map<string, Desk>();
	readonly #lobby: Lobby;
	readonly #services: LessonServices;

	constructor(lobby: Lobby, services: LessonServices) {
		this.#lobby = lobby;
		this.#services = services;
	}

	handlers() {
		return lessonHandlers((connectionId) => this.#deskOf(connectionId), this.#services);
	}

	/** For the socket gateway: a socket has come, and has said who it is. */
	readonly connect = (connection: SocketConnection<Caller, Notification>): void => {
		const desk: Desk = { connection, seat: { kind: 'outside' }, recorder: null };
		this.#desks.set(connection.id, desk);
		this.#lobby.add(connection);
		connection.onClose(() => {
			this.#desks.delete(connection.id);
			this.#lobby.remove(connection);
			if (desk.recorder !== null) this.#services.recorders.dropped(desk.recorder);
			if (desk.seat.kind === 'joined') loseSeat(desk.seat.room, desk.seat.peer, connection);
			desk.seat = { kind: 'outside' };
		});
	};

	#deskOf(connectionId: string): Desk {
		const desk = this.#desks.get(connectionId);
		if (desk === undefined) throw new AppError('not-joined', 'the socket closed meanwhile');
		return desk;
	}
}
