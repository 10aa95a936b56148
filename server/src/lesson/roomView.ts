// The Room as its media sees it.
import type { LessonEvent, Notification, PeerId, RoomState } from '@classroom/protocol';
import type { Clock, Log } from '../platform/index.ts';
import type { RoomPeer } from './RoomPeer.ts';

export interface RoomView {
	readonly clock: Clock;
	readonly log: Log;
	readonly closed: boolean;
	/** With everything decided so far. */
	readonly state: RoomState;
	/** What has been announced. */
	readonly announced: RoomState;
	readonly peers: ReadonlyMap<PeerId, RoomPeer>;
	note(...events: readonly LessonEvent[]): void;
	send(peerId: PeerId, notification: Notification): void;
	broadcast(notification: Notification): void;
}
