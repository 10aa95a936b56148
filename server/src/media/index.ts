export { MediaNode, type MediaOptions } from './MediaNode.ts';
export { RoomMedia } from './RoomMedia.ts';
export { type PeerMedia } from './PeerMedia.ts';
export { type PeerMediaEvents } from './peerMediaEvents.ts';
export { measureMedia } from './measureMedia.ts';
export { probeWorker, type WorkerProbe } from './probe.ts';
export { type Rank } from './ladder/rungs.ts';
export { type LadderCause } from './ladder/ladderState.ts';
