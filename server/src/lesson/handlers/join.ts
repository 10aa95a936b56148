import type { AnswerOf, RequestOf } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import type { Room } from '../Room.ts';
import { takeSeat, withdraw } from '../seating.ts';
import type { Handler } from './handler.ts';

/** More entries than this are sent as a snapshot. */
const MOST_ENTRIES = 500;

export const join: Handler<'join'> = {
	type: 'join',
	access: { kind: 'caller', callers: ['person', 'classroom', 'service'] },
	run: async (desk, services, request) => {
		if (desk.seat.kind === 'joined' && !desk.seat.room.closed) throw new AppError('already-joined');
		const { connection } = desk;
		const role = await services.lessons.roleOf(connection.caller, request.lessonId);
		if (role === null || role !== request.role) throw new AppError('forbidden');
		const room = await services.rooms.open(request.lessonId);
		// It lingers for its last entries to be heard, not for newcomers.
		if (room.ended) throw new AppError('lesson-ended');
		if (role === 'recorder' && !services.recorders.mayRecord(request.lessonId, request.recorderId)) {
			throw new AppError('replaced', 'another recorder has the lesson');
		}
		// Without media nobody comes in, and the log says nothing of it.
		const { rtpCapabilities: routerRtpCapabilities } = room.media;
		const { peer, transports } = await takeSeat(room, connection, request);
		try {
			const missed = await catchUp(room, request);
			// While the log was written and read there was no seat to lose yet.
			if (connection.closed) throw new AppError('not-joined', 'the socket closed meanwhile');
			desk.seat = { kind: 'joined', room, peer };
			return {
				peerId: peer.peerId,
				role: peer.role,
				lesson: room.facts.card,
				catchUp: missed,
				names: room.names.all(),
				serverNow: room.clock.now(),
				routerRtpCapabilities,
				iceServers: services.iceServers(peer.peerId, room.clock.now()),
				transports,
			};
		} catch (error) {
			// Whoever hears that it failed has not joined, and may try again.
			withdraw(room, peer, connection);
			throw error;
		}
	},
};

const catchUp = async (room: Room, request: RequestOf<'join'>): Promise<AnswerOf<'join'>['catchUp']> => {
	const { afterSeq } = request;
	const state = room.announced;
	if (afterSeq === null || afterSeq > state.seq || state.seq - afterSeq > MOST_ENTRIES) {
		return { kind: 'snapshot', state };
	}
	const entries = await room.read(afterSeq, MOST_ENTRIES);
	return { kind: 'entries', entries };
};
