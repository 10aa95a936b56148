import type { AnswerOf, RequestOf } from '@classroom/protocol';
import { AppError, isAppError } from '../../platform/index.ts';
import type { Connection } from '../connection.ts';
import { removeFromSeat } from '../removal.ts';
import type { Room } from '../Room.ts';
import { takeSeat, withdraw } from '../seating.ts';
import type { Seat } from '../seat.ts';
import type { Handler, LessonServices } from './handler.ts';

/** More entries than this are sent as a snapshot. */
const MOST_ENTRIES = 500;

export const join: Handler<'join'> = {
	type: 'join',
	access: { kind: 'caller', callers: ['person', 'classroom', 'service'] },
	run: async (desk, services, request) => {
		const again = isAgain(desk.seat, request);
		if (!again && desk.seat.kind === 'joined' && !desk.seat.room.closed) throw new AppError('already-joined');
		const { connection } = desk;
		await requireRole(services, connection, request);
		const room = await services.rooms.open(request.lessonId);
		// It lingers for its last entries to be heard, not for newcomers.
		if (room.ended) throw new AppError('lesson-ended');
		requireAssignment(services, request);
		// Without media nobody comes in, and the log says nothing of it.
		const { rtpCapabilities: routerRtpCapabilities } = room.media;
		if (!again) requireBudget(room, connection);
		desk.seat = { kind: 'outside' };
		const { peer, transports } = await takeSeat(room, connection, request);
		try {
			// Whoever lost their part while they came in was not in the Room yet to be sent away.
			await requireRole(services, connection, request);
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
				// As it is when it is answered: one that dies later is told of by `consumerClosed`.
				consumerIds: peer.media?.consumerIds() ?? [],
			};
		} catch (error) {
			// Whoever hears that it failed has not joined, and may try again.
			if (isAppError(error, 'forbidden') && peer.connection === connection) removeFromSeat(room, peer);
			else withdraw(room, peer, connection);
			throw error;
		}
	},
};

/** It asked, gave up waiting for the answer, and asks again: it is answered like somebody who comes back. */
const isAgain = (seat: Seat, { lessonId, role }: RequestOf<'join'>): boolean =>
	seat.kind === 'joined' && !seat.room.closed && seat.room.lessonId === lessonId && seat.peer.role === role;

const requireRole = async (
	{ lessons }: LessonServices,
	{ caller }: Connection,
	{ lessonId, role }: RequestOf<'join'>,
): Promise<void> => {
	if ((await lessons.roleOf(caller, lessonId)) !== role) throw new AppError('forbidden');
};

const requireAssignment = (
	{ recorders }: LessonServices,
	{ lessonId, role, recorderId }: RequestOf<'join'>,
): void => {
	if (role !== 'recorder' || recorders.mayRecord(lessonId, recorderId)) return;
	throw new AppError('replaced', 'another recorder has the lesson');
};

/** Recorders come with the operator's own token, and as often as lessons need them. */
const requireBudget = (room: Room, { caller }: Connection): void => {
	if (caller.kind === 'service' || caller.kind === 'anonymous') return;
	const who = caller.kind === 'person' ? caller.personId : caller.classroomId;
	if (!room.joins.take(`${caller.kind} ${who}`)) throw new AppError('too-many-requests', 'too many joins');
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
