import { AppError } from '../../platform/index.ts';
import { peerHandler } from './handler.ts';

export const startTeaching = peerHandler('startTeaching', ['teacher'], async ({ room }) => {
	if (room.state.phase !== 'waiting') throw new AppError('out-of-order');
	await room.append({ type: 'phase-changed', phase: 'teaching', cause: 'teacher' });
	return {};
});

/** A lesson never runs longer than this past the end it was planned with. */
const MOST_EXTENSION_MS = 2 * 3_600_000;

export const extendLesson = peerHandler('extendLesson', ['teacher'], async ({ room, self }, { minutes }) => {
	const from = Math.max(room.state.plannedEnd, room.clock.now());
	const plannedEnd = from + minutes * 60_000;
	if (plannedEnd > room.facts.plannedEnd + MOST_EXTENSION_MS) throw new AppError('lesson-too-long');
	const over = room.state.phase === 'overrun';
	await room.append(
		{ type: 'end-moved', plannedEnd, by: self.peerId },
		// Its end lies ahead again.
		...(over ? [{ type: 'phase-changed', phase: 'teaching', cause: 'teacher' } as const] : []),
	);
	return { plannedEnd };
});

export const endLesson = peerHandler('endLesson', ['teacher'], async ({ room }) => {
	await room.end('teacher');
	return {};
});
