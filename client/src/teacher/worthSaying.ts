// The one thing worth saying to the teacher now. Pure; first what hinders the lesson, then who waits for her.
import { handsInOrder, onStage } from '@classroom/protocol';
import type { ClassroomId, PeerId, RoomState } from '@classroom/protocol';
import type { DeviceState } from '../session/index.ts';

export type Situation = Readonly<{
	room: RoomState;
	me: PeerId;
	/** UTC ms by the server's clock. */
	now: number;
	plannedStart: number;
	/** Receiving classrooms that ought to be here. */
	expected: readonly ClassroomId[];
	/** Seconds since the connection was lost; undefined: it is there. */
	lostFor: number | undefined;
	/** The browser's WebRTC does not start. */
	noMedia: boolean;
	microphone: DeviceState;
	camera: DeviceState;
	/** The screen was shared until this page was loaded anew. */
	wasSharing: boolean;
}>;

export type Saying =
	| { readonly say: 'lost'; readonly seconds: number }
	| { readonly say: 'no-media' }
	| { readonly say: 'microphone-off' }
	| { readonly say: 'muted' }
	| { readonly say: 'resume-screen' }
	/** The next lesson needs what this one has, of which the teacher first, then a classroom. */
	| { readonly say: 'next'; readonly needs: 'teacher' | 'classroom' | 'class'; readonly leftMs: number }
	| { readonly say: 'hand'; readonly peerId: PeerId; readonly since: number; readonly more: number }
	| { readonly say: 'overrun'; readonly overMs: number }
	| { readonly say: 'ending'; readonly leftMs: number }
	| { readonly say: 'gone'; readonly peerIds: readonly PeerId[] }
	/** Classrooms that do not see the page of courseware that is shown. */
	| { readonly say: 'without'; readonly count: number }
	| { readonly say: 'recording-interrupted' }
	| { readonly say: 'camera-off' }
	| { readonly say: 'on-stage'; readonly peerId: PeerId }
	/** Several at once. */
	| { readonly say: 'discussion'; readonly count: number }
	| { readonly say: 'waiting'; readonly leftMs: number; readonly here: number; readonly expected: number }
	| { readonly say: 'missing'; readonly here: number; readonly expected: number }
	/** All are here, and some see less than is shown, or show less. */
	| { readonly say: 'tight'; readonly count: number }
	| { readonly say: 'fine'; readonly here: number };

/** Shorter dropouts mend themselves before they are read. */
const QUIET_SECONDS = 3;
const ENDING_MS = 3 * 60_000;

export const worthSaying = (situation: Situation): Saying =>
	hindrance(situation) ?? course(situation) ?? attendance(situation);

const works = (device: DeviceState): boolean => device.state === 'on' || device.state === 'starting';

const hindrance = ({ room, me, lostFor, noMedia, microphone, wasSharing }: Situation): Saying | null => {
	if (lostFor !== undefined && lostFor >= QUIET_SECONDS) return { say: 'lost', seconds: lostFor };
	if (noMedia) return { say: 'no-media' };
	if (!works(microphone)) return { say: 'microphone-off' };
	const gated = room.peers.find((peer) => peer.peerId === me)?.muted ?? false;
	const silent = gated || (microphone.state === 'on' && !microphone.enabled);
	if (silent && room.phase !== 'waiting') return { say: 'muted' };
	return wasSharing ? { say: 'resume-screen' } : null;
};

const course = ({ room, now, camera }: Situation): Saying | null => {
	const { needed } = room;
	if (needed !== null) {
		const needs = needed.teacher ? 'teacher' : needed.classroomIds.length > 0 ? 'classroom' : 'class';
		return { say: 'next', needs, leftMs: Math.max(0, needed.endsAt - now) };
	}
	const [hand, ...more] = handsInOrder(room);
	if (hand !== undefined) {
		return { say: 'hand', peerId: hand.peerId, since: hand.handSince ?? now, more: more.length };
	}
	// By the times: the phase is some seconds behind them, and a lesson in overrun may have been extended.
	const leftMs = room.plannedEnd - now;
	const begun = room.phase === 'teaching' || room.phase === 'overrun';
	if (begun && leftMs <= 0) return { say: 'overrun', overMs: -leftMs };
	if (begun && leftMs <= ENDING_MS) return { say: 'ending', leftMs };
	const gone = classrooms(room).filter((peer) => peer.presence === 'lost' || peer.network === 'gone');
	if (gone.length > 0) return { say: 'gone', peerIds: gone.map((peer) => peer.peerId) };
	const without = withoutPage(room);
	if (without > 0) return { say: 'without', count: without };
	if (begun && room.recording.state === 'interrupted') return { say: 'recording-interrupted' };
	if (!works(camera)) return { say: 'camera-off' };
	const [guest, ...others] = onStage(room);
	if (others.length > 0) return { say: 'discussion', count: others.length + 1 };
	return guest === undefined ? null : { say: 'on-stage', peerId: guest.peerId };
};

const withoutPage = (room: RoomState): number =>
	classrooms(room).filter(
		({ peerId, presence }) => presence === 'here' && room.courseware.without.includes(peerId),
	).length;

const attendance = ({ room, now, plannedStart, expected }: Situation): Saying => {
	const present = new Set(
		classrooms(room).flatMap((peer) => (peer.subject.kind === 'classroom' ? [peer.subject.classroomId] : [])),
	);
	const here = expected.filter((classroomId) => present.has(classroomId)).length;
	if (room.phase === 'waiting') {
		return { say: 'waiting', leftMs: Math.max(0, plannedStart - now), here, expected: expected.length };
	}
	if (here < expected.length) return { say: 'missing', here, expected: expected.length };
	const count = classrooms(room).filter(({ quality, sending }) => quality !== 'full' || sending).length;
	return count > 0 ? { say: 'tight', count } : { say: 'fine', here };
};

const classrooms = (room: RoomState) =>
	room.peers.filter((peer) => peer.role === 'classroom' && peer.presence !== 'left');
