import {
	STARS_MAX,
	starsOf,
	TIMER_MAX_S,
	type ClassroomId,
	type PeerId,
	type Timer,
} from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { classroomNamed } from './classroomOf.ts';
import { peerHandler, type Joined } from './handler.ts';

const teachers = ['teacher'] as const;

export const startTimer = peerHandler('startTimer', teachers, async ({ room, self }, { seconds }) => {
	await room.append({ type: 'timer-started', seconds, by: self.peerId });
	return { endsAt: room.announced.tools.timer?.endsAt ?? room.clock.now() };
});

export const extendTimer = peerHandler('extendTimer', teachers, async ({ room, self }, { seconds }) => {
	const { timer } = room.state.tools;
	const now = room.clock.now();
	if (!runs(timer, now)) throw new AppError('timer-not-running');
	if (timer.endsAt + seconds * 1000 > now + TIMER_MAX_S * 1000)
		throw new AppError('bad-request', 'longer than a timer runs', {
			issues: [{ path: 'seconds', code: 'out-of-range' }],
		});
	await room.append({ type: 'timer-extended', seconds, by: self.peerId });
	return { endsAt: room.announced.tools.timer?.endsAt ?? now };
});

export const stopTimer = peerHandler('stopTimer', teachers, async ({ room, self }) => {
	if (room.state.tools.timer !== null) await room.append({ type: 'timer-stopped', by: self.peerId });
	return {};
});

const runs = (timer: Timer | null, now: number): timer is Timer =>
	timer !== null && timer.endedAt === null && timer.endsAt > now;

export const giveStar = peerHandler('giveStar', teachers, async (joined, { peerId, reason }) => {
	const { room, self } = joined;
	const classroomId = placeOf(joined, peerId);
	// With its fill of stars it has them all.
	if (starsOf(room.state.tools, classroomId) < STARS_MAX)
		await room.append({ type: 'star-given', peerId, classroomId, reason, by: self.peerId });
	return {};
});

export const takeStarBack = peerHandler('takeStarBack', teachers, async (joined, { peerId }) => {
	const { room, self } = joined;
	const classroomId = placeOf(joined, peerId);
	if (starsOf(room.state.tools, classroomId) > 0)
		await room.append({ type: 'star-taken-back', peerId, classroomId, by: self.peerId });
	return {};
});

const placeOf = (joined: Joined, peerId: PeerId): ClassroomId => {
	const { subject } = classroomNamed(joined, peerId);
	if (subject.kind !== 'classroom') throw new AppError('forbidden');
	return subject.classroomId;
};
